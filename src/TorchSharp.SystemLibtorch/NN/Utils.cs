using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class utils
        {
            /// <summary>Scales all gradients by one factor so that their common norm is at most max_norm.</summary>
            /// <returns>The norm before.</returns>
            public static double clip_grad_norm_(IEnumerable<Parameter> tensors, double max_norm, double norm_type = 2)
            {
                using var scope = NewDisposeScope();
                using var _ = no_grad();
                var gradients = Gradients(tensors);
                if (gradients.Length == 0)
                    return 0;
                Tensor total;
                if (double.IsPositiveInfinity(norm_type))
                {
                    total = stack([.. gradients.Select(gradient => gradient.abs().max())]).max();
                }
                else
                {
                    var norms = gradients.Select(gradient => Op.Call("aten::norm.Scalar", gradient, norm_type)).ToArray();
                    total = Op.Call("aten::norm.Scalar", stack(norms), norm_type);
                }
                // Always multiplied, as in PyTorch, so that the result does not depend on a comparison.
                var factor = (max_norm / (total + 1e-6)).clamp_max(1.0);
                foreach (var gradient in gradients)
                    gradient.mul_(factor);
                return total.to(ScalarType.Float64).item<double>();
            }

            /// <summary>Clamps every gradient to [-clip_value, clip_value].</summary>
            public static void clip_grad_value_(IEnumerable<Parameter> tensors, double clip_value)
            {
                using var scope = NewDisposeScope();
                using var _ = no_grad();
                foreach (var gradient in Gradients(tensors))
                    gradient.clamp_(-clip_value, clip_value);
            }

            /// <summary>All parameters, flattened, one after the other.</summary>
            public static Tensor parameters_to_vector(IEnumerable<Parameter> tensors)
            {
                using var scope = NewDisposeScope();
                return cat([.. tensors.Select(tensor => tensor.flatten())], 0).MoveToOuterDisposeScope();
            }

            /// <summary>The inverse of <see cref="parameters_to_vector"/>.</summary>
            /// <exception cref="ArgumentException">The vector has another length.</exception>
            public static void vector_to_parameters(Tensor vec, IEnumerable<Parameter> tensors)
            {
                using var scope = NewDisposeScope();
                using var _ = no_grad();
                var parameters = tensors.ToArray();
                var length = parameters.Sum(parameter => parameter.numel());
                if (vec.numel() != length)
                    throw new ArgumentException($"vector_to_parameters: the vector has {vec.numel()} elements, the parameters {length}.");
                var at = 0L;
                foreach (var parameter in parameters)
                {
                    parameter.copy_(vec.narrow(0, at, parameter.numel()).view(parameter.shape));
                    at += parameter.numel();
                }
            }

            /// <summary>Weight and bias of one convolution that does what a convolution and an evaluating batch norm after it do.</summary>
            public static (Parameter weight, Parameter bias) fuse_conv_bn_weights(
                Tensor conv_w, Tensor? conv_b, Tensor bn_rm, Tensor bn_rv, double bn_eps, Tensor? bn_w, Tensor? bn_b, bool transpose = false)
            {
                using var scope = NewDisposeScope();
                using var _ = no_grad();
                var shape = new long[conv_w.ndim];
                Array.Fill(shape, 1);
                shape[transpose ? 1 : 0] = -1;
                var (scale, shift) = ScaleAndShift(conv_b, bn_rm, bn_rv, bn_eps, bn_w, bn_b);
                return (Detached(conv_w * scale.reshape(shape)), Detached(shift));
            }

            /// <summary>Weight and bias of one linear layer that does what a linear layer and an evaluating batch norm after it do.</summary>
            public static (Parameter weight, Parameter bias) fuse_linear_bn_weights(
                Tensor linear_w, Tensor? linear_b, Tensor bn_rm, Tensor bn_rv, double bn_eps, Tensor bn_w, Tensor bn_b)
            {
                using var scope = NewDisposeScope();
                using var _ = no_grad();
                var (scale, shift) = ScaleAndShift(linear_b, bn_rm, bn_rv, bn_eps, bn_w, bn_b);
                return (Detached(linear_w * scale.unsqueeze(-1)), Detached(shift));
            }

            /// <summary>One linear layer for a linear layer and the batch norm after it, both in evaluation mode.</summary>
            /// <exception cref="ArgumentException">One of them is in training mode, or the norm keeps no running statistics.</exception>
            public static Linear fuse_linear_bn_eval(Linear linear, BatchNorm bn)
            {
                if (linear.training || bn.training)
                    throw new ArgumentException("fuse_linear_bn_eval: linear layer and batch norm must both be in evaluation mode.");
                if (bn.running_mean is null || bn.running_var is null || bn.weight is null || bn.bias is null)
                    throw new ArgumentException("fuse_linear_bn_eval: the batch norm needs running statistics and affine parameters.");
                var (weight, bias) = fuse_linear_bn_weights(
                    linear.weight, linear.bias, bn.running_mean, bn.running_var, bn.eps, bn.weight, bn.bias);
                var fused = new Linear(weight, bias);
                fused.eval();
                return fused;
            }

            private static (Tensor scale, Tensor shift) ScaleAndShift(
                Tensor? bias, Tensor mean, Tensor variance, double eps, Tensor? weight, Tensor? shift)
            {
                var scale = (variance + eps).rsqrt();
                if (weight is not null)
                    scale *= weight;
                var moved = (bias is null ? -mean : bias - mean) * scale;
                return (scale, shift is null ? moved : moved + shift);
            }

            private static Parameter Detached(Tensor tensor)
            {
                var parameter = new Parameter(tensor);
                parameter.MoveToOuterDisposeScope();
                return parameter;
            }

            private static Tensor[] Gradients(IEnumerable<Parameter> parameters) =>
                [.. parameters.Select(parameter => parameter.grad).OfType<Tensor>()];
        }
    }
}
