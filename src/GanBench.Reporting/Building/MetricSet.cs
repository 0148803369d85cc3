using GanBench.Metrics;
using GanBench.Runs;

namespace GanBench.Reporting.Building;

/// <summary>
/// Metrics that may stand in one table or figure: measured on data of one size, on features of one maker and on one number of samples. What
/// needs no features stands with those that do.
/// </summary>
internal sealed record MetricSet
{
    private IReadOnlyList<MetricKey> _all = [];

    /// <summary>The configurations of the dataset, at one size of images; in sets after the first only those that have a value.</summary>
    public required IReadOnlyList<CellResult> Cells { get; init; }

    /// <summary>The metrics in the order of columns, each name once.</summary>
    public required IReadOnlyList<MetricKey> Metrics { get; init; }

    /// <summary>Name of the data, with the size of its images where there are several.</summary>
    public required string Data { get; init; }

    /// <summary>Number of the set on its dataset, from 1.</summary>
    public required int Number { get; init; }

    /// <summary>
    /// The configuration whose FID is the worst of these: however good it is elsewhere, it is not held up as the best. Null where FID does
    /// not tell.
    /// </summary>
    public CellResult? Worst { get; private init; }

    /// <summary>What FID is called here, for notes.</summary>
    public string MainTitle { get; private init; } = "";

    /// <summary>How all was measured, for captions: the features with the classifier's data and accuracy, and the samples.</summary>
    public string Words => Metrics.Select(m => m.Group.Words).MaxBy(words => words.Length) is { Length: > 0 } words ? ", " + words : "";

    /// <summary>An anchor's end that is the set's own.</summary>
    public string Suffix => Number == 1 ? "" : FormattableString.Invariant($"-{Number}");

    /// <summary>What a metric is called in the set, whose caption says where features come from.</summary>
    /// <param name="metric">The metric.</param>
    public string Name(MetricKey metric) => metric.Title;

    /// <summary>What a metric is called alone, with what tells it from others on the dataset that were measured otherwise.</summary>
    /// <param name="metric">The metric.</param>
    public string LabelOf(MetricKey metric) => metric.LabelAmong(_all);

    /// <summary>The sets of a dataset; one without metrics where there are none.</summary>
    /// <param name="cells">The configurations of one dataset.</param>
    /// <param name="files">Which files of a run count.</param>
    public static IEnumerable<MetricSet> Of(IReadOnlyList<CellResult> cells, Func<RunResult, IEnumerable<MetricFile>> files)
    {
        var number = 0;
        var sizes = cells.GroupBy(c => c.Runs[0].Spec.ImageSize).ToList();
        foreach (var size in sizes)
        {
            var data = Format.Data(cells[0].Dataset) + (sizes.Count == 1 ? ""
                : size.Key is { } pixels ? FormattableString.Invariant($", {pixels} px") : ", the data's size");
            List<CellResult> all = [.. size];
            var keys = MetricKey.In(all.SelectMany(c => c.Runs).SelectMany(files));
            var main = keys.FirstOrDefault(k => k.Name == MetricRegistry.Main.Name);
            var worst = main is null ? null : WorstOf(main, all);
            foreach (var metrics in Split(keys).DefaultIfEmpty([]))
            {
                List<CellResult> shown = metrics.Contains(keys.FirstOrDefault()!) || keys.Count == 0 ? all
                    : all.FindAll(c => c.Runs.SelectMany(files).Any(f => metrics.Exists(m => m.Find(f)?.Value is not null)));
                yield return new MetricSet
                {
                    Cells = shown, Metrics = metrics, Data = data, Number = ++number, Worst = worst, MainTitle = main?.Title ?? "",
                    _all = keys,
                };
            }
        }
    }

    private static List<List<MetricKey>> Split(IReadOnlyList<MetricKey> keys)
    {
        var sets = new List<List<MetricKey>>();
        foreach (var key in keys)
        {
            if (sets.Find(set => set.TrueForAll(other => MayStandBeside(other, key))) is { } fitting)
                fitting.Add(key);
            else
                sets.Add([key]);
        }
        return sets;
    }

    private static bool MayStandBeside(MetricKey a, MetricKey b) =>
        a.Name != b.Name && a.Group.SampleCount == b.Group.SampleCount
        && (a.Extractor.Length == 0 || b.Extractor.Length == 0 || a.Group.Features == b.Group.Features);

    private static CellResult? WorstOf(MetricKey main, IReadOnlyList<CellResult> cells)
    {
        var direction = main.Direction(cells);
        var costs = cells.Select(c => (Cell: c, Cost: c.Last(main) is { } last ? direction.Cost(last.Mean) : null))
            .Where(c => c.Cost is not null).ToList();
        return costs.Count < 2 ? null : costs.MaxBy(c => c.Cost).Cell;
    }
}
