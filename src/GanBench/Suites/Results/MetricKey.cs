using GanBench.Metrics;
using GanBench.Metrics.Extractors;
using GanBench.Runs;
using GanBench.Statistics;

namespace GanBench.Suites.Results;

/// <summary>
/// A metric as tables, charts and claims tell it apart: by its name and by how it was measured. Values of different keys are never
/// compared.
/// </summary>
/// <param name="Name">Name in the metric files.</param>
/// <param name="Group">What decides the values.</param>
internal sealed record MetricKey(string Name, ProtocolGroup Group)
{
    /// <summary>The kind of feature extractor, or empty.</summary>
    public string Extractor { get; } = ExtractorRegistry.LabelOf(Group.Extractor);

    /// <summary>What tables and axes call it, with its features.</summary>
    public string Label => Extractor.Length == 0 ? Title : $"{Title} ({Extractor})";

    /// <summary>What it is called where its features are said elsewhere.</summary>
    public string Title => Extractor.Length == 0 || Registered is { IsComparable: true } ? Value.Label : Value.LabelOfOtherFeatures;

    /// <summary>Whether its features are known to be others than those of published values.</summary>
    public bool HasOwnFeatures => Registered is { IsComparable: false };

    /// <summary>Whether it has a chart of its own.</summary>
    public bool IsDrawn => Value.IsDrawn;

    /// <summary>What the metric says of it.</summary>
    public MetricValue Value => MetricRegistry.Value(Name);

    /// <summary>The same quantity of real images, which is the value to reach; null when it has none.</summary>
    public MetricKey? OfRealImages => MetricRegistry.ReferenceOf(Name) is { } real ? this with { Name = real.Name } : null;

    /// <summary>The key of a record.</summary>
    /// <param name="record">The record.</param>
    public static MetricKey Of(MetricRecord record) => new(record.Name, ProtocolGroup.Of(record.Protocol));

    /// <summary>All metrics that have a value in some runs, in the order of their columns.</summary>
    /// <param name="runs">The runs.</param>
    public static IReadOnlyList<MetricKey> In(IEnumerable<RunResult> runs) => In(runs.SelectMany(r => r.Metrics));

    /// <summary>All metrics that have a value in some files, in the order of their columns; of more samples first.</summary>
    /// <param name="files">The files.</param>
    public static IReadOnlyList<MetricKey> In(IEnumerable<MetricFile> files)
    {
        var order = MetricRegistry.Values.Select(value => value.Name).ToList();
        return [.. files.SelectMany(f => f.Metrics).Where(m => m.Value is not null).Select(Of).Distinct()
            .OrderBy(k => order.IndexOf(k.Name) is var i and >= 0 ? i : int.MaxValue)
            .ThenBy(k => k.Name, StringComparer.Ordinal).ThenBy(k => k.Extractor, StringComparer.Ordinal)
            .ThenByDescending(k => k.Group.SampleCount).ThenBy(k => k.Group.Key, StringComparer.Ordinal)];
    }

    /// <summary>This metric's record of a checkpoint, or null.</summary>
    /// <param name="file">The checkpoint's metrics.</param>
    public MetricRecord? Find(MetricFile file) => file.Metrics.FirstOrDefault(m => m.Name == Name && Of(m).Group == Group);

    /// <summary>The label, with what tells it from metrics of the same name that were measured otherwise.</summary>
    /// <param name="others">The metrics that it stands among.</param>
    public string LabelAmong(IEnumerable<MetricKey> others) =>
        Group.Among(others.Where(o => o.Label == Label).Select(o => o.Group)) is { Length: > 0 } difference
            ? $"{Label}, {difference}" : Label;

    /// <summary>Which numbers are better; what comes near the data has the data's own value in these cells as its target.</summary>
    /// <param name="cells">The cells.</param>
    public MetricDirection Direction(IEnumerable<CellResult> cells)
    {
        var files = cells.SelectMany(c => c.Runs).SelectMany(r => r.Metrics.Concat(r.CurveMetrics)).ToList();
        return files.Select(Find).OfType<MetricRecord>().FirstOrDefault() is { } record
            ? MetricDirection.Of(record, SampleSummary.Of(files.Select(f => OfRealImages?.Find(f)?.Value).OfType<double>())?.Mean)
            : default;
    }

    /// <summary>Why values of a quantity may not be compared with each other: some were measured otherwise. Null when they may.</summary>
    /// <param name="quantity">Name of the quantity.</param>
    /// <param name="cells">The cells whose values are compared.</param>
    /// <param name="lastOnly">Whether only those of the last checkpoints are.</param>
    public static string? Mixed(string quantity, IEnumerable<CellResult> cells, bool lastOnly)
    {
        if (RunQuantity.IsLogged(quantity))
            return null;
        var runs = cells.SelectMany(c => c.Runs).Where(r => r.IsDone).ToList();
        return Differ(runs.SelectMany(r => r.Metrics.Where(
                f => f.Step == r.Spec.Training.Steps || (!lastOnly && r.Checkpoints.Contains(f.Step)))))
            ?? (lastOnly ? null : Differ(runs.SelectMany(r => r.CurveMetrics)));

        string? Differ(IEnumerable<MetricFile> files)
        {
            var keys = In(files).Where(k => k.Name == quantity).ToList();
            return keys.Count < 2 ? null
                : $"{quantity} was measured in {keys.Count} ways that are not compared: "
                    + string.Join("; ", keys.Select(k => k.LabelAmong(keys)));
        }
    }

    private Extractor? Registered =>
        ExtractorRegistry.All.FirstOrDefault(e => e.Label == Extractor) ?? ExtractorRegistry.Of(Extractor);
}
