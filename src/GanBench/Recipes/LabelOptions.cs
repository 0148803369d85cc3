using System.ComponentModel;

namespace GanBench.Recipes;

/// <summary>Changes to the discriminator's labels.</summary>
public sealed record LabelOptions
{
    /// <summary>Real labels become 1 − smoothReal.</summary>
    [Description("Real labels become 1 − smoothReal.")]
    public double SmoothReal { get; init; }

    /// <summary>Fake labels become smoothFake.</summary>
    [Description("Fake labels become smoothFake.")]
    public double SmoothFake { get; init; }

    /// <summary>Probability that a step trains the discriminator with labels swapped.</summary>
    [Description("Probability that a step trains the discriminator with labels swapped.")]
    public double Flip { get; init; }
}
