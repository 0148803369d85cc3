using GanBench.Networks.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GanBench.Networks.Layers;

/// <summary>A convolution with a square kernel.</summary>
/// <param name="Filters">Output channels.</param>
/// <param name="Kernel">Side of the kernel.</param>
/// <param name="Stride">Step between outputs.</param>
/// <param name="Padding">How the border is filled.</param>
public sealed record Conv(int Filters, int Kernel, int Stride = 1, Padding Padding = default) : Layer
{
    /// <summary>Whether it adds a bias per channel.</summary>
    public bool Bias { get; init; } = true;

    /// <summary>Whether the kernel, as a matrix Filters × rest, is divided by its largest singular value.</summary>
    public bool SpectralNorm { get; init; }

    /// <inheritdoc/>
    public override string Title =>
        $"Conv2D {Kernel}×{Kernel} stride {Stride} {Padding}{(SpectralNorm ? " (spectral norm)" : "")}";

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
        var (top, bottom) = Padding.Amounts(input.Height, Kernel, Stride);
        var (left, right) = Padding.Amounts(input.Width, Kernel, Stride);
        var symmetric = top == bottom && left == right;
        long[] padding = symmetric ? [top, left] : [0, 0];
        Module<Tensor, Tensor> conv = SpectralNorm
            ? new SpectralNormConv2d(input.Channels, Filters, Kernel, Stride, padding, Bias)
            : new Convolution2d(input.Channels, Filters, Kernel, Stride, padding, Bias);
        return symmetric ? conv : Sequential(("pad", new ZeroPad(left, right, top, bottom)), ("conv", conv));
    }

    /// <summary>Whether nearest upsampling before this convolution can be folded into its kernel.</summary>
    internal bool CanFoldUpsample(Upsample upsample) =>
        upsample.Factor == 2 && Stride == 1 && Kernel % 2 == 1 && Kernel > 1 && Padding.IsSame && !SpectralNorm;

    /// <summary>The upsampling by 2 and this convolution as one module.</summary>
    internal Module<Tensor, Tensor> BuildFolded(TensorShape input) =>
        new UpsampleConv2d(input.Channels, Filters, Kernel, Bias);

    private int Side(int side)
    {
        var (before, after) = Padding.Amounts(side, Kernel, Stride);
        var padded = side + before + after;
        if (padded < Kernel)
            throw new UsageException($"{Title} does not fit on an input of {side} pixels.");
        return ((padded - Kernel) / Stride) + 1;
    }
}
