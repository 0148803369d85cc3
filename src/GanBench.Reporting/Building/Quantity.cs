using GanBench.Runs;

namespace GanBench.Reporting.Building;

/// <summary>A quantity of the progress log.</summary>
/// <param name="Name">Its name in published values and exports.</param>
/// <param name="Label">Its name in charts.</param>
/// <param name="Value">Reads it from a line.</param>
internal sealed record Quantity(string Name, string Label, Func<ProgressRecord, double?> Value)
{
    public static readonly Quantity LossD = new("loss-d", "discriminator", r => r.LossD);
    public static readonly Quantity LossG = new("loss-g", "generator", r => r.LossG);
    public static readonly Quantity JsEstimate = new("js-estimate", "JS divergence", r => r.JsEstimate);
    public static readonly Quantity WassersteinEstimate = new("wasserstein-estimate", "Wasserstein distance", r => r.WassersteinEstimate);
    public static readonly Quantity F1 = new("discriminator-f1", "F1", r => r.F1);
    public static readonly Quantity Precision = new("discriminator-precision", "precision", r => r.Precision);
    public static readonly Quantity Recall = new("discriminator-recall", "recall", r => r.Recall);
    public static readonly Quantity ScoreReal = new("score-real", "D(x)", r => r.ScoreReal);
    public static readonly Quantity ScoreFake = new("score-fake", "D(G(z))", r => r.ScoreFake);
    public static readonly Quantity AccuracyReal = new("accuracy-real", "real", r => r.AccuracyReal);
    public static readonly Quantity AccuracyFake = new("accuracy-fake", "generated", r => r.AccuracyFake);
    public static readonly Quantity WeightReal = new("weight-real", "real part", r => r.WeightReal);
    public static readonly Quantity WeightFake = new("weight-fake", "generated part", r => r.WeightFake);

    /// <summary>All that are summarised, in the order of <see cref="RunData.Series"/>.</summary>
    public static IReadOnlyList<Quantity> All { get; } =
    [
        LossD, LossG, JsEstimate, WassersteinEstimate, F1, Precision, Recall,
        ScoreReal, ScoreFake, AccuracyReal, AccuracyFake, WeightReal, WeightFake,
    ];
}
