using GanBench.Reporting.Charts;
using GanBench.Testing;
using MathNet.Numerics.Statistics;

namespace GanBench.Scaling;

/// <summary>Runs of a small suite per hour against the number of processes at once.</summary>
internal sealed class ProcessesCurve : ScalingCurve
{
    private const string Series = "small suite", Unit = "runs per hour";
    private const int Runs = 4, QuickRuns = 2;

    /// <inheritdoc/>
    public override string Name => "processes";

    /// <inheritdoc/>
    public override string Title => "Runs per hour and processes at once";

    /// <inheritdoc/>
    public override string Text(bool quick) =>
        $"`ganbench suite run --jobs N` of a suite of {(quick ? QuickRuns : Runs)} short runs of `gan` and `dcgan` on glyphs, networks at "
        + $"a quarter of their width, {Steps(quick)} steps of 64 images. N runs at once share out the cores. Starting the processes is in "
        + "the time, which a longer run hardly notices. The median of all rounds, with the lowest and the highest.";

    /// <inheritdoc/>
    public override IEnumerable<ScalingPoint> Points(bool quick)
    {
        foreach (var jobs in quick ? (int[])[1, 2] : [1, 2, 4])
            yield return new ScalingPoint(Name, Series, jobs, quick ? 10 : 25, (work, _) => [Measure(work, jobs, quick)]);
    }

    /// <inheritdoc/>
    public override Chart Chart(IReadOnlyList<ScalingRow> rows) => new()
    {
        Description = "Runs of a small suite per hour by the number of processes at once.",
        X = ScalingDrawing.Doubling("processes at once", rows.Select(row => row.X)),
        Y = new ChartAxis(Unit) { Min = 0 },
        Layers = [.. ScalingDrawing.Measured(SeriesOfRows.Of(rows, Series), 0, null)],
        Size = ChartSize.Full,
    };

    /// <inheritdoc/>
    public override IEnumerable<IReadOnlyList<string>> Table(IReadOnlyList<ScalingRow> rows)
    {
        yield return ["processes at once", Unit, "times one process"];
        var one = rows.FirstOrDefault(row => row.X == 1);
        foreach (var row in rows.OrderBy(row => row.X))
            yield return [ScalingText.Number(row.X), ScalingText.WithSpread(row), one is null ? "" : ScalingText.Number(row.Y / one.Y)];
    }

    private static int Steps(bool quick) => quick ? 40 : 100;

    private ScalingRow Measure(ScalingWork work, int jobs, bool quick)
    {
        var suite = Path.Combine(work.Folder, "scaling.yaml");
        File.WriteAllText(suite, FormattableString.Invariant($$"""
            name: scaling
            title: Short runs
            seeds: [{{(quick ? "1" : "1, 2")}}]
            training: {steps: {{Steps(quick)}}, batchSize: 64, sampleEvery: 0}
            evaluation: {metrics: []}
            grid:
              - architectures: [gan, dcgan]
                datasets: [glyphs]
                recipe:
                  network: {width: 0.25}
            """));
        var cli = Repository.PathOf("src", "GanBench.Cli", "bin", "Release", "net10.0", "GanBench.Cli.dll");
        var seconds = work.Seconds(round =>
        [
            "dotnet", cli, "suite", "run", suite, "--jobs", FormattableString.Invariant($"{jobs}"),
            "--runs-dir", Path.Combine(work.Folder, FormattableString.Invariant($"runs-{jobs}-{round}")),
        ]);
        double PerHour(double time) => 3600 * (quick ? QuickRuns : Runs) / time;
        return new ScalingRow(Name, Series, jobs, PerHour(seconds.Median()), PerHour(seconds[^1]), PerHour(seconds[0]), Unit);
    }
}
