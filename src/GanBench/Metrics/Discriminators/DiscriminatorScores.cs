namespace GanBench.Metrics.Discriminators;

/// <summary>A discriminator's answers as a classifier of "real", and the divergences its loss bounds.</summary>
/// <param name="Accuracy">Share of right answers over both sets.</param>
/// <param name="Precision">Of what it calls real, the share that is; null when it calls nothing real.</param>
/// <param name="Recall">Of the real images, the share it calls real.</param>
/// <param name="F1">Harmonic mean of precision and recall: 2·TP / (2·TP + FP + FN).</param>
/// <param name="JensenShannon">
/// Lower bound of the Jensen–Shannon divergence in nats, in [0, ln 2]; it holds only where outputs are log-odds.
/// </param>
/// <param name="Wasserstein">mean D(real) − mean D(fake): for a 1-Lipschitz critic a lower bound of the Wasserstein-1 distance.</param>
public sealed record DiscriminatorResult(
    double Accuracy, double? Precision, double Recall, double F1, double JensenShannon, double Wasserstein);

/// <summary>
/// Scores of a discriminator from its raw outputs (above the threshold: real) in evaluation mode. On held-out real images and fresh fakes
/// they measure the discriminator; on its training images an over-fitted one looks perfect.
/// </summary>
public static class DiscriminatorScores
{
    /// <summary>Computes all scores.</summary>
    /// <param name="real">Outputs for real images; at least one.</param>
    /// <param name="fake">Outputs for generated images; at least one.</param>
    /// <param name="threshold">
    /// Its border between generated and real (<see cref="GanBench.Objectives.Objective.Threshold"/>): 0 for logits, the middle of the two
    /// targets of least squares.
    /// </param>
    /// <exception cref="DataException">A set is empty, or an output is NaN.</exception>
    public static DiscriminatorResult Compute(ReadOnlySpan<double> real, ReadOnlySpan<double> fake, double threshold = 0)
    {
        if (real.IsEmpty || fake.IsEmpty)
            throw new DataException($"A discriminator is scored on real and generated images (found {real.Length} and {fake.Length}).");
        var truePositives = CountAbove(real, threshold);
        var falsePositives = CountAbove(fake, threshold);
        var falseNegatives = real.Length - truePositives;
        var called = truePositives + falsePositives;
        return new DiscriminatorResult(
            Accuracy: (truePositives + fake.Length - falsePositives) / (double)(real.Length + fake.Length),
            Precision: called == 0 ? null : truePositives / (double)called,
            Recall: truePositives / (double)real.Length,
            F1: truePositives == 0 ? 0 : 2.0 * truePositives / ((2.0 * truePositives) + falsePositives + falseNegatives),
            JensenShannon: JensenShannonBound(real, fake),
            Wasserstein: Mean(real) - Mean(fake));
    }

    /// <summary>
    /// ln 2 − L/2 with L = mean softplus(−real) + mean softplus(fake), clipped to [0, ln 2]. The optimal discriminator has
    /// L = 2 ln 2 − 2 JSD (Goodfellow et al. 2014, theorem 1), so any other gives a lower bound.
    /// </summary>
    /// <param name="real">Logits of real images.</param>
    /// <param name="fake">Logits of generated images.</param>
    public static double JensenShannonBound(ReadOnlySpan<double> real, ReadOnlySpan<double> fake)
    {
        double lossReal = 0, lossFake = 0;
        foreach (var logit in real)
            lossReal += Softplus(-logit);
        foreach (var logit in fake)
            lossFake += Softplus(logit);
        var loss = (lossReal / real.Length) + (lossFake / fake.Length);
        return double.IsNaN(loss)
            ? throw new DataException("The discriminator answered NaN.")
            : Math.Clamp(Math.Log(2) - (loss / 2), 0, Math.Log(2));
    }

    private static double Softplus(double x) => Math.Max(x, 0) + Math.Log(1 + Math.Exp(-Math.Abs(x)));

    private static int CountAbove(ReadOnlySpan<double> outputs, double threshold)
    {
        var count = 0;
        foreach (var output in outputs)
            count += output > threshold ? 1 : 0;
        return count;
    }

    private static double Mean(ReadOnlySpan<double> values)
    {
        var sum = 0.0;
        foreach (var value in values)
            sum += value;
        return sum / values.Length;
    }
}
