namespace GanBench.Recipes;

/// <summary>
/// An optimiser and its parameters. The defaults are PyTorch's; a recipe from another framework states its own
/// (Keras: epsilon 1e-7, RMSprop's decay 0.9).
/// </summary>
public sealed record OptimizerOptions
{
    /// <summary>Which optimiser.</summary>
    public OptimizerKind Name { get; init; } = OptimizerKind.Adam;

    /// <summary>Learning rate.</summary>
    public double LearningRate { get; init; } = 2e-4;

    /// <summary>Adam's β1.</summary>
    public double Beta1 { get; init; } = 0.5;

    /// <summary>Adam's β2.</summary>
    public double Beta2 { get; init; } = 0.999;

    /// <summary>Added to the denominator (Adam, RMSprop).</summary>
    public double Epsilon { get; init; } = 1e-8;

    /// <summary>RMSprop's decay of the squared gradient's average: PyTorch's α (0.99), Keras's ρ (0.9).</summary>
    public double Decay { get; init; } = 0.99;

    /// <summary>Momentum (RMSprop, SGD).</summary>
    public double Momentum { get; init; }

    /// <summary>Whether the learning rate falls linearly to zero over the run.</summary>
    public bool LinearDecay { get; init; }
}

/// <summary>Optimisers.</summary>
public enum OptimizerKind
{
    /// <summary>Adam (Kingma and Ba 2015).</summary>
    Adam,

    /// <summary>RMSprop (Tieleman and Hinton 2012).</summary>
    RmsProp,

    /// <summary>Stochastic gradient descent, with momentum where it is set.</summary>
    Sgd,
}
