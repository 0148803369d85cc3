using GanBench.Configuration;

namespace GanBench.Recipes;

/// <summary>
/// How a system is trained: the parts that a paper states, apart from the networks themselves, the dataset and the budget.
/// Every part can be overridden by its dotted key (<c>--set discriminator.steps=5</c>) or in a suite.
/// </summary>
public sealed record Recipe
{
    /// <summary>The scheme in which the discriminator steps first, then the generator against the updated discriminator.</summary>
    public const string Alternating = "alternating";

    /// <summary>The scheme in which both gradients come from one forward pass, then both networks step (TensorFlow's tutorial).</summary>
    public const string Simultaneous = "simultaneous";

    /// <summary>Size of the networks.</summary>
    public NetworkOptions Network { get; init; } = new();

    /// <summary>Name of the objective, e.g. 'non-saturating', 'minimax', 'least-squares', 'wasserstein', 'hinge'.</summary>
    public string Objective { get; init; } = "non-saturating";

    /// <summary>Settings of an objective's own; those of least squares are in leastSquares.</summary>
    public OwnOptions ObjectiveOptions { get; init; } = OwnOptions.None;

    /// <summary>Targets of the least-squares objective; other objectives ignore them.</summary>
    public LeastSquaresOptions LeastSquares { get; init; } = new();

    /// <summary>Adaptive weighting of the discriminator's real and fake parts (aw-GAN).</summary>
    public Weighting Weighting { get; init; } = Weighting.Equal;

    /// <summary>How the discriminator (or critic) is updated.</summary>
    public DiscriminatorOptions Discriminator { get; init; } = new();

    /// <summary>How the generator is updated.</summary>
    public GeneratorOptions Generator { get; init; } = new();

    /// <summary>Whether both networks step in turn or from one forward pass.</summary>
    public string Scheme { get; init; } = Alternating;

    /// <summary>Penalties and constraints on the discriminator.</summary>
    public RegularizerOptions Regularizer { get; init; } = new();

    /// <summary>Changes to the labels that the discriminator is trained with.</summary>
    public LabelOptions Labels { get; init; } = new();

    /// <summary>
    /// How weights and images lie in memory; null for contiguous. Channels last is what a GPU's tensor cores want; it rounds otherwise, so
    /// it is part of what a run is.
    /// </summary>
    [WrittenWhenSet]
    public MemoryFormat? MemoryFormat
    {
        get;
        init => field = value == Recipes.MemoryFormat.Contiguous ? null : value;
    }

    /// <summary>Initial weights.</summary>
    public InitOptions Init { get; init; } = new();

    /// <summary>Which images are trained on, and in which order.</summary>
    public DataOptions Data { get; init; } = new();

    /// <summary>
    /// Numbers in which convolutions and matrix products of training are computed; weights, losses and everything else are float32.
    /// </summary>
    [WrittenWhenSet]
    public Precision Precision { get; init; } = Precision.Float32;
}

/// <summary>How tensors of images and of weights lie in memory.</summary>
public enum MemoryFormat
{
    /// <summary>Channel by channel (N, C, H, W).</summary>
    Contiguous,

    /// <summary>Pixel by pixel (N, H, W, C).</summary>
    ChannelsLast,
}

/// <summary>How the real and fake parts of the discriminator's loss are weighted.</summary>
public enum Weighting
{
    /// <summary>Equal weights of one.</summary>
    Equal,

    /// <summary>aw-GAN with normalised gradients (Zadorozhnyy et al. 2021, algorithm 1).</summary>
    Adaptive,

    /// <summary>aw-GAN without normalisation.</summary>
    AdaptivePlain,
}
