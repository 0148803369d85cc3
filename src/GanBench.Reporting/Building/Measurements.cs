using GanBench.Metrics;
using GanBench.Reporting.Model;
using GanBench.Runs;

namespace GanBench.Reporting.Building;

/// <summary>Every measured value as a row of its own.</summary>
internal static class Measurements
{
    /// <summary>The values of a configuration, run by run.</summary>
    /// <param name="cell">The configuration.</param>
    public static IEnumerable<Measurement> Of(CellResult cell)
    {
        var directions = new Dictionary<MetricKey, MetricDirection>();
        foreach (var run in cell.Runs)
        {
            foreach (var (file, taken) in run.Metrics.Select(f => (f, "checkpoint")).Concat(run.CurveMetrics.Select(f => (f, "passing"))))
            {
                foreach (var record in file.Metrics.Where(m => m.Value is not null))
                    yield return Of(cell, run, file.Step, taken, record, directions);
            }
        }
    }

    private static Measurement Of(
        CellResult cell, RunResult run, int step, string taken, MetricRecord record, Dictionary<MetricKey, MetricDirection> directions)
    {
        var key = MetricKey.Of(record);
        if (!directions.TryGetValue(key, out var direction))
            directions[key] = direction = key.Direction([cell]);
        return new Measurement
        {
            Dataset = cell.Dataset,
            Architecture = cell.Architecture,
            Configuration = cell.Label,
            Run = run.Directory!.Id,
            Seed = run.Spec.Seed,
            Step = step,
            Taken = taken,
            Metric = record.Name,
            Label = key.Label,
            Value = record.Value!.Value,
            Unit = record.Unit,
            StandardDeviation = record.StandardDeviation,
            Low = record.Interval?.Low,
            High = record.Interval?.High,
            Level = record.Interval?.Level,
            Better = direction.ToString(),
            Samples = key.Group.SampleCount,
            Extractor = key.Group.Extractor,
            Protocol = key.Group.Hash,
            Settings = key.Group.Key.Replace("\n", "; ", StringComparison.Ordinal),
            Note = record.Note,
        };
    }
}
