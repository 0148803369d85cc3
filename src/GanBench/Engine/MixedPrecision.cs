using static TorchSharp.torch;

namespace GanBench.Engine;

/// <summary>
/// The precision of convolutions and matrix products while a training step is computed, as PyTorch's autocast has it: the modules cast what
/// such an operation reads to bfloat16 and what it gives back to float32. Gradients go back through the same casts, so they arrive
/// in float32 at the weights, which stay float32.
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

    /// <summary>Whether libtorch may round float32 to TF32 in products and convolutions on CUDA; by itself it may in convolutions.</summary>
    /// <param name="allowed">Whether it may.</param>
    public static void AllowTf32(bool allowed)
    {
        backends.cuda.matmul.allow_tf32 = allowed;
        backends.cudnn.allow_tf32 = allowed;
    }

    /// <summary>Whether a product that reads this tensor is computed in bfloat16.</summary>
    /// <param name="input">What it reads.</param>
    public static bool Lowers(Tensor input) => _bfloat16 && input.dtype == ScalarType.Float32;

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
