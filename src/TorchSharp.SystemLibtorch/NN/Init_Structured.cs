namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class init
        {
            /// <summary>The identity, for a matrix of any shape.</summary>
            public static Tensor eye_(Tensor tensor)
            {
                RequireDimensions(nameof(eye_), tensor, 2, 2);
                using var scope = NewDisposeScope();
                using var _ = no_grad();
                return tensor.copy_(eye(tensor.shape[0], tensor.shape[1], tensor.dtype, tensor.device)).MoveToOuterDisposeScope();
            }

            /// <summary>A convolution weight (out, in, …) that passes channel c on to channel c.</summary>
            public static Tensor dirac_(Tensor tensor)
            {
                RequireDimensions(nameof(dirac_), tensor, 3, 5);
                using var scope = NewDisposeScope();
                using var _ = no_grad();
                var shape = tensor.shape;
                for (var channel = 0L; channel < Math.Min(shape[0], shape[1]); channel++)
                {
                    if (channel == 0)
                        tensor.zero_();
                    var center = tensor.select(0, channel).select(0, channel);
                    foreach (var size in shape.AsSpan(2))
                        center = center.select(0, size / 2);
                    center.fill_(1);
                }
                return tensor.alias().MoveToOuterDisposeScope();
            }

            /// <summary>Normal, cut off at [a, b] by inverting the cumulative distribution, as PyTorch does.</summary>
            public static Tensor trunc_normal_(
                Tensor tensor, double mean = 0, double std = 1, double a = -2, double b = 2, Generator? generator = null)
            {
                using var scope = NewDisposeScope();
                using var _ = no_grad();
                var low = Cumulative((a - mean) / std);
                var high = Cumulative((b - mean) / std);
                Op.CallVoid("aten::uniform_", tensor, (2 * low) - 1, (2 * high) - 1, generator);
                Op.CallVoid("aten::erfinv_", tensor);
                tensor.mul_(std * Math.Sqrt(2.0)).add_(mean);
                return tensor.clamp_(a, b).MoveToOuterDisposeScope();
            }

            /// <summary>Orthonormal rows or columns, times gain (Saxe et al., arXiv:1312.6120). A weight counts as (out, all the rest).</summary>
            public static Tensor orthogonal_(Tensor tensor, double gain = 1)
            {
                RequireDimensions(nameof(orthogonal_), tensor, 2, int.MaxValue);
                using var scope = NewDisposeScope();
                using var _ = no_grad();
                var rows = tensor.shape[0];
                var columns = tensor.numel() / rows;
                var flat = empty(rows, columns, tensor.dtype, tensor.device).normal_(0, 1);
                var (q, r) = linalg.qr(rows < columns ? flat.t() : flat);
                // The signs make the distribution uniform: QR itself prefers a diagonal of one sign.
                q.mul_(r.diagonal().sign());
                tensor.copy_((rows < columns ? q.t() : q).reshape(tensor.shape));
                return tensor.mul_(gain).MoveToOuterDisposeScope();
            }

            /// <summary>Normal, with the given fraction of each column set to zero.</summary>
            public static Tensor sparse_(Tensor tensor, double sparsity, double std = 0.01)
            {
                RequireDimensions(nameof(sparse_), tensor, 2, 2);
                using var scope = NewDisposeScope();
                using var _ = no_grad();
                var rows = tensor.shape[0];
                var zeros = (long)Math.Ceiling(sparsity * rows);
                tensor.normal_(0, std);
                for (var column = 0L; column < tensor.shape[1]; column++)
                {
                    var chosen = randperm(rows, device: tensor.device).narrow(0, 0, zeros);
                    Op.CallVoid("aten::index_fill_.int_Scalar", tensor.select(1, column), 0, chosen, 0.0);
                }
                return tensor.alias().MoveToOuterDisposeScope();
            }

            private static double Cumulative(double x) => (1 + MathErf(x / Math.Sqrt(2.0))) / 2;

            private static double MathErf(double x)
            {
                using var argument = full([], x, ScalarType.Float64);
                using var result = Op.Call("aten::erf", argument);
                return result.item<double>();
            }

            private static void RequireDimensions(string function, Tensor tensor, int least, int most)
            {
                if (tensor.ndim < least || tensor.ndim > most)
                    throw new ArgumentException(
                        $"init.{function}: the tensor has {tensor.ndim} dimensions, it should have {least}{(most == least ? "" : " or more")}.");
            }
        }
    }
}
