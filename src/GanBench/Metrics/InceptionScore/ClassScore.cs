using GanBench.Engine;
using static TorchSharp.torch;

namespace GanBench.Metrics.InceptionScore;

/// <summary>An inception score over splits.</summary>
/// <param name="Mean">Mean over splits, from 1 to the number of classes.</param>
/// <param name="StandardDeviation">Population standard deviation over splits; null with one split.</param>
public sealed record ClassScoreResult(double Mean, double? StandardDeviation);

/// <summary>
/// The inception score exp(E KL(p(y|x) ‖ p(y))) (Salimans et al., "Improved techniques for training GANs", NeurIPS 2016), from logits, in
/// float64 by log-softmax. Fewer samples per split give a lower score, so the number of splits belongs to the value.
/// </summary>
public static class ClassScore
{
    /// <summary>Splits of the original code and of torch-fidelity.</summary>
    public const int DefaultSplits = 10;

    /// <summary>
    /// Computes the score of samples in the order given. Split s of S holds the samples ⌊s·N/S⌋ to ⌊(s + 1)·N/S⌋ − 1, as in torch-fidelity:
    /// where S does not divide N, splits differ by one sample and none is left out.
    /// </summary>
    /// <param name="logits">N×classes.</param>
    /// <param name="splits">1 to N.</param>
    /// <exception cref="DataException">There are fewer samples than splits.</exception>
    public static ClassScoreResult Compute(Tensor logits, int splits = DefaultSplits)
    {
        var count = logits.shape[0];
        if (splits < 1 || count < splits)
            throw new DataException($"The inception score in {splits} splits needs at least as many samples (found {count}).");
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var scores = new double[splits];
        for (var s = 0; s < splits; s++)
        {
            var (first, end) = (s * count / splits, (s + 1) * count / splits);
            var logP = TorchSharp.torch.nn.functional.log_softmax(logits.narrow(0, first, end - first).to(CPU).to(float64), 1);
            var p = logP.exp();
            var logMarginal = p.mean([0], keepdim: true).log();
            // 0 · log 0 = 0: a class no sample has any probability of contributes nothing.
            var divergence = where(p.gt(Scalars.Zero), p * (logP - logMarginal), zeros_like(p)).sum(1).mean();
            scores[s] = Math.Exp(divergence.item<double>());
        }
        var mean = scores.Average();
        return new ClassScoreResult(mean, splits == 1 ? null : Math.Sqrt(scores.Average(v => (v - mean) * (v - mean))));
    }
}
