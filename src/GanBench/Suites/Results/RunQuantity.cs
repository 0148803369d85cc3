using GanBench.Metrics;
using GanBench.Runs;
using GanBench.Training.Steps;

namespace GanBench.Suites.Results;

/// <summary>
/// The names under which suites speak of what is known about a run: metrics of checkpoints, logged curves, and its own figures.
/// </summary>
public static class RunQuantity
{
    /// <summary>Seconds of training.</summary>
    public const string Seconds = "seconds";

    private static readonly Dictionary<string, Func<RunState, double?>> OfState = new()
    {
        [Seconds] = s => s.Seconds,
        ["images-per-second"] = s => s.ImagesPerSecond,
    };

    /// <summary>Names of metrics and groups of metrics that a suite may ask for.</summary>
    public static IReadOnlyList<string> MetricGroups => [.. MetricRegistry.All.Names];

    /// <summary>Names of the logged curves.</summary>
    public static IReadOnlyList<string> LoggedNames => LoggedQuantities.All.Names;

    /// <summary>All names.</summary>
    public static IReadOnlyList<string> Names =>
    [
        .. MetricRegistry.All.SelectMany(m => m.Values).Select(v => v.Name)
            .Append(RunQuantityNames.HumanErrorRate).Append(RunQuantityNames.HumanErrorRateQuestion)
            .Concat(LoggedNames).Concat(OfState.Keys).Distinct(),
    ];

    /// <summary>Whether a name is a logged curve.</summary>
    /// <param name="name">The name.</param>
    public static bool IsLogged(string name) => LoggedQuantities.All.Has(name);

    /// <summary>
    /// Whether lower values of a quantity are better; null where neither end is. People whom a generator deceives more often show that it
    /// is better: a high error rate is good.
    /// </summary>
    /// <param name="name">The name.</param>
    public static bool? LowerIsBetter(string name) =>
        RunQuantityNames.IsOfPeople(name) ? false : MetricRegistry.Value(name).LowerIsBetter;

    /// <summary>A figure of the run as a whole; null when the name is none or the run has none.</summary>
    /// <param name="name">The name.</param>
    /// <param name="state">The run's state.</param>
    public static double? Figure(string name, RunState? state) =>
        state is not null && OfState.TryGetValue(name, out var read) ? read(state) : null;
}
