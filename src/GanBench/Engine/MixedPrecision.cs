using GanBench.Recipes;
using static TorchSharp.torch;

namespace GanBench.Engine;

/// <summary>
/// The precision of convolutions and matrix products while a training step is computed, as PyTorch's autocast has it: the modules cast
/// what such an operation reads to bfloat16, and layers that lose little by it take its result as it is; before all others it is cast to
/// float32 (in LayerSequence). Gradients go back through the same casts, so they arrive in float32 at the weights, which stay float32.
/// </summary>
internal static class MixedPrecision
{
    [ThreadStatic]
    private static bool _bfloat16;

    /// <summary>Computes in a precision on this thread until the result is disposed; TF32 is a setting of the whole process.</summary>
    /// <param name="precision">The precision.</param>
    public static Scope Use(Precision precision)
    {
        var scope = new Scope(_bfloat16, precision == Precision.Tf32);
        _bfloat16 = precision == Precision.Bf16;
        if (precision == Precision.Tf32)
            AllowTf32(true);
        return scope;
    }

    /// <summary>Whether libtorch may round float32 to TF32 on CUDA; by itself it may in convolutions.</summary>
    /// <param name="allowed">Whether it may.</param>
    public static void AllowTf32(bool allowed)
    {
        backends.cuda.matmul.allow_tf32 = allowed;
        backends.cudnn.allow_tf32 = allowed;
    }

    /// <summary>What a convolution or product reads, in the numbers that it is computed in; what it gives is of these, too.</summary>
    /// <param name="input">Its input; float64, for exact references, stays.</param>
    /// <param name="weight">Its weight.</param>
    /// <param name="bias">Its bias, or null.</param>
    /// <returns>The same in bfloat16 while that is on; as it is otherwise.</returns>
    public static (Tensor Input, Tensor Weight, Tensor? Bias) Lower(Tensor input, Tensor weight, Tensor? bias) =>
        _bfloat16 && input.dtype is (ScalarType.Float32 or ScalarType.BFloat16)
            ? (input.bfloat16(), weight.bfloat16(), bias?.bfloat16())
            : (input, weight, bias);

    /// <summary>A tensor that computation in float32 goes on with.</summary>
    /// <param name="tensor">Of bfloat16, or of anything else, which stays.</param>
    public static Tensor Raise(Tensor tensor) => tensor.dtype == ScalarType.BFloat16 ? tensor.@float() : tensor;

    /// <summary>Ends a precision.</summary>
    /// <param name="before">Whether bfloat16 was on before.</param>
    /// <param name="tf32">Whether TF32 was turned on.</param>
    public readonly struct Scope(bool before, bool tf32) : IDisposable
    {
        /// <inheritdoc/>
        public void Dispose()
        {
            _bfloat16 = before;
            if (tf32)
                AllowTf32(false);
        }
    }
}
