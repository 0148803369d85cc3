using GanBench.Networks.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GanBench.Networks.Layers;

/// <summary>max(x, 0).</summary>
public sealed record Relu : Layer
{
    /// <inheritdoc/>
    public override string Title => "ReLU";

    /// <inheritdoc/>
    public override TensorShape Output(TensorShape input) => input;

    /// <inheritdoc/>
    public override Module<Tensor, Tensor> Build(TensorShape input, BuildContext context) => ReLU();
}

/// <summary>x for positive x, slope · x otherwise.</summary>
/// <param name="Slope">Slope of the negative side.</param>
public sealed record LeakyRelu(double Slope = 0.2) : Layer
{
    /// <inheritdoc/>
    public override string Title => FormattableString.Invariant($"LeakyReLU {Slope}");

    /// <inheritdoc/>
    public override TensorShape Output(TensorShape input) => input;

    /// <inheritdoc/>
    public override Module<Tensor, Tensor> Build(TensorShape input, BuildContext context) => new LeakyRectifier(Slope);
}

/// <summary>Hyperbolic tangent: the last layer of generators of images in [-1, 1].</summary>
public sealed record TanhActivation : Layer
{
    /// <inheritdoc/>
    public override string Title => "Tanh";

    /// <inheritdoc/>
    public override TensorShape Output(TensorShape input) => input;

    /// <inheritdoc/>
    public override Module<Tensor, Tensor> Build(TensorShape input, BuildContext context) => Tanh();
}

/// <summary>
/// The logistic function. Objectives read raw outputs and apply the sigmoid themselves where they need one, so a discriminator that
/// ends in this layer is refused.
/// </summary>
public sealed record SigmoidActivation : Layer
{
    /// <inheritdoc/>
    public override string Title => "Sigmoid";

    /// <inheritdoc/>
    public override TensorShape Output(TensorShape input) => input;

    /// <inheritdoc/>
    public override Module<Tensor, Tensor> Build(TensorShape input, BuildContext context) => Sigmoid();
}
