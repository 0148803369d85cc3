using static TorchSharp.torch;

namespace TorchSharp.SystemLibtorch;

/// <summary>
/// Operations beyond TorchSharp's API, for speed. They work on dense float32 tensors on the CPU, several threads at a time, and their
/// bits depend neither on the number of threads nor on the processor.
/// </summary>
public static unsafe class Kernels
{
    /// <summary>
    /// One step of Adam (Kingma and Ba, 2015, algorithm 1) in one pass over each tensor. The operations are those of PyTorch's
    /// single-tensor Adam in the same order: with g the gradient (plus weight_decay · parameter), m = β₁m + (1 − β₁)g,
    /// v = β₂v + (1 − β₂)g², parameter −= lr / (1 − β₁ᵗ) · m / (√v / √(1 − β₂ᵗ) + eps).
    /// </summary>
    /// <param name="parameters">Changed in place.</param>
    /// <param name="gradients">One for each parameter.</param>
    /// <param name="firstMoments">m, in the parameters' layout; changed in place.</param>
    /// <param name="secondMoments">v, in the parameters' layout; changed in place.</param>
    /// <param name="lr">Learning rate.</param>
    /// <param name="beta1">Decay of m.</param>
    /// <param name="beta2">Decay of v.</param>
    /// <param name="eps">Added to the denominator.</param>
    /// <param name="weight_decay">L2 penalty, added to the gradient.</param>
    /// <param name="step">t, 1 at the first step.</param>
    /// <exception cref="System.Runtime.InteropServices.ExternalException">A tensor is not dense float32 on the CPU, or shapes or strides differ.</exception>
    public static void adam_step(
        Tensor[] parameters, Tensor[] gradients, Tensor[] firstMoments, Tensor[] secondMoments, double lr, double beta1, double beta2, double eps,
        double weight_decay, long step)
    {
        CheckCounts(parameters, gradients, firstMoments, secondMoments);
        fixed (nint* p = Handles(parameters), g = Handles(gradients), m = Handles(firstMoments), v = Handles(secondMoments))
        {
            var status = NativeMethods.gb_adam_step(p, g, m, v, parameters.Length, lr, beta1, beta2, eps, weight_decay, step);
            KeepAlive(parameters, gradients, firstMoments, secondMoments);
            NativeError.Check(status);
        }
    }

    /// <summary>
    /// One step of RMSprop, not centred, as PyTorch orders it: s = αs + (1 − α)g²; parameter −= lr · g / (√s + eps), or with momentum μ
    /// b = μb + g / (√s + eps), parameter −= lr · b.
    /// </summary>
    /// <param name="parameters">Changed in place.</param>
    /// <param name="gradients">One for each parameter.</param>
    /// <param name="squares">s, in the parameters' layout; changed in place.</param>
    /// <param name="momenta">b, in the parameters' layout; null without momentum.</param>
    /// <param name="lr">Learning rate.</param>
    /// <param name="alpha">Decay of s.</param>
    /// <param name="eps">Added to the denominator.</param>
    /// <param name="weight_decay">L2 penalty, added to the gradient.</param>
    /// <param name="momentum">μ; 0 for none.</param>
    /// <exception cref="System.Runtime.InteropServices.ExternalException">A tensor is not dense float32 on the CPU, or shapes or strides differ.</exception>
    public static void rmsprop_step(
        Tensor[] parameters, Tensor[] gradients, Tensor[] squares, Tensor[]? momenta, double lr, double alpha, double eps, double weight_decay,
        double momentum)
    {
        CheckCounts(parameters, gradients, squares, NeedMomenta(momenta, momentum, parameters));
        fixed (nint* p = Handles(parameters), g = Handles(gradients), s = Handles(squares), b = Handles(momenta ?? []))
        {
            var status = NativeMethods.gb_rmsprop_step(p, g, s, b, parameters.Length, lr, alpha, eps, weight_decay, momentum);
            KeepAlive(parameters, gradients, squares, momenta);
            NativeError.Check(status);
        }
    }

    /// <summary>
    /// One step of stochastic gradient descent as PyTorch orders it: b = μb + (1 − dampening)g (the gradient itself at the first step);
    /// parameter −= lr · b, or with Nesterov's form lr · (g + μb).
    /// </summary>
    /// <param name="parameters">Changed in place.</param>
    /// <param name="gradients">One for each parameter.</param>
    /// <param name="momenta">b, in the parameters' layout; null without momentum.</param>
    /// <param name="lr">Learning rate.</param>
    /// <param name="momentum">μ; 0 for none.</param>
    /// <param name="dampening">Holds the gradient's share in b back.</param>
    /// <param name="weight_decay">L2 penalty, added to the gradient.</param>
    /// <param name="nesterov">Nesterov's momentum.</param>
    /// <param name="first">True at the first step: b holds nothing yet.</param>
    /// <exception cref="System.Runtime.InteropServices.ExternalException">A tensor is not dense float32 on the CPU, or shapes or strides differ.</exception>
    public static void sgd_step(
        Tensor[] parameters, Tensor[] gradients, Tensor[]? momenta, double lr, double momentum, double dampening, double weight_decay,
        bool nesterov, bool first)
    {
        CheckCounts(parameters, gradients, NeedMomenta(momenta, momentum, parameters));
        fixed (nint* p = Handles(parameters), g = Handles(gradients), b = Handles(momenta ?? []))
        {
            var status = NativeMethods.gb_sgd_step(
                p, g, b, parameters.Length, lr, momentum, dampening, weight_decay, nesterov ? 1 : 0, first ? 1 : 0);
            KeepAlive(parameters, gradients, momenta);
            NativeError.Check(status);
        }
    }

    /// <summary>
    /// A mask for dropout: every element is 0 with probability p, else 1 / (1 − p), as float32. Element i (row-major) is a pure function
    /// of (key0, key1, i, p): let w be word i mod 4 of Philox4x32-10 (Salmon et al., 2011) with the key (low half of key0, high half of
    /// key0) and the counter (low half of ⌊i / 4⌋, high half of ⌊i / 4⌋, low half of key1, high half of key1); the element is 0 if
    /// w &lt; ⌊p · 2³²⌋, all unsigned 32-bit.
    /// </summary>
    /// <param name="shape">Shape of the mask.</param>
    /// <param name="p">Probability of dropping, in [0, 1).</param>
    /// <param name="key0">First half of the stream's identity.</param>
    /// <param name="key1">Second half, such as the step.</param>
    /// <exception cref="System.Runtime.InteropServices.ExternalException">p is outside [0, 1).</exception>
    public static Tensor dropout_mask(long[] shape, double p, ulong key0, ulong key1)
    {
        fixed (long* sizes = shape)
        {
            return new Tensor(NativeError.Check(NativeMethods.gb_dropout_mask(sizes, shape.Length, p, key0, key1)));
        }
    }

    private static nint[] Handles(Tensor[] tensors) => Array.ConvertAll(tensors, tensor => tensor.Handle);

    private static Tensor[] NeedMomenta(Tensor[]? momenta, double momentum, Tensor[] parameters) =>
        momentum == 0 ? parameters : momenta ?? throw new ArgumentNullException(nameof(momenta), "Momentum needs its buffers.");

    private static void CheckCounts(Tensor[] parameters, params ReadOnlySpan<Tensor[]> others)
    {
        foreach (var other in others)
        {
            if (other.Length != parameters.Length)
            {
                throw new ArgumentException($"{parameters.Length} parameters, but {other.Length} tensors that belong to them.");
            }
        }
    }

    private static void KeepAlive(params ReadOnlySpan<object?> owners)
    {
        foreach (var owner in owners)
        {
            GC.KeepAlive(owner);
        }
    }
}
