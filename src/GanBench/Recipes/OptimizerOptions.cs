using GanBench.Configuration;

namespace GanBench.Recipes;

/// <summary>
/// An optimiser and its parameters. The defaults are PyTorch's; a recipe from another framework states its own
/// (Keras: epsilon 1e-7, RMSprop's decay 0.9).
/// </summary>
public sealed record OptimizerOptions
{
    /// <summary>Adam (Kingma and Ba 2015).</summary>
    public const string Adam = "adam";

    /// <summary>RMSprop (Tieleman and Hinton 2012).</summary>
    public const string RmsProp = "rms-prop";

    /// <summary>Stochastic gradient descent, with momentum where it is set.</summary>
    public const string Sgd = "sgd";

    private const double KerasEpsilon = 1e-7, KerasDecay = 0.9;

    /// <summary>Which optimiser: adam, rms-prop or sgd.</summary>
    public string Name { get; init; } = Adam;

    /// <summary>Learning rate.</summary>
    [RangeRule(0, Above = true)]
    public double LearningRate { get; init; } = 2e-4;

    /// <summary>Adam's β1.</summary>
    [RangeRule(0, 1, Below = true)]
    public double Beta1 { get; init; } = 0.5;

    /// <summary>Adam's β2.</summary>
    [RangeRule(0, 1, Below = true)]
    public double Beta2 { get; init; } = 0.999;

    /// <summary>Added to the denominator (Adam, RMSprop).</summary>
    [RangeRule(0, Above = true)]
    public double Epsilon { get; init; } = 1e-8;

    /// <summary>
    /// Whether Adam adds ε before correcting the denominator's bias, as Keras and TensorFlow do (the ε̂ of Kingma and Ba 2015, section
    /// 2), and not after, as PyTorch does.
    /// </summary>
    public bool EpsilonHat { get; init; }

    /// <summary>RMSprop's decay of the squared gradient's average: PyTorch's α (0.99), Keras's ρ (0.9).</summary>
    [RangeRule(0, 1, Below = true)]
    public double Decay { get; init; } = 0.99;

    /// <summary>Momentum (RMSprop, SGD).</summary>
    [RangeRule(0, 1, Below = true)]
    public double Momentum { get; init; }

    /// <summary>Whether the learning rate falls linearly to zero over the run.</summary>
    public bool LinearDecay { get; init; }

    /// <summary>Settings of an optimiser's own, where it has any beside these.</summary>
    public OwnOptions Options { get; init; } = OwnOptions.None;

    /// <summary>Adam with PyTorch's ε of 1e-8.</summary>
    /// <param name="learningRate">Learning rate.</param>
    /// <param name="beta1">β1.</param>
    /// <param name="beta2">β2.</param>
    public static OptimizerOptions PyTorchAdam(double learningRate, double beta1 = 0.9, double beta2 = 0.999) =>
        new() { Name = Adam, LearningRate = learningRate, Beta1 = beta1, Beta2 = beta2 };

    /// <summary>Adam as Keras has it: ε 1e-7, added before bias correction.</summary>
    /// <param name="learningRate">Learning rate.</param>
    /// <param name="beta1">β1.</param>
    /// <param name="beta2">β2.</param>
    public static OptimizerOptions KerasAdam(double learningRate, double beta1 = 0.9, double beta2 = 0.999) =>
        PyTorchAdam(learningRate, beta1, beta2) with { Epsilon = KerasEpsilon, EpsilonHat = true };

    /// <summary>RMSprop as Keras has it: decay 0.9, ε 1e-7.</summary>
    /// <param name="learningRate">Learning rate.</param>
    public static OptimizerOptions KerasRmsProp(double learningRate) =>
        new() { Name = RmsProp, LearningRate = learningRate, Decay = KerasDecay, Epsilon = KerasEpsilon };
}
