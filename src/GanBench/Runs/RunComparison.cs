using System.Text.Json;
using GanBench.Configuration;

namespace GanBench.Runs;

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
        var (a, b) = (first.ReadState(), second.ReadState());
        return new RunComparison(
            Different(SettingsBinder.List(first.ReadSpec()), SettingsBinder.List(second.ReadSpec())),
            Different(Flatten(first.ReadEnvironment()), Flatten(second.ReadEnvironment())),
            [.. Numbers(first, a).Join(Numbers(second, b), n => n.Name, n => n.Name, (x, y) => new RunNumbers(x.Name, x.Value, y.Value))],
            a?.CheckpointHash is { } hash && b?.CheckpointHash is { } other ? hash == other : null);
    }

    private static IEnumerable<(string Name, double Value)> Numbers(RunDirectory run, RunState? state)
    {
        if (state is not null)
            yield return ("seconds", state.Seconds);
        if (run.ReadProgress() is [.., var last])
        {
            foreach (var (name, key) in new[] { ("loss-d", ProgressRecord.LossD), ("loss-g", ProgressRecord.LossG) })
            {
                if (last[key] is { } loss)
                    yield return (FormattableString.Invariant($"{name}@{last.Step}"), loss);
            }
        }
        foreach (var step in run.MetricSteps)
        {
            foreach (var metric in run.ReadMetrics(step)?.Metrics ?? [])
            {
                if (metric.Value is { } value)
                    yield return (FormattableString.Invariant($"{metric.Name}@{step}{Extractor(metric)}"), value);
            }
        }
    }

    // Values of different extractors have nothing in common.
    private static string Extractor(MetricRecord metric) => metric.Protocol.TryGetValue("extractor", out var name) ? $" ({name})" : "";

    private static IReadOnlyList<RunDifference> Different(IReadOnlyList<(string Key, string Value)> first, IReadOnlyList<(string Key, string Value)> second)
    {
        var (a, b) = (first.ToDictionary(s => s.Key, s => s.Value), second.ToDictionary(s => s.Key, s => s.Value));
        return [.. a.Keys.Union(b.Keys).Where(k => a.GetValueOrDefault(k) != b.GetValueOrDefault(k)).Select(k => new RunDifference(k, a.GetValueOrDefault(k), b.GetValueOrDefault(k)))];
    }

    private static List<(string Key, string Value)> Flatten(RunEnvironment? environment)
    {
        var values = new List<(string, string)>();
        if (environment is not null)
            Walk(JsonSerializer.SerializeToElement(environment, RunJson.Line), "");
        return values;

        void Walk(JsonElement element, string name)
        {
            if (element.ValueKind != JsonValueKind.Object)
            {
                values.Add((name, element.ToString()));
                return;
            }
            foreach (var property in element.EnumerateObject())
                Walk(property.Value, name.Length == 0 ? property.Name : name + "." + property.Name);
        }
    }
}
