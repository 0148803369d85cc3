using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GanBench.Networks;

/// <summary>
/// One layer of a network as a paper lists it: what it does to a shape, how many parameters it has, and the module it becomes.
/// Shapes and counts need no libtorch, so summaries print at once.
/// </summary>
public abstract record Layer
{
    /// <summary>What the layer is, as a summary prints it, e.g. "Conv2D 5×5 stride 2".</summary>
    public abstract string Title { get; }

    /// <summary>Whether it has batch normalisation, its own or inside.</summary>
    public virtual bool HasBatchNorm => false;

    /// <summary>Shape of the output.</summary>
    /// <param name="input">Shape of the input.</param>
    /// <exception cref="UsageException">The layer cannot take that input.</exception>
    public abstract TensorShape Output(TensorShape input);

    /// <summary>Parameters for an input shape.</summary>
    /// <param name="input">Shape of the input.</param>
    public virtual ParameterCount Parameters(TensorShape input) => default;

    /// <summary>
    /// The module that computes it; weights are whatever the engine starts with and are drawn anew by <see cref="WeightInitializer"/>.
    /// </summary>
    /// <param name="input">Shape of the input.</param>
    /// <param name="context">What layers of one network share.</param>
    public abstract Module<Tensor, Tensor> Build(TensorShape input, BuildContext context);

    /// <summary>Throws unless the input is an image.</summary>
    protected void RequireImage(TensorShape input)
    {
        if (input.IsVector)
            throw new UsageException($"{Title} needs an image but gets a vector of {input}.");
    }
}

/// <summary>Parameters of a layer or network. As in Keras, batch norm's running mean and variance count as not trainable.</summary>
/// <param name="Trainable">Learned numbers.</param>
/// <param name="Fixed">Numbers that are kept but not learned.</param>
public readonly record struct ParameterCount(long Trainable, long Fixed)
{
    /// <summary>Both.</summary>
    public long Total => Trainable + Fixed;

    /// <summary>Adds two counts.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    public static ParameterCount operator +(ParameterCount left, ParameterCount right) =>
        new(left.Trainable + right.Trainable, left.Fixed + right.Fixed);
}

/// <summary>What the modules of one network share.</summary>
/// <param name="Noise">Where dropout takes its masks from.</param>
public sealed record BuildContext(DropoutNoise Noise);
