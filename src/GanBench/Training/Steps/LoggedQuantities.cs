using GanBench.Configuration;
using GanBench.Objectives;
using GanBench.Recipes;
using GanBench.Runs;
using GanBench.Training.Regularizers;

namespace GanBench.Training.Steps;

/// <summary>All quantities of the progress log, in the order of its lines. One line each.</summary>
public static class LoggedQuantities
{
    /// <summary>The losses of both networks.</summary>
    public static LoggedChart Losses { get; } = new(
        "loss",
        "Losses as each objective defines them. Axes leave out extreme outliers.");

    private static readonly LoggedChart JensenShannon = new(
        "JS divergence, nats",
        "Estimate of the Jensen–Shannon divergence from the discriminator's cross-entropy, between 0 and ln 2 ≈ 0.693; a lower bound on "
        + "the true divergence.")
    { ComparesRuns = true };

    // The same losses as above in other terms: for studies that draw it.
    private static readonly LoggedChart RawJensenShannon = new(
        "½(L + 2 ln 2), nats",
        "The discriminator's loss L, the mean of its parts, put into the formula of the Jensen–Shannon divergence with its own sign, as "
        + "Chen (2019) draws it. It is no bound, and can exceed ln 2 ≈ 0.693, which the divergence cannot; an undecided discriminator "
        + "gives 1.04.")
    { Substitutes = JensenShannon };

    private static readonly LoggedChart Wasserstein = new(
        "Wasserstein distance × K",
        "Estimate of the Wasserstein distance from the critic, up to its Lipschitz constant K; comparable within one configuration, not "
        + "between them.")
    { ComparesRuns = true };

    private static readonly LoggedChart Scores = new(
        "mean score",
        "Mean probability that the discriminator gives real images, D(x), and generated ones, D(G(z)). At equilibrium both are ½.");

    private static readonly LoggedChart Shares = new(
        "share", "F1, precision and recall of the discriminator, “real” being the positive class.");

    private static readonly LoggedChart Accuracies = new(
        "accuracy",
        "Accuracies of both networks: the shares of real and of generated samples that the discriminator recognises, and the share of "
        + "generated samples that it takes for real, which is the generator's.")
    {
        Substitutes = Shares,
    };

    private static readonly LoggedChart Weights = new(
        "weight", "Weights of the two parts of the discriminator's loss, chosen adaptively at each step.");

    private static readonly (double, double) Share = (0, 1);

    private const string RawMeaning =
        "½(L + 2 ln 2) of the discriminator's loss L, the mean of its parts, with its own sign: neither a bound on the divergence nor "
        + "bounded by ln 2";

    /// <summary>The quantities.</summary>
    public static Registry<LoggedQuantity> All { get; } = new("quantity", quantity => quantity.Name)
    {
        new LoggedQuantity("loss-d", "discriminator", s => s.Result.LossD)
        {
            Key = ProgressRecord.LossD, Title = "loss of the discriminator", Chart = Losses, Meaning = LossDMeaning,
            Levels = recipe => Saturation(recipe, recipe.Discriminator.AverageParts ? 0.5 : 1, "one part saturated"),
        },
        new LoggedQuantity("loss-d-real", "discriminator, real part", s => s.Result.LossDReal)
        {
            Title = "loss of the discriminator on real samples", Meaning = _ => "the real part alone",
        },
        new LoggedQuantity("loss-d-fake", "discriminator, generated part", s => s.Result.LossDFake)
        {
            Title = "loss of the discriminator on generated samples", Meaning = _ => "the generated part alone",
        },
        new LoggedQuantity("loss-d-mean", "discriminator, mean of its parts", LossDMean)
        {
            Title = "loss of the discriminator, mean of its parts",
            Meaning = _ => "the mean of the real and the generated part, without penalties",
        },
        new LoggedQuantity("loss-g", "generator", s => s.Result.LossG)
        {
            Key = ProgressRecord.LossG, Title = "loss of the generator", Chart = Losses,
            Meaning = _ => "a single part, of generated samples",
            Levels = recipe => Saturation(recipe, 1, "saturated"),
        },
        new LoggedQuantity("penalty", "penalty", s => s.Result.Penalty),
        new LoggedQuantity("score-real", "D(x)", s => s.Result.ScoreReal) { Bounds = Share, Chart = Scores },
        new LoggedQuantity("score-fake", "D(G(z))", s => s.Result.ScoreFake) { Bounds = Share, Chart = Scores },
        new LoggedQuantity("accuracy-real", "discriminator, real", Recall) { Bounds = Share, Chart = Accuracies },
        new LoggedQuantity(
            "accuracy-fake", "discriminator, generated", s => 1 - s.Result.FalsePositives) { Bounds = Share, Chart = Accuracies },
        new LoggedQuantity("accuracy-generator", "generator", s => s.Result.FalsePositives) { Bounds = Share, Chart = Accuracies },
        new LoggedQuantity(
            "discriminator-precision", "precision", Precision) { Key = "precision", Bounds = Share, Chart = Shares, Place = 1 },
        new LoggedQuantity("discriminator-recall", "recall", Recall) { Key = "recall", Bounds = Share, Chart = Shares, Place = 1 },
        new LoggedQuantity("discriminator-f1", "F1", F1) { Key = "f1", Bounds = Share, Chart = Shares },
        new LoggedQuantity("js-estimate", "JS divergence", JsEstimate) { Unit = "nats", Bounds = (0, Math.Log(2)), Chart = JensenShannon },
        new LoggedQuantity("js-estimate-raw", "½(L + 2 ln 2)", RawJsEstimate)
        {
            Unit = "nats", Meaning = _ => RawMeaning, Chart = RawJensenShannon,
            Levels = _ => [new(Math.Log(2), "ln 2, the divergence's bound: 0.69") { IsBound = true }],
        },
        new LoggedQuantity("wasserstein-estimate", "Wasserstein distance", WassersteinEstimate) { Chart = Wasserstein },
        new LoggedQuantity("weight-real", "real part", s => s.Result.Weights?.Real) { Chart = Weights },
        new LoggedQuantity("weight-fake", "generated part", s => s.Result.Weights?.Fake) { Chart = Weights },
    };

    /// <summary>The values of a step, those that it has.</summary>
    /// <param name="step">The step.</param>
    public static IReadOnlyList<LoggedValue> Measure(StepContext step)
    {
        var values = new List<LoggedValue>(All.Count);
        foreach (var quantity in All)
        {
            if (quantity.Read(step) is { } value)
                values.Add(new LoggedValue(quantity.Key, value));
        }
        return values;
    }

    // A run may have been trained with an objective of another program.
    private static IEnumerable<ReferenceLevel> Saturation(Recipe recipe, double weight, string what) =>
        ObjectiveRegistry.All.Has(recipe.Objective) && ObjectiveRegistry.Create(recipe).Saturation is { } level
            ? [new(weight * level, FormattableString.Invariant($"{what}: {weight * level:0.##}"))] : [];

    private static double? Recall(StepContext s) => s.Result.TruePositives;

    private static double? Precision(StepContext s)
    {
        var (tp, fp) = (s.Result.TruePositives, s.Result.FalsePositives);
        return tp + fp > 0 ? tp / (tp + fp) : null;
    }

    private static double? F1(StepContext s)
    {
        var (precision, recall) = (Precision(s), Recall(s));
        return precision + recall > 0 ? 2 * precision * recall / (precision + recall) : null;
    }

    private static double? LossDMean(StepContext s) => (s.Result.LossDReal + s.Result.LossDFake) / 2;

    private static string LossDMeaning(Recipe recipe) =>
        (recipe.Discriminator.AverageParts ? "the mean of the real and the generated part" : "the sum of the real and the generated part")
        + (RegularizerRegistry.Of(recipe.Regularizer).Any(r => r.HasPenalty) ? ", and the penalties" : "");

    // Where labels are 1 and 0, the cross-entropy of both parts bounds the Jensen-Shannon divergence: V = −(real + fake) is at most
    // −2 ln 2 + 2 JSD (Goodfellow et al. 2014, theorem 1), so JSD is at least ½(V + 2 ln 2), which never exceeds ln 2.
    private static double? JsEstimate(StepContext s) =>
        IsCrossEntropy(s) ? Math.Clamp(Math.Log(2) - LossDMean(s)!.Value, 0, Math.Log(2)) : null;

    // What Chen (2019) draws as the JS divergence (figures 4-12, 4-30, 4-43). No V gives the printed 1.1, since V is never positive and
    // ½(V + 2 ln 2) never above ln 2; and the figures go up and down with the printed losses of the discriminator, not against them. So
    // the logged loss L = ½(real + fake) stands in V's place with its own sign.
    private static double? RawJsEstimate(StepContext s) => IsCrossEntropy(s) ? (LossDMean(s) / 2) + Math.Log(2) : null;

    private static bool IsCrossEntropy(StepContext s) => s.Objective.Output == OutputKind.Logit && !s.Recipe.Labels.ChangedAt(s.Step);

    private static double? WassersteinEstimate(StepContext s) =>
        s.Objective.Output == OutputKind.Score ? -(s.Result.LossDReal + s.Result.LossDFake) : null;
}
