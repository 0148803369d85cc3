using GanBench.Configuration;

namespace GanBench.Recipes;

/// <summary>Changes to the discriminator's labels.</summary>
public sealed record LabelOptions
{
    /// <summary>Real labels become 1 − smoothReal.</summary>
    [RangeRule(0, 0.5, Below = true)]
    public double SmoothReal { get; init; }

    /// <summary>Fake labels become smoothFake.</summary>
    [RangeRule(0, 0.5, Below = true)]
    public double SmoothFake { get; init; }

    /// <summary>Probability that a step trains the discriminator with labels swapped.</summary>
    [RangeRule(0, 0.5)]
    public double Flip { get; init; }
}
