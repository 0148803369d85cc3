using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>(N, C r², H, W) to (N, C, r H, r W) (arXiv:1609.05158).</summary>
public sealed class PixelShuffle : ParameterLessModule<Tensor, Tensor>
{
    internal PixelShuffle(long upscale_factor) : base(nameof(PixelShuffle)) => this.upscale_factor = upscale_factor;

    public long upscale_factor { get; }

    public override Tensor forward(Tensor tensor) => Op.Call("aten::pixel_shuffle", tensor, upscale_factor);
}
