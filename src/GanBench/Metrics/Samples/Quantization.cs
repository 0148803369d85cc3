using GanBench.Engine;
using static TorchSharp.torch;

namespace GanBench.Metrics.Samples;

/// <summary>Between [-1, 1] and bytes on tensors; the rule of <see cref="GanBench.Imaging.Pixels"/>.</summary>
public static class Quantization
{
    /// <summary>How a protocol names the rule.</summary>
    public const string Rule = "uint8, rounded";

    /// <summary>⌊(x + 1) · 127.5 + 0.5⌋, clamped to 0 … 255.</summary>
    /// <param name="images">Nominally in [-1, 1].</param>
    /// <returns>uint8 of the same shape and device; the caller disposes it.</returns>
    public static Tensor ToBytes(Tensor images)
    {
        using var scope = NewDisposeScope();
        return images.to(float32).Plus(1).Times(127.5).Plus(0.5).clamp(Scalars.Zero, Scalars.Of(255)).floor().to(uint8)
            .MoveToOuterDisposeScope();
    }

    /// <summary>(b − 127.5) / 127.5.</summary>
    /// <param name="bytes">uint8.</param>
    /// <returns>float32 of the same shape and device; the caller disposes it.</returns>
    public static Tensor ToUnit(Tensor bytes)
    {
        using var scope = NewDisposeScope();
        return bytes.to(float32).Minus(127.5).Over(127.5).MoveToOuterDisposeScope();
    }
}
