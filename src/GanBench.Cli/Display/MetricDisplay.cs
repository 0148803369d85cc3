using System.Globalization;
using GanBench.Metrics;
using GanBench.Runs;
using GanBench.Suites.Results;

namespace GanBench.Cli.Display;

/// <summary>Prints metric values, and below them all that decided them.</summary>
internal static class MetricDisplay
{
    /// <summary>Prints a table of values and their protocols.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="values">The values, each with the step of its checkpoint where there are checkpoints.</param>
    public static void Write(TextWriter writer, IEnumerable<(int? Step, MetricRecord Metric)> values)
    {
        var rows = values.ToList();
        var steps = rows.Any(r => r.Step is not null);
        // A column of intervals only where there are some.
        var levels = rows.Select(r => r.Metric.Interval).OfType<ValueInterval>()
            .Select(interval => FormattableString.Invariant($"{interval.Level} %")).Distinct().ToList();
        string[] intervals = levels.Count == 0 ? [] : [string.Join(" or ", levels)];
        string[] header = ["metric", "value", "±", .. intervals, "better", "note"];
        TextTable.Write(writer, steps ? [.. header.Prepend("step")] : header, rows.Select(r =>
        {
            string[] cells =
                [MetricLabels.NameOf(r.Metric), Number(r.Metric.Value), Number(r.Metric.StandardDeviation),
                    .. intervals.Select(_ => Interval(r.Metric.Interval)), Better(r.Metric, rows.Select(o => o.Metric)),
                    r.Metric.Note ?? ""];
            return steps ? cells.Prepend(r.Step?.ToString("N0", CultureInfo.InvariantCulture) ?? "").ToArray() : cells;
        }));
        WriteProtocols(writer, [.. rows.Select(r => r.Metric).Where(m => m.Value is not null)]);
    }

    /// <summary>
    /// What all values share is printed once, what all that use features share once, the rest under the names of those that share it.
    /// </summary>
    private static void WriteProtocols(TextWriter writer, List<MetricRecord> metrics)
    {
        if (metrics.Count == 0)
            return;
        var shared = Shared(metrics);
        var features = Shared([.. metrics.Where(m => m.Protocol.ContainsKey("extractor"))]).Except(shared).ToList();
        writer.WriteLine();
        writer.WriteLine("protocol");
        WriteEntries(writer, shared);
        if (features.Count > 0)
            writer.WriteLine("features");
        WriteEntries(writer, features);
        var own = metrics
            .Select(m => (Name: MetricLabels.NameOf(m), Entries: m.Protocol.Except(shared).Except(features).ToList()))
            .Where(m => m.Entries.Count > 0)
            .GroupBy(m => string.Join('\n', m.Entries.Select(e => $"{e.Key}={e.Value}")));
        foreach (var group in own)
        {
            writer.WriteLine(string.Join(", ", group.Select(m => m.Name).Distinct()));
            WriteEntries(writer, group.First().Entries);
        }
    }

    private static List<KeyValuePair<string, string>> Shared(List<MetricRecord> metrics) =>
        metrics.Count == 0 ? []
            : [.. metrics[0].Protocol.Where(
                entry => metrics.All(m => m.Protocol.TryGetValue(entry.Key, out var text) && text == entry.Value))];

    private static void WriteEntries(TextWriter writer, List<KeyValuePair<string, string>> entries) =>
        TextTable.WritePairs(writer, entries.Select(e => (e.Key, e.Value)), indent: 2);

    private static string Number(double? value) => value?.ToString("G6", CultureInfo.InvariantCulture) ?? "";

    private static string Interval(ValueInterval? interval) =>
        interval is null ? "" : FormattableString.Invariant($"{interval.Low:G6} to {interval.High:G6}");

    // What comes near the data has the data's own value beside it.
    private static string Better(MetricRecord metric, IEnumerable<MetricRecord> all) => MetricDirection.Of(
        metric, MetricRegistry.ReferenceOf(metric.Name) is { } real ? all.LastOrDefault(r => r.Name == real.Name)?.Value : null).ToString();
}
