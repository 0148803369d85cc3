using GanBench.Reporting.Building;
using GanBench.Reporting.Charts;
using GanBench.Reporting.Model;
using GanBench.Runs;
using GanBench.Training.Steps;

namespace GanBench.Reporting.Live;

/// <summary>The charts of the chosen runs: of one run, all quantities of a kind in a chart; of several, each by itself.</summary>
internal static class LiveCharts
{
    private const string Curves = "Lines are moving averages, bands reach from the smallest to the largest logged value.";

    private static readonly IReadOnlyList<LoggedQuantity> Quantities = [.. LoggedQuantities.All];

    /// <summary>The charts, each kind under one caption.</summary>
    /// <param name="runs">The chosen runs, looked at closely.</param>
    public static IReadOnlyList<ChartFigure> Of(IReadOnlyList<LiveRun> runs) =>
    [
        .. Quantities.Select(q => q.Chart).OfType<LoggedChart>().Distinct().Where(chart => IsShown(chart, runs))
            .Select(chart => new ChartFigure($"{chart.Caption} {Curves}", Logged(chart, runs))),
        .. Speed(runs),
        .. Metrics(runs),
    ];

    private static bool IsShown(LoggedChart chart, IReadOnlyList<LiveRun> runs) =>
        HasValues(chart, runs) && (chart.Substitutes is not { } better || !HasValues(better, runs));

    private static bool HasValues(LoggedChart chart, IReadOnlyList<LiveRun> runs) =>
        Lines(chart).Any(i => runs.Any(run => run.Log!.Of(i) is not null));

    private static IEnumerable<int> Lines(LoggedChart chart) =>
        Enumerable.Range(0, Quantities.Count).Where(i => Quantities[i].Chart == chart).OrderBy(i => Quantities[i].Place);

    private static List<Chart> Logged(LoggedChart chart, IReadOnlyList<LiveRun> runs)
    {
        if (runs.Count == 1)
            return [Draw(chart.Axis, "", [.. Lines(chart).Select(i => (i, Quantities[i].Label, runs[0]))])];
        return [.. Lines(chart).Where(i => runs.Any(run => run.Log!.Of(i) is not null))
            .Select(i => Draw(chart.Axis, Quantities[i].Label, [.. runs.Select(run => (i, run.Id, run))]))];
    }

    private static Chart Draw(string axis, string title, IReadOnlyList<(int Quantity, string Name, LiveRun Run)> lines)
    {
        var drawn = lines.Select((line, series) => (Line: line, Series: series, Points: line.Run.Log!.Of(line.Quantity)))
            .Where(line => line.Points is not null).Select(line => (line.Line, line.Series, Points: line.Points!)).ToList();
        var quantities = drawn.Select(line => Quantities[line.Line.Quantity]).Distinct().ToList();
        (double, double)? bounds = quantities.TrueForAll(q => q.Bounds is not null)
            ? (quantities.Min(q => q.Bounds!.Value.Low), quantities.Max(q => q.Bounds!.Value.High)) : null;
        var levels = drawn.Where(line => line.Line.Run.Spec is not null)
            .SelectMany(line => Quantities[line.Line.Quantity].Levels(line.Line.Run.Spec!.Recipe)
                .Select(level => (new ReferenceLine(level.Value, level.Label) { Series = line.Series, Dashed = true }, level.IsBound)))
            .DistinctBy(level => level.Item1.Label).ToList();
        var y = new LevelAxis([.. drawn.Select(line => line.Points)], bounds, [], levels);
        return new Chart
        {
            Title = title,
            Description = $"{axis} {title} over training steps: {string.Join(", ", drawn.Select(line => line.Line.Name))}",
            X = new ChartAxis("step") { Min = 0 },
            Y = y.Of(axis),
            Layers =
            [
                .. drawn.Select(line => (ChartLayer)new BandLayer(line.Points.Steps, line.Points.Lows, line.Points.Highs)
                    { Series = line.Series }),
                .. drawn.Select(line => new LineLayer(line.Points.Steps, line.Points.Smooth())
                    { Name = line.Line.Name, Series = line.Series }),
                .. y.Levels,
            ],
        };
    }

    private static IEnumerable<ChartFigure> Speed(IReadOnlyList<LiveRun> runs)
    {
        var lines = runs.Select((run, series) => (run.Id, Series: series, Points: run.Log!.Speed))
            .Where(l => l.Points is not null).ToList();
        if (lines.Count == 0)
            yield break;
        yield return new ChartFigure("Real images that the discriminator reads per second.", [new Chart
        {
            Description = "Images per second over training steps",
            X = new ChartAxis("step") { Min = 0 },
            Y = new LevelAxis([.. lines.Select(l => l.Points!)], null, [], []).Of("images/s") with { Min = 0 },
            Layers = [.. lines.Select(l => new LineLayer(l.Points!.Steps, l.Points.Smooth())
                { Name = runs.Count > 1 ? l.Id : null, Series = l.Series })],
        }]);
    }

    private static IEnumerable<ChartFigure> Metrics(IReadOnlyList<LiveRun> runs)
    {
        var charts = MetricKey.In(runs.SelectMany(run => run.Metrics.AtCheckpoints.Concat(run.Metrics.InPassing)))
            .Where(key => key.IsDrawn).Select(key => Metric(key, runs)).ToList();
        if (charts.Count > 0)
            yield return new ChartFigure(
                "Metrics where they were measured: in passing, where a run does that, else at its checkpoints.", charts);
    }

    private static Chart Metric(MetricKey key, IReadOnlyList<LiveRun> runs)
    {
        var lines = runs.Select((run, series) => (run.Id, Series: series, Points: Points(key, run)))
            .Where(l => l.Points.Count > 0).ToList();
        return new Chart
        {
            Title = key.Label,
            Description = $"{key.Label} over training steps: {string.Join(", ", lines.Select(l => l.Id))}",
            X = new ChartAxis("step") { Min = 0 },
            Y = new ChartAxis(key.Title),
            Layers = [.. lines.Select(l => new LineLayer([.. l.Points.Select(p => p.Step)], [.. l.Points.Select(p => p.Value)])
                { Name = runs.Count > 1 ? l.Id : null, Series = l.Series, Markers = true })],
        };
    }

    // Values in passing are of other sample counts than those of checkpoints, so the two make no line together.
    private static List<(double Step, double Value)> Points(MetricKey key, LiveRun run)
    {
        var passing = Of(run.Metrics.InPassing);
        return passing.Count > 0 ? passing : Of(run.Metrics.AtCheckpoints);

        List<(double, double)> Of(IEnumerable<MetricFile> files) =>
            [.. from file in files let value = key.Find(file)?.Value where value is not null select ((double)file.Step, value.Value)];
    }
}
