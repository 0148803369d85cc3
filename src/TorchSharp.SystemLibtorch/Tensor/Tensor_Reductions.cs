namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor all() => Op.Call("aten::all", this);

        public Tensor all(long dim, bool keepdim = false) => Op.Call("aten::all.dim", this, dim, keepdim);

        public Tensor any() => Op.Call("aten::any", this);

        public Tensor any(long dim, bool keepdim = false) => Op.Call("aten::any.dim", this, dim, keepdim);

        public Tensor amax(params long[] dims) => Op.Call("aten::amax", this, dims);

        public Tensor amax(long[] dims, bool keepdim = false, Tensor? @out = null) => WriteTo(@out, Op.Call("aten::amax", this, dims, keepdim));

        public Tensor amax(ReadOnlySpan<long> dims, bool keepdim = false, Tensor? @out = null) => amax(dims.ToArray(), keepdim, @out);

        public Tensor amin(params long[] dims) => Op.Call("aten::amin", this, dims);

        public Tensor amin(long[] dims, bool keepdim = false, Tensor? @out = null) => WriteTo(@out, Op.Call("aten::amin", this, dims, keepdim));

        public Tensor amin(ReadOnlySpan<long> dims, bool keepdim = false, Tensor? @out = null) => amin(dims.ToArray(), keepdim, @out);

        public Tensor argmax() => Op.Call("aten::argmax", this);

        public Tensor argmax(long dim, bool keepdim = false) => Op.Call("aten::argmax", this, dim, keepdim);

        public Tensor argmin() => Op.Call("aten::argmin", this);

        public Tensor argmin(long dim, bool keepdim = false) => Op.Call("aten::argmin", this, dim, keepdim);

        public Tensor argsort(long dim = -1, bool descending = false) => Op.Call("aten::argsort", this, dim, descending);

        public Tensor max() => Op.Call("aten::max", this);

        public Tensor max(Tensor other) => Op.Call("aten::maximum", this, other);

        /// <summary>Greatest values along a dimension, and where they are.</summary>
        public (Tensor values, Tensor indexes) max(long dim, bool keepdim = false) => Pair(Op.CallMany("aten::max.dim", this, dim, keepdim));

        public Tensor min() => Op.Call("aten::min", this);

        public Tensor min(Tensor other) => Op.Call("aten::minimum", this, other);

        /// <summary>Least values along a dimension, and where they are.</summary>
        public (Tensor values, Tensor indexes) min(long dim, bool keepdim = false) => Pair(Op.CallMany("aten::min.dim", this, dim, keepdim));

        public Tensor mean() => Op.Call("aten::mean", this);

        public Tensor mean(long[] dimensions, bool keepdim = false, ScalarType? type = null) => Op.Call("aten::mean.dim", this, dimensions, keepdim, type);

        public Tensor median() => Op.Call("aten::median", this);

        public Tensor logsumexp(long dim, bool keepdim = false) => Op.Call("aten::logsumexp", this, new[] { dim }, keepdim);

        public Tensor prod(ScalarType? type = null) => Op.Call("aten::prod", this, type);

        public Tensor prod(long dim, bool keepdim = false, ScalarType? type = null) => Op.Call("aten::prod.dim_int", this, dim, keepdim, type);

        public Tensor sum(ScalarType? type = null) => Op.Call("aten::sum", this, type);

        public Tensor sum(long[] dim, bool keepdim = false, ScalarType? type = null) => Op.Call("aten::sum.dim_IntList", this, dim, keepdim, type);

        public Tensor sum(ReadOnlySpan<long> dim, bool keepdim = false, ScalarType? type = null) => sum(dim.ToArray(), keepdim, type);

        public Tensor sum(long dim, bool keepdim = false, ScalarType? type = null) => sum(new[] { dim }, keepdim, type);

        public Tensor sum(long dim0, long dim1, bool keepdim = false, ScalarType? type = null) => sum(new[] { dim0, dim1 }, keepdim, type);

        public Tensor sum(long dim0, long dim1, long dim2, bool keepdim = false, ScalarType? type = null) => sum(new[] { dim0, dim1, dim2 }, keepdim, type);

        /// <summary>Vector norm of all elements.</summary>
        public Tensor norm(float p = 2) => Op.Call("aten::norm.Scalar", this, (double)p);

        public Tensor norm(int dim, bool keepdim = false, float p = 2) => Op.Call("aten::norm.ScalarOpt_dim", this, (double)p, new[] { (long)dim }, keepdim);

        public (Tensor Values, Tensor Indices) sort(long dim = -1, bool descending = false, bool stable = false) =>
            Pair(Op.CallMany("aten::sort.stable", this, stable, dim, descending));

        public (Tensor values, Tensor indexes) topk(int k, int dim = -1, bool largest = true, bool sorted = true) =>
            Pair(Op.CallMany("aten::topk", this, k, dim, largest, sorted));

        public (Tensor values, Tensor indexes) kthvalue(long k, long? dim = null, bool keepdim = false) =>
            Pair(Op.CallMany("aten::kthvalue", this, k, dim ?? -1, keepdim));

        public Tensor cumsum(long dim, ScalarType? type = null) => Op.Call("aten::cumsum", this, dim, type);

        public Tensor cumprod(long dim, ScalarType? type = null) => Op.Call("aten::cumprod", this, dim, type);

        public Tensor count_nonzero(long[]? dims = null) =>
            dims is null ? Op.Call("aten::count_nonzero", this) : Op.Call("aten::count_nonzero.dim_IntList", this, dims);

        public Tensor histc(long bins = 100, Scalar? min = null, Scalar? max = null) => Op.Call("aten::histc", this, bins, min ?? 0, max ?? 0);

        public Tensor bincount(Tensor? weights = null, long minlength = 0) => Op.Call("aten::bincount", this, weights, minlength);

        public Tensor std(bool unbiased = true) => Op.Call("aten::std", this, unbiased);

        public Tensor std(long[] dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            WithType(type).Spread("aten::std.dim", dimensions, unbiased, keepdim);

        public Tensor std(ReadOnlySpan<long> dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => std(dimensions.ToArray(), unbiased, keepdim, type);

        public Tensor std(long dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => std(new[] { dim }, unbiased, keepdim, type);

        public Tensor std((long, long) dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => std(new[] { dim.Item1, dim.Item2 }, unbiased, keepdim, type);

        public Tensor std((long, long, long) dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => std(new[] { dim.Item1, dim.Item2, dim.Item3 }, unbiased, keepdim, type);

        public Tensor var(bool unbiased = true) => Op.Call("aten::var", this, unbiased);

        public Tensor var(long[] dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            WithType(type).Spread("aten::var.dim", dimensions, unbiased, keepdim);

        public Tensor var(ReadOnlySpan<long> dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => var(dimensions.ToArray(), unbiased, keepdim, type);

        public Tensor var(long dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => var(new[] { dim }, unbiased, keepdim, type);

        public Tensor var((long, long) dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => var(new[] { dim.Item1, dim.Item2 }, unbiased, keepdim, type);

        public Tensor var((long, long, long) dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => var(new[] { dim.Item1, dim.Item2, dim.Item3 }, unbiased, keepdim, type);

        private static (Tensor, Tensor) Pair(Tensor[] results) => (results[0], results[1]);

        // The overload with an out tensor computes first and copies: results of a reduction are small.
        private static Tensor WriteTo(Tensor? target, Tensor result)
        {
            if (target is null)
            {
                return result;
            }

            target.copy_(result);
            result.Dispose();
            return target;
        }

        private Tensor WithType(ScalarType? type) => type is { } wanted && wanted != dtype ? to_type(wanted) : this;

        private Tensor Spread(string op, long[] dimensions, bool unbiased, bool keepdim) => Op.Call(op, this, dimensions, unbiased, keepdim);
    }
}
