namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            /// <summary>Divides by the p-norm along a dimension, or by eps where the norm is less.</summary>
            public static Tensor normalize(Tensor input, double p = 2, long dim = 1, double eps = 1e-12)
            {
                using var norm = Op.Call("aten::norm.ScalarOpt_dim", input, p, new[] { dim }, true);
                using var denominator = Op.Call("aten::clamp_min", norm, eps);
                return Op.Call("aten::div.Tensor", input, denominator);
            }

            /// <param name="input">(N, C, …).</param>
            /// <param name="running_mean">(C); in training updated in place. Null: the batch's own statistics are used.</param>
            /// <param name="running_var">(C), unbiased; in training updated in place.</param>
            /// <param name="weight">Scale (C), or null.</param>
            /// <param name="bias">Shift (C), or null.</param>
            /// <param name="training">Whether to normalise by the batch's statistics.</param>
            /// <param name="momentum">Weight of the batch in the running statistics.</param>
            /// <param name="eps">Added to the variance.</param>
            public static Tensor batch_norm(
                Tensor input, Tensor? running_mean, Tensor? running_var, Tensor? weight = null, Tensor? bias = null, bool training = false,
                double momentum = 0.1, double eps = 1e-5) =>
                Op.Call("aten::batch_norm", input, weight, bias, running_mean, running_var, training, momentum, eps, true);

            public static Tensor layer_norm(
                Tensor input, long[] normalized_shape, Tensor? weight = null, Tensor? bias = null, double eps = 1e-5) =>
                Op.Call("aten::layer_norm", input, normalized_shape, weight, bias, eps, true);
        }
    }
}
