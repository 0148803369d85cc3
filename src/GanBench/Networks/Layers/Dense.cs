using GanBench.Networks.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GanBench.Networks.Layers;

/// <summary>A fully connected layer; an image is flattened first.</summary>
/// <param name="Units">Outputs.</param>
public sealed record Dense(int Units) : Layer
{
    /// <summary>Whether it adds a bias.</summary>
    public bool Bias { get; init; } = true;

    /// <summary>Whether the weight is divided by its largest singular value.</summary>
    public bool SpectralNorm { get; init; }

    /// <inheritdoc/>
    public override string Title => $"Dense{(SpectralNorm ? " (spectral norm)" : "")}";

    /// <inheritdoc/>
    public override TensorShape Output(TensorShape input) => TensorShape.Vector(Units);

    /// <inheritdoc/>
    public override ParameterCount Parameters(TensorShape input) => new(((long)input.Length * Units) + (Bias ? Units : 0), 0);

    /// <inheritdoc/>
    public override Module<Tensor, Tensor> Build(TensorShape input, BuildContext context)
    {
        if (SpectralNorm)
            return new SpectralNormLinear(input.Length, Units, Bias);
        var linear = new FullyConnected(input.Length, Units, Bias);
        return input.IsVector ? linear : Sequential(("flatten", nn.Flatten()), ("linear", linear));
    }
}
