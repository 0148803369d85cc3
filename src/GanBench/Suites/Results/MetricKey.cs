using GanBench.Metrics;
using GanBench.Metrics.Extractors;
using GanBench.Runs;

namespace GanBench.Suites.Results;

/// <summary>A metric as tables and charts tell it apart: by its name and by the features it was computed from, which never mix.</summary>
/// <param name="Name">Name in the metric files.</param>
/// <param name="Extractor">The kind of feature extractor, or empty.</param>
internal sealed record MetricKey(string Name, string Extractor)
{
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
    public static MetricKey Of(MetricRecord record)
    {
        var extractor = record.Protocol.GetValueOrDefault("extractor") ?? record.Protocol.GetValueOrDefault("features") ?? "";
        return new MetricKey(record.Name, ExtractorRegistry.LabelOf(extractor));
    }

    /// <summary>All metrics that have a value in some runs, in the order of their columns.</summary>
    /// <param name="runs">The runs.</param>
    public static IReadOnlyList<MetricKey> In(IEnumerable<RunResult> runs) => In(runs.SelectMany(r => r.Metrics));

    /// <summary>All metrics that have a value in some files, in the order of their columns.</summary>
    /// <param name="files">The files.</param>
    public static IReadOnlyList<MetricKey> In(IEnumerable<MetricFile> files)
    {
        var order = MetricRegistry.Values.Select(value => value.Name).ToList();
        return [.. files.SelectMany(f => f.Metrics).Where(m => m.Value is not null).Select(Of).Distinct()
            .OrderBy(k => order.IndexOf(k.Name) is var i and >= 0 ? i : int.MaxValue)
            .ThenBy(k => k.Name, StringComparer.Ordinal).ThenBy(k => k.Extractor, StringComparer.Ordinal)];
    }

    /// <summary>This metric's record of a checkpoint, or null.</summary>
    /// <param name="file">The checkpoint's metrics.</param>
    public MetricRecord? Find(MetricFile file) => file.Metrics.FirstOrDefault(m => m.Name == Name && Of(m) == this);

    private Extractor? Registered =>
        ExtractorRegistry.All.FirstOrDefault(e => e.Label == Extractor) ?? ExtractorRegistry.Of(Extractor);

    /// <summary>Whether lower is better, as the files of some cells say; null for neither.</summary>
    /// <param name="cells">The cells.</param>
    public bool? LowerIsBetter(IEnumerable<CellResult> cells) =>
        cells.SelectMany(c => c.Runs).SelectMany(r => r.Metrics).Select(Find).OfType<MetricRecord>().FirstOrDefault()?.LowerIsBetter;
}
