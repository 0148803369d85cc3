using GanBench.Reporting.Charts;

namespace GanBench.Scaling;

/// <summary>Memory of a run against its steps, and the slope of the straight line through it.</summary>
internal sealed class StepsCurve : ScalingCurve
{
    /// <summary>Unit of slopes; their place is the number of steps.</summary>
    public const string SlopeUnit = "KiB per 1,000 steps";

    private const string Resident = ", resident set", Anonymous = ", anonymous", Unit = "MiB";
    private const int Readings = 100, Fewer = 5;

    // Percent of the steps. Code is compiled again and collections find their pace for about a thousand steps.
    private const int LeftOut = 25;

    // Steps of convolutions take many times as long; a fifth of them tells as much.
    private static readonly TrainedNetwork[] Networks =
    [
        new("gan", "gan", 0.125, Penalty: false, Share: 1),
        new("gan with penalty", "gan", 0.125, Penalty: true, Share: 1),
        new("dcgan", "dcgan", 1 / 32.0, Penalty: false, Fewer),
    ];

    /// <inheritdoc/>
    public override string Name => "steps";

    /// <inheritdoc/>
    public override string Title => "Memory and steps";

    /// <inheritdoc/>
    public override string Text(bool quick) =>
        $"Tiny networks on glyphs, {MemoryWorker.BatchSize} a batch, in one process each: `gan` at an eighth of its width, plain and "
        + $"with a gradient penalty, {ScalingText.Count(Steps(quick))} steps, and `dcgan` at a thirty-second, "
        + $"{ScalingText.Count(Steps(quick) / Fewer)} steps. A line of the log is written at every step, a picture of samples every 200 "
        + "steps, a checkpoint every 1,000. The resident set is all that lies in memory, libtorch's code and mapped files included; "
        + "anonymous memory is what stands in no file (`smaps_rollup`). The slope is that of the least-squares line without the first "
        + $"{LeftOut} % of the steps, with its 95 % interval, which is widened for the likeness of neighbouring readings. What is left "
        + "behind at each step, sample or checkpoint would stand out: a tensor of 1 KiB at each step is a slope of 1,000.";

    /// <inheritdoc/>
    public override IEnumerable<ScalingPoint> Points(bool quick)
    {
        foreach (var network in Networks)
        {
            var steps = Steps(quick) / network.Share;
            yield return new ScalingPoint(
                Name, network.Series + Anonymous, steps, steps * network.Share / 300.0, (work, _) => Measure(work, network, steps));
        }
    }

    /// <inheritdoc/>
    public override Chart Chart(IReadOnlyList<ScalingRow> rows) => new()
    {
        Description = "Resident set and anonymous memory of training processes by steps.",
        X = new ChartAxis("steps") { Min = 0 },
        Y = new ChartAxis(Unit) { Min = 0 },
        // A colour for each network; anonymous memory is the thin line.
        Layers =
        [
            .. new[] { Resident, Anonymous }.SelectMany(kind => Networks.Index().Select(network =>
            {
                var values = SeriesOfRows.Of(rows.Where(row => row.Unit == Unit), network.Item.Series + kind);
                return new LineLayer(values.X, values.Y)
                {
                    Name = network.Item.Series + kind, Series = network.Index, Published = kind == Anonymous,
                };
            }).Where(line => line.X.Count > 0)),
        ],
        Size = ChartSize.Full,
    };

    /// <inheritdoc/>
    public override IEnumerable<IReadOnlyList<string>> Table(IReadOnlyList<ScalingRow> rows)
    {
        yield return ["memory", $"after {LeftOut} % of the steps, MiB", "at the end, MiB", $"slope, {SlopeUnit}", "95 % interval"];
        foreach (var slope in rows.Where(row => row.Unit == SlopeUnit))
        {
            var values = rows.Where(row => row.Unit == Unit && row.Series == slope.Series).OrderBy(row => row.X).ToList();
            yield return
            [
                slope.Series.Replace(slope.Series.Split(',')[0], $"`{slope.Series.Split(',')[0]}`"),
                ScalingText.Value(values[values.Count * LeftOut / 100]), ScalingText.Value(values[^1]), ScalingText.Number(slope.Y),
                $"{ScalingText.Number(slope.Low)} to {ScalingText.Number(slope.High)}",
            ];
        }
    }

    private static int Steps(bool quick) => quick ? 2000 : 20_000;

    // One process however many rounds there are: its readings tell the spread.
    private IEnumerable<ScalingRow> Measure(ScalingWork work, TrainedNetwork network, int steps)
    {
        var readings = work.Numbers(
            "memory", network.Architecture, FormattableString.Invariant($"{network.Width:R}"), $"{network.Penalty}", "glyphs", "-",
            Path.Combine(work.Folder, "runs"), FormattableString.Invariant($"{steps}"), FormattableString.Invariant($"{steps / Readings}"));
        foreach (var (series, column) in new[] { (network.Series + Resident, 1), (network.Series + Anonymous, 2) })
        {
            foreach (var reading in readings)
                yield return ScalingRow.Exact(Name, series, reading[0], reading[column], Unit);
            var settled = readings.Skip(readings.Length * LeftOut / 100).ToArray();
            // MiB per step to KiB per 1,000 steps.
            const double scale = 1024 * 1000;
            var slope = LinearSlope.Of([.. settled.Select(r => r[0])], [.. settled.Select(r => r[column])]);
            yield return new ScalingRow(Name, series, steps, slope.Value * scale, slope.Low * scale, slope.High * scale, SlopeUnit);
        }
    }

    private sealed record TrainedNetwork(string Series, string Architecture, double Width, bool Penalty, int Share);
}
