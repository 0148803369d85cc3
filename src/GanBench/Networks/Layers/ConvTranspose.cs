using GanBench.Networks.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GanBench.Networks.Layers;

/// <summary>
/// A transposed convolution with a square kernel. With "same" padding the output has side · stride pixels and is cropped as TensorFlow
/// crops it: it is the gradient of the "same" convolution of that stride.
/// </summary>
/// <param name="Filters">Output channels.</param>
/// <param name="Kernel">Side of the kernel.</param>
/// <param name="Stride">Step between the inputs' places in the output.</param>
/// <param name="Padding">Same, or PyTorch's padding: rows and columns cut from every side.</param>
public sealed record ConvTranspose(int Filters, int Kernel, int Stride = 1, Padding Padding = default) : Layer
{
    /// <summary>Whether it adds a bias per channel.</summary>
    public bool Bias { get; init; } = true;

    /// <inheritdoc/>
    public override string Title => $"Conv2DTranspose {Kernel}×{Kernel} stride {Stride} {Padding}";

    /// <inheritdoc/>
    public override TensorShape Output(TensorShape input)
    {
        RequireImage(input);
        return TensorShape.Image(Filters, Side(input.Height), Side(input.Width));
    }

    /// <inheritdoc/>
    public override ParameterCount Parameters(TensorShape input) =>
        new(((long)input.Channels * Kernel * Kernel * Filters) + (Bias ? Filters : 0), 0);

    /// <inheritdoc/>
    public override Module<Tensor, Tensor> Build(TensorShape input, BuildContext context)
    {
        var (before, after) = Crop(input.Height);
        var conv = new TransposedConvolution2d(input.Channels, Filters, Kernel, Stride, before, Bias);
        if (before == after)
            return conv;
        var output = Output(input);
        return Sequential(
            ("conv", conv),
            ("crop", new Crop2d(output.Height, output.Width)));
    }

    private int Side(int side)
    {
        var (before, after) = Crop(side);
        return ((side - 1) * Stride) + Kernel - before - after;
    }

    private (int Before, int After) Crop(int side) => Padding.Amounts(side * Stride, Kernel, Stride);
}
