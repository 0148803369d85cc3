using GanBench.Metrics;
using GanBench.Runs;

namespace GanBench.Suites.Results;

/// <summary>The names under which suites speak of what is known about a run: metrics of checkpoints, logged curves, and its own figures.</summary>
public static class RunQuantity
{
    /// <summary>Seconds of training.</summary>
    public const string Seconds = "seconds";

    private static readonly Dictionary<string, Func<ProgressRecord, double?>> Logged = new()
    {
        ["loss-d"] = r => r.LossD,
        ["loss-g"] = r => r.LossG,
        ["js-estimate"] = r => r.JsEstimate,
        ["wasserstein-estimate"] = r => r.WassersteinEstimate,
        ["score-real"] = r => r.ScoreReal,
        ["score-fake"] = r => r.ScoreFake,
        ["accuracy-real"] = r => r.AccuracyReal,
        ["accuracy-fake"] = r => r.AccuracyFake,
        ["discriminator-precision"] = r => r.Precision,
        ["discriminator-recall"] = r => r.Recall,
        ["discriminator-f1"] = r => r.F1,
    };

    private static readonly Dictionary<string, Func<RunState, double?>> OfState = new()
    {
        [Seconds] = s => s.Seconds,
        ["images-per-second"] = s => s.ImagesPerSecond,
    };

    /// <summary>Names of metrics and groups of metrics that a suite may ask for.</summary>
    public static IReadOnlyList<string> MetricGroups => [.. MetricRegistry.All.Names];

    /// <summary>Names of the logged curves.</summary>
    public static IReadOnlyList<string> LoggedNames { get; } = [.. Logged.Keys];

    /// <summary>All names.</summary>
    public static IReadOnlyList<string> Names =>
    [
        .. MetricRegistry.All.SelectMany(m => m.Values).Select(v => v.Name)
            .Append(RunQuantityNames.HumanErrorRate)
            .Concat(Logged.Keys).Concat(OfState.Keys).Distinct(),
    ];

    /// <summary>Whether a name is a logged curve.</summary>
    /// <param name="name">The name.</param>
    public static bool IsLogged(string name) => Logged.ContainsKey(name);

    /// <summary>The values of a logged curve, step by step; a step without it is NaN.</summary>
    /// <param name="name">Name of the curve.</param>
    /// <param name="progress">The log.</param>
    public static double[] Curve(string name, IReadOnlyList<ProgressRecord> progress) =>
        [.. progress.Select(r => Logged[name](r) ?? double.NaN)];

    /// <summary>A figure of the run as a whole; null when the name is none or the run has none.</summary>
    /// <param name="name">The name.</param>
    /// <param name="state">The run's state.</param>
    public static double? Figure(string name, RunState? state) =>
        state is not null && OfState.TryGetValue(name, out var read) ? read(state) : null;
}
