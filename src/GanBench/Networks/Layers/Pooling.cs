using GanBench.Networks.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GanBench.Networks.Layers;

/// <summary>The mean of each square of pixels.</summary>
/// <param name="Factor">Side of the square.</param>
public sealed record AveragePool(int Factor = 2) : Layer
{
    /// <inheritdoc/>
    public override string Title => $"AveragePooling2D ×{Factor}";

    /// <inheritdoc/>
    public override TensorShape Output(TensorShape input)
    {
        RequireImage(input);
        return input with { Height = input.Height / Factor, Width = input.Width / Factor };
    }

    /// <inheritdoc/>
    public override Module<Tensor, Tensor> Build(TensorShape input, BuildContext context) => new MeanPool2d(Factor);
}

/// <summary>The mean or sum of each channel over the whole image, as a vector.</summary>
/// <param name="Mean">The mean rather than the sum.</param>
public sealed record GlobalPool(bool Mean) : Layer
{
    /// <inheritdoc/>
    public override string Title => Mean ? "GlobalAveragePooling2D" : "GlobalSumPooling2D";

    /// <inheritdoc/>
    public override TensorShape Output(TensorShape input)
    {
        RequireImage(input);
        return TensorShape.Vector(input.Channels);
    }

    /// <inheritdoc/>
    public override Module<Tensor, Tensor> Build(TensorShape input, BuildContext context) => new GlobalPool2d(Mean);
}
