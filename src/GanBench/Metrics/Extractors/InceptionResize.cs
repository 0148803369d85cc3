using GanBench.Engine;
using static TorchSharp.torch;

namespace GanBench.Metrics.Extractors;

/// <summary>Brings bytes to Inception's input: resized to 299×299, and to about [-1, 1] as the tool whose mode it is does.</summary>
/// <param name="mode">How.</param>
internal sealed class InceptionResize(ResizeMode mode) : IDisposable
{
    private readonly SquareResize _resize = new(mode, InceptionNetwork.Side);

    /// <summary>Resizes and normalises.</summary>
    /// <param name="images">uint8 N×C×H×W; one channel is repeated to three.</param>
    /// <returns>float32 N×3×299×299.</returns>
    public Tensor Apply(Tensor images)
    {
        using var scope = NewDisposeScope();
        var x = images.to(float32);
        if (mode == ResizeMode.PyTorch)
            x = x.Over(255);
        x = _resize.Apply(x);
        x = mode switch
        {
            ResizeMode.PyTorch => x.Times(2).Minus(1),
            ResizeMode.Clean => x.clamp(Scalars.Zero, Scalars.Of(255)).Minus(128).Over(128),
            _ => x.Minus(128).Over(128),
        };
        return SquareResize.ToColour(x).MoveToOuterDisposeScope();
    }

    public void Dispose() => _resize.Dispose();
}
