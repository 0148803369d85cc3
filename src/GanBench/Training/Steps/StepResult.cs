namespace GanBench.Training.Steps;

/// <summary>What one training step measured. Values that do not apply are null.</summary>
public sealed record StepResult
{
    /// <summary>The discriminator's loss as its recipe defines it, penalties included, of its last update in the step.</summary>
    public required double LossD { get; init; }

    /// <summary>Its part on real samples.</summary>
    public required double LossDReal { get; init; }

    /// <summary>Its part on generated samples.</summary>
    public required double LossDFake { get; init; }

    /// <summary>The generator's loss.</summary>
    public required double LossG { get; init; }

    /// <summary>Weighted penalty.</summary>
    public double? Penalty { get; init; }

    /// <summary>Mean output on real samples: σ(logit), or the raw value for least squares.</summary>
    public double? ScoreReal { get; init; }

    /// <summary>Mean output on generated samples.</summary>
    public double? ScoreFake { get; init; }

    /// <summary>Real samples taken for real.</summary>
    public double? TruePositives { get; init; }

    /// <summary>Generated samples taken for real.</summary>
    public double? FalsePositives { get; init; }

    /// <summary>aw-GAN's weights of the real and fake part.</summary>
    public (double Real, double Fake)? Weights { get; init; }

    /// <summary>The first loss term that is not a finite number, or null.</summary>
    public string? NonFinite => FirstNonFinite(LossDReal, LossDFake, Penalty, LossG);

    /// <summary>The first loss that is not a finite number, or null.</summary>
    /// <param name="real">The discriminator's loss on real samples.</param>
    /// <param name="fake">Its loss on generated samples.</param>
    /// <param name="penalty">The penalty, or null.</param>
    /// <param name="generator">The generator's loss.</param>
    internal static string? FirstNonFinite(double real, double fake, double? penalty, double generator) =>
        !double.IsFinite(real) ? "the discriminator's loss on real samples"
        : !double.IsFinite(fake) ? "the discriminator's loss on generated samples"
        : penalty is { } p && !double.IsFinite(p) ? "the penalty"
        : !double.IsFinite(generator) ? "the generator's loss" : null;
}
