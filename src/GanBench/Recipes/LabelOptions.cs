using GanBench.Configuration;

namespace GanBench.Recipes;

/// <summary>Changes to the discriminator's labels.</summary>
public sealed record LabelOptions : IOptionRules
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

    /// <summary>
    /// First step of the deceptive strategy, in which generated samples are labelled as real for the discriminator, and real ones never
    /// otherwise (Sabiri et al. 2022, section 4); unset is none.
    /// </summary>
    [WrittenWhenSet, RangeRule(1)]
    public int? DeceiveFrom { get; init; }

    /// <summary>Probability that an update of the discriminator is deceived, from deceiveFrom on.</summary>
    [WrittenWhenSet, RangeRule(0, 1, Above = true)]
    public double? DeceiveProbability { get; init; }

    /// <summary>Whether a step's labels may be other than 1 for real and 0 for generated samples.</summary>
    /// <param name="step">The step, from 1.</param>
    public bool ChangedAt(int step) => SmoothReal > 0 || SmoothFake > 0 || Flip > 0 || step >= DeceiveFrom;

    /// <inheritdoc/>
    public IEnumerable<string> Problems(string prefix)
    {
        if (DeceiveFrom is null && DeceiveProbability is { } probability)
            yield return FormattableString.Invariant(
                $"{prefix}deceiveFrom must say from which step on, since {prefix}deceiveProbability is {probability}.");
        if (DeceiveFrom is { } from && DeceiveProbability is null)
            yield return FormattableString.Invariant(
                $"{prefix}deceiveProbability must say how often, since {prefix}deceiveFrom is {from}.");
    }
}
