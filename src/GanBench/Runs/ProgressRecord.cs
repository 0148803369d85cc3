namespace GanBench.Runs;

/// <summary>
/// One line of <c>progress.jsonl</c>: what was measured at one step. A value that does not apply (a probability of a critic, a
/// penalty that is off) is null and left out of the line.
/// </summary>
public sealed record ProgressRecord
{
    /// <summary>The step, from 1.</summary>
    public required int Step { get; init; }

    /// <summary>Passes over the training data so far, counted by real images read.</summary>
    public double Epoch { get; init; }

    /// <summary>The discriminator's loss as its recipe defines it, penalties included.</summary>
    public double LossD { get; init; }

    /// <summary>Its part on real images.</summary>
    public double LossDReal { get; init; }

    /// <summary>Its part on generated images.</summary>
    public double LossDFake { get; init; }

    /// <summary>The generator's loss.</summary>
    public double LossG { get; init; }

    /// <summary>Weighted gradient penalty or R1 term.</summary>
    public double? Penalty { get; init; }

    /// <summary>Mean of σ(D(x)) over the batch; null for critics.</summary>
    public double? ScoreReal { get; init; }

    /// <summary>Mean of σ(D(G(z))) over the batch; null for critics.</summary>
    public double? ScoreFake { get; init; }

    /// <summary>Share of real images that the discriminator takes for real.</summary>
    public double? AccuracyReal { get; init; }

    /// <summary>Share of generated images that the discriminator takes for generated.</summary>
    public double? AccuracyFake { get; init; }

    /// <summary>The discriminator's precision with "real" as the positive class.</summary>
    public double? Precision { get; init; }

    /// <summary>The discriminator's recall with "real" as the positive class.</summary>
    public double? Recall { get; init; }

    /// <summary>Harmonic mean of <see cref="Precision"/> and <see cref="Recall"/>.</summary>
    public double? F1 { get; init; }

    /// <summary>Estimate of the Jensen-Shannon divergence in nats, ln 2 − ½·(real + fake part), clipped to [0, ln 2]; cross-entropy objectives only.</summary>
    public double? JsEstimate { get; init; }

    /// <summary>Estimate of the Wasserstein distance up to the critic's Lipschitz constant, mean D(x) − mean D(G(z)); Wasserstein objective only.</summary>
    public double? WassersteinEstimate { get; init; }

    /// <summary>Weight of the real part chosen by aw-GAN.</summary>
    public double? WeightReal { get; init; }

    /// <summary>Weight of the fake part chosen by aw-GAN.</summary>
    public double? WeightFake { get; init; }

    /// <summary>Seconds of training since the run's start, summed over resumes.</summary>
    public double Seconds { get; init; }

    /// <summary>Real images per second read by the discriminator, over the last logged interval.</summary>
    public double ImagesPerSecond { get; init; }
}
