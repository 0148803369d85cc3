namespace GanBench.Suites.Results;

/// <summary>A quantity of the progress log.</summary>
/// <param name="Name">Its name in published values and exports.</param>
/// <param name="Label">Its name in charts.</param>
/// <param name="Key">Its key in a line of the log.</param>
internal sealed record Quantity(string Name, string Label, string Key)
{
    public static readonly Quantity LossD = new("loss-d", "discriminator", "lossD");
    public static readonly Quantity LossG = new("loss-g", "generator", "lossG");
    public static readonly Quantity JsEstimate = new("js-estimate", "JS divergence", "jsEstimate");
    public static readonly Quantity WassersteinEstimate = new("wasserstein-estimate", "Wasserstein distance", "wassersteinEstimate");
    public static readonly Quantity F1 = new("discriminator-f1", "F1", "f1");
    public static readonly Quantity Precision = new("discriminator-precision", "precision", "precision");
    public static readonly Quantity Recall = new("discriminator-recall", "recall", "recall");
    public static readonly Quantity ScoreReal = new("score-real", "D(x)", "scoreReal");
    public static readonly Quantity ScoreFake = new("score-fake", "D(G(z))", "scoreFake");
    public static readonly Quantity AccuracyReal = new("accuracy-real", "real", "accuracyReal");
    public static readonly Quantity AccuracyFake = new("accuracy-fake", "generated", "accuracyFake");
    public static readonly Quantity WeightReal = new("weight-real", "real part", "weightReal");
    public static readonly Quantity WeightFake = new("weight-fake", "generated part", "weightFake");

    /// <summary>All that are summarised, in the order of <see cref="RunResult.Series"/>.</summary>
    public static IReadOnlyList<Quantity> All { get; } =
    [
        LossD, LossG, JsEstimate, WassersteinEstimate, F1, Precision, Recall,
        ScoreReal, ScoreFake, AccuracyReal, AccuracyFake, WeightReal, WeightFake,
    ];
}
