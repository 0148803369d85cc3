namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor reshape(params long[] shape) => Op.Call("aten::reshape", this, shape);

        public Tensor view(params long[] shape) => Op.Call("aten::view", this, shape);

        public Tensor view_as(Tensor other) => view(other.shape);

        public Tensor flatten(long start_dim = 0, long end_dim = -1) => Op.Call("aten::flatten.using_ints", this, start_dim, end_dim);

        public Tensor unflatten(long dim, params long[] sizes)
        {
            var before = shape;
            var axis = dim < 0 ? dim + before.Length : dim;
            return view([.. before[..(int)axis], .. sizes, .. before[((int)axis + 1)..]]);
        }

        public Tensor squeeze(long? dim = null) => dim is { } axis ? Op.Call("aten::squeeze.dim", this, axis) : Op.Call("aten::squeeze", this);

        public Tensor squeeze_(long? dim = null) => dim is { } axis ? InPlace("aten::squeeze_.dim", axis) : InPlace("aten::squeeze_");

        public Tensor unsqueeze(long dim) => Op.Call("aten::unsqueeze", this, dim);

        public Tensor unsqueeze_(long dim) => InPlace("aten::unsqueeze_", dim);

        public Tensor t() => Op.Call("aten::t", this);

        public Tensor transpose(long dim0, long dim1) => Op.Call("aten::transpose.int", this, dim0, dim1);

        public Tensor transpose_(long dim0, long dim1) => InPlace("aten::transpose_", dim0, dim1);

        public Tensor swapaxes(long dim0, long dim1) => transpose(dim0, dim1);

        public Tensor movedim(long source, long destination) => Op.Call("aten::movedim.int", this, source, destination);

        public Tensor permute(params long[] permutation) => Op.Call("aten::permute", this, permutation);

        public Tensor permute(IEnumerable<long> permutation) => permute(permutation.ToArray());

        public Tensor expand(params long[] sizes) => Op.Call("aten::expand", this, sizes);

        public Tensor expand(long[] sizes, bool isImplicit = false) => Op.Call("aten::expand", this, sizes, isImplicit);

        public Tensor expand(ReadOnlySpan<long> sizes, bool isImplicit = false) => expand(sizes.ToArray(), isImplicit);

        public Tensor expand(Size sizes, bool isImplicit = false) => expand(sizes.Shape, isImplicit);

        public Tensor expand_as(Tensor other) => expand(other.shape);

        public Tensor repeat(params long[] sizes) => Op.Call("aten::repeat", this, sizes);

        public Tensor repeat_interleave(long repeats, long? dim = null) => Op.Call("aten::repeat_interleave.self_int", this, repeats, dim);

        public Tensor tile(params long[] reps) => Op.Call("aten::tile", this, reps);

        public Tensor flip(params long[] dims) => Op.Call("aten::flip", this, dims);

        public Tensor roll(long shifts, long dims) => Op.Call("aten::roll", this, new[] { shifts }, new[] { dims });

        public Tensor roll(long[] shifts, long[]? dims = null) => Op.Call("aten::roll", this, shifts, dims ?? []);

        public Tensor diagonal(long offset = 0, long dim1 = 0, long dim2 = 1) => Op.Call("aten::diagonal", this, offset, dim1, dim2);

        public Tensor diag(long diagonal = 0) => Op.Call("aten::diag", this, diagonal);

        public Tensor tril(long diagonal = 0) => Op.Call("aten::tril", this, diagonal);

        public Tensor triu(long diagonal = 0) => Op.Call("aten::triu", this, diagonal);

        /// <summary>Pieces of the given size; the last one may be smaller.</summary>
        public Tensor[] split(long size, int dim = 0) => Op.CallMany("aten::split.Tensor", this, size, dim);

        /// <summary>Pieces of the given sizes.</summary>
        public Tensor[] split(long[] sizes, long dim = 0) => Op.CallMany("aten::split_with_sizes", this, sizes, dim);

        public Tensor[] split(ReadOnlySpan<long> sizes, long dim = 0) => split(sizes.ToArray(), dim);

        public Tensor[] split(params long[] sizes) => split(sizes, 0L);

        public Tensor[] chunk(long chunks, long dim = 0) => Op.CallMany("aten::chunk", this, chunks, dim);

        public Tensor[] unbind(int dimension = 0) => Op.CallMany("aten::unbind.int", this, dimension);

        public Tensor unfold(long dimension, long size, long step) => Op.Call("aten::unfold", this, dimension, size, step);

        public Tensor as_strided(long[] size, long[] strides, long? storageOffset = null) => Op.Call("aten::as_strided", this, size, strides, storageOffset);

        public Tensor resize_(params long[] shape) => InPlace("aten::resize_", shape);
    }
}
