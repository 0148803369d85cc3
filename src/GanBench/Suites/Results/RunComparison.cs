using GanBench.Configuration;
using GanBench.Runs;

namespace GanBench.Suites.Results;

/// <summary>A value that two runs do not share.</summary>
/// <param name="Name">Its dotted key.</param>
/// <param name="First">Value of the first; null when it has none.</param>
/// <param name="Second">Value of the second; null when it has none.</param>
public sealed record RunDifference(string Name, string? First, string? Second);

/// <summary>A number that both runs have.</summary>
/// <param name="Name">What it is.</param>
/// <param name="First">Value of the first.</param>
/// <param name="Second">Value of the second.</param>
public sealed record RunNumbers(string Name, double First, double Second)
{
    /// <summary>Second minus first.</summary>
    public double Difference => Second - First;

    /// <summary>The difference over the larger magnitude; 0 when both are 0.</summary>
    public double Relative => Difference == 0 ? 0 : Difference / Math.Max(Math.Abs(First), Math.Abs(Second));
}

/// <summary>How two runs differ: in what was asked, where they ran, and what came out.</summary>
/// <param name="Settings">Differing settings.</param>
/// <param name="Environment">Differing fields of the environment.</param>
/// <param name="Results">Numbers of both, equal ones too.</param>
/// <param name="SameWeights">Whether the last checkpoints are equal bit for bit; null when one has none.</param>
public sealed record RunComparison(
    IReadOnlyList<RunDifference> Settings, IReadOnlyList<RunDifference> Environment, IReadOnlyList<RunNumbers> Results, bool? SameWeights)
{
    /// <summary>Compares two runs.</summary>
    /// <param name="first">One.</param>
    /// <param name="second">The other.</param>
    /// <exception cref="DataException">A file of a run is damaged.</exception>
    public static RunComparison Of(RunDirectory first, RunDirectory second)
    {
        var (a, b) = (RunResult.Read(first), RunResult.Read(second));
        var comparison = new RunComparison(
            Different(SettingsBinder.List(a.Spec, whole: true), SettingsBinder.List(b.Spec, whole: true)),
            Different(a.Environment?.List() ?? [], b.Environment?.List() ?? []),
            [.. Numbers(a).Join(
                Numbers(b), n => (n.Name, n.Key), n => (n.Name, n.Key), (x, y) => new RunNumbers(x.Name, x.Value, y.Value))],
            a.State?.CheckpointHash is { } hash && b.State?.CheckpointHash is { } other ? hash == other : null);
        // What cannot be read cannot be the same.
        return (a.Problem ?? b.Problem) is { } problem ? throw new DataException(problem) : comparison;
    }

    // Values that were measured otherwise have nothing in common, whatever their name.
    private static IEnumerable<(string Name, MetricKey? Key, double Value)> Numbers(RunResult run)
    {
        if (run.State is { } state)
            yield return ("seconds", null, state.Seconds);
        foreach (var loss in (string[])["loss-d", "loss-g"])
        {
            if (run.LastLogged(loss) is { } last)
                yield return (FormattableString.Invariant($"{loss}@{last.Step}"), null, last.Value);
        }
        foreach (var file in run.Metrics)
        {
            foreach (var metric in file.Metrics)
            {
                if (metric.Value is { } value)
                {
                    yield return (
                        FormattableString.Invariant($"{metric.Name}@{file.Step}{Extractor(metric)}"), MetricKey.Of(metric), value);
                }
            }
        }
    }

    private static string Extractor(MetricRecord metric) => metric.Protocol.TryGetValue("extractor", out var name) ? $" ({name})" : "";

    private static IReadOnlyList<RunDifference> Different(
        IReadOnlyList<(string Key, string Value)> first, IReadOnlyList<(string Key, string Value)> second)
    {
        var (a, b) = (first.ToDictionary(s => s.Key, s => s.Value), second.ToDictionary(s => s.Key, s => s.Value));
        return [.. a.Keys.Union(b.Keys).Where(k => a.GetValueOrDefault(k) != b.GetValueOrDefault(k))
            .Select(k => new RunDifference(k, a.GetValueOrDefault(k), b.GetValueOrDefault(k)))];
    }
}
