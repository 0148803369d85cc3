namespace TorchSharp.Modules;

/// <summary>Surrounds (N, C, H, W) with zeros.</summary>
public sealed class ZeroPad2d : PadBase
{
    internal ZeroPad2d(long left, long right, long top, long bottom)
        : base(nameof(ZeroPad2d), PaddingModes.Zeros, 0, left, right, top, bottom)
    {
    }
}
