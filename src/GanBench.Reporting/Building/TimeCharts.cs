using GanBench.Reporting.Charts;
using GanBench.Reporting.Model;
using GanBench.Statistics;

namespace GanBench.Reporting.Building;

/// <summary>How long training takes per configuration.</summary>
internal static class TimeCharts
{
    private const int MostBars = 24;

    /// <summary>Seconds per thousand steps as bars.</summary>
    public static IEnumerable<ReportBlock> Build(IReadOnlyList<CellResult> cells)
    {
        var timed = cells.Select(
            c => (Cell: c,
                Time: SampleSummary.Of(
                c.Runs.Where(r => r.State is { Step: > 0, Seconds: > 0 }).Select(r => r.State!.Seconds / r.State.Step * 1000))))
            .Where(t => t.Time is not null).ToList();
        if (timed.Count == 0)
            yield break;
        var seconds = timed.Select(t => t.Time!.Mean).ToList();
        var decimals = Format.Decimals(seconds);
        var charts = timed.Pieces(MostBars).Select(piece => new Chart
        {
            Description = $"Seconds per thousand training steps for {string.Join(", ", piece.Select(t => t.Cell.Label))}",
            X = new ChartAxis("seconds per 1,000 steps") { Max = timed.Max(t => t.Time!.High ?? t.Time.Mean) * 1.15 },
            Y = new ChartAxis("") { Categories = [.. piece.Select(t => t.Cell.Label)] },
            Layers =
            [
                new BarLayer([.. piece.Select(t => t.Time!.Mean)])
                {
                    Low = [.. piece.Select(t => Math.Max(0, t.Time!.Low ?? t.Time.Mean))],
                    High = [.. piece.Select(t => t.Time!.High ?? t.Time.Mean)],
                    Labels = [.. piece.Select(t => Format.Number(t.Time!.Mean, decimals) + " s")],
                },
            ],
            Size = ChartSize.Full,
        });
        yield return new ChartFigure(
            "Training time per thousand steps, sampling and logging included; of "
            + $"{Captions.Means(timed.Select(t => t.Time!.Count), "whiskers")}.", [.. charts]);
    }
}
