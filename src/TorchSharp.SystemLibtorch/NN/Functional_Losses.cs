namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            /// <summary>Binary cross-entropy of logits, in the stable form.</summary>
            /// <param name="input">Logits.</param>
            /// <param name="target">Probabilities, in [0, 1].</param>
            /// <param name="weight">Per element, broadcast.</param>
            /// <param name="reduction">Mean by default.</param>
            /// <param name="pos_weights">Weight of the positive term, per class.</param>
            public static Tensor binary_cross_entropy_with_logits(
                Tensor input, Tensor target, Tensor? weight = null, Reduction reduction = Reduction.Mean, Tensor? pos_weights = null) =>
                Op.Call("aten::binary_cross_entropy_with_logits", input, target, weight, pos_weights, (long)reduction);

            /// <summary>Binary cross-entropy of probabilities. Logarithms are clamped at -100.</summary>
            public static Tensor binary_cross_entropy(Tensor input, Tensor target, Tensor? weight = null, Reduction reduction = Reduction.Mean) =>
                Op.Call("aten::binary_cross_entropy", input, target, weight, (long)reduction);

            /// <summary>Cross-entropy of logits (N, C, …) and class indices (N, …) or class probabilities (N, C, …).</summary>
            public static Tensor cross_entropy(
                Tensor input, Tensor target, Tensor? weight = null, long ignore_index = -100, Reduction reduction = Reduction.Mean,
                double label_smoothing = 0) =>
                Op.Call("aten::cross_entropy_loss", input, target, weight, (long)reduction, ignore_index, label_smoothing);

            public static Tensor mse_loss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean) =>
                Op.Call("aten::mse_loss", input, target, (long)reduction);

            public static Tensor l1_loss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean) =>
                Op.Call("aten::l1_loss", input, target, (long)reduction);

            /// <summary>Negative log likelihood of log-probabilities (N, C, …) and class indices (N, …).</summary>
            public static Tensor nll_loss(Tensor input, Tensor target, Tensor? weight = null, Reduction reduction = Reduction.Mean) =>
                Op.Call("aten::nll_loss_nd", input, target, weight, (long)reduction);

            /// <summary>Pointwise Kullback-Leibler divergence, reduced. The input holds log-probabilities.</summary>
            /// <param name="input">Log-probabilities of the model.</param>
            /// <param name="target">The reference: log-probabilities if <paramref name="log_target"/>, else probabilities.</param>
            /// <param name="log_target">True by default, unlike PyTorch's.</param>
            /// <param name="reduction">Mean is over elements, not over the batch.</param>
            public static Tensor kl_div(Tensor input, Tensor target, bool log_target = true, Reduction reduction = Reduction.Mean) =>
                Op.Call("aten::kl_div", input, target, (long)reduction, log_target);
        }
    }
}
