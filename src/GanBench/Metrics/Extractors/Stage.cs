using static TorchSharp.torch;

namespace GanBench.Metrics.Extractors;

/// <summary>
/// A part of a network of which only the output is kept: what all parts make, kept to the end, is gigabytes of a batch of 100 pictures.
/// </summary>
internal static class Stage
{
    /// <summary>Applies a part, and frees its input and what it made besides its output.</summary>
    /// <param name="x">The input; freed.</param>
    /// <param name="part">The part.</param>
    public static Tensor Next(Tensor x, Func<Tensor, Tensor> part)
    {
        using var scope = NewDisposeScope();
        var next = part(x).MoveToOuterDisposeScope();
        x.Dispose();
        return next;
    }
}
