using GanBench.Networks.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GanBench.Networks.Layers;

/// <summary>An image as a vector, channel by channel.</summary>
public sealed record Flattened : Layer
{
    /// <inheritdoc/>
    public override string Title => "Flatten";

    /// <inheritdoc/>
    public override TensorShape Output(TensorShape input) => TensorShape.Vector(input.Length);

    /// <inheritdoc/>
    public override Module<Tensor, Tensor> Build(TensorShape input, BuildContext context) => Flatten();
}

/// <summary>A vector as an image.</summary>
/// <param name="Channels">Channels.</param>
/// <param name="Height">Height.</param>
/// <param name="Width">Width.</param>
public sealed record Reshape(int Channels, int Height, int Width) : Layer
{
    /// <inheritdoc/>
    public override string Title => "Reshape";

    /// <inheritdoc/>
    public override TensorShape Output(TensorShape input) =>
        input.Length == Channels * Height * Width
            ? TensorShape.Image(Channels, Height, Width)
            : throw new UsageException($"{input} cannot be reshaped to {Channels}×{Height}×{Width}.");

    /// <inheritdoc/>
    public override Module<Tensor, Tensor> Build(TensorShape input, BuildContext context) => Unflatten(1, [Channels, Height, Width]);
}

/// <summary>Rows and columns of zeros at the bottom and right.</summary>
/// <param name="Amount">How many.</param>
public sealed record ZeroPadBottomRight(int Amount = 1) : Layer
{
    /// <inheritdoc/>
    public override string Title => "ZeroPadding2D bottom right";

    /// <inheritdoc/>
    public override TensorShape Output(TensorShape input)
    {
        RequireImage(input);
        return input with { Height = input.Height + Amount, Width = input.Width + Amount };
    }

    /// <inheritdoc/>
    public override Module<Tensor, Tensor> Build(TensorShape input, BuildContext context) => new ZeroPad(0, Amount, 0, Amount);
}

/// <summary>Nearest-neighbour upsampling: each pixel becomes a square.</summary>
/// <param name="Factor">Side of the square.</param>
public sealed record Upsample(int Factor = 2) : Layer
{
    /// <inheritdoc/>
    public override string Title => $"UpSampling2D ×{Factor}";

    /// <inheritdoc/>
    public override TensorShape Output(TensorShape input)
    {
        RequireImage(input);
        return input with { Height = input.Height * Factor, Width = input.Width * Factor };
    }

    /// <inheritdoc/>
    public override Module<Tensor, Tensor> Build(TensorShape input, BuildContext context) =>
        nn.Upsample(scale_factor: [Factor, Factor], mode: UpsampleMode.Nearest);
}
