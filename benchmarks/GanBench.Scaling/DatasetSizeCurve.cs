using GanBench.Reporting.Charts;
using MathNet.Numerics.Statistics;

namespace GanBench.Scaling;

/// <summary>Memory of a run against the number of images that it is trained on.</summary>
internal sealed class DatasetSizeCurve : ScalingCurve
{
    private const string Network = "gan", Width = "0.125", Unit = "MiB";
    private const int Steps = 300;

    // Series and column of the worker's reading.
    private static readonly (string Series, int Column, bool FirstOpening)[] Kinds =
    [
        ("first opening, largest resident set", 3, true), ("resident set", 1, false), ("anonymous", 2, false),
    ];

    /// <inheritdoc/>
    public override string Name => "dataset-size";

    /// <inheritdoc/>
    public override string Title => "Memory and size of the dataset";

    /// <inheritdoc/>
    public override string Text(bool quick) =>
        $"`{Network}` at an eighth of its width, after {Steps} steps on noise of 28×28 in MNIST's files. The decoded images are a "
        + "memory-mapped file: pages of it that were read count to the resident set while memory is free, and to nobody's anonymous memory "
        + "(`smaps_rollup`). The first process that opens a dataset decodes it, and reads an IDX file as a whole for that: the upper "
        + "line is the largest resident set of such a process. The median of all rounds, with the lowest and the highest.";

    /// <inheritdoc/>
    public override IEnumerable<ScalingPoint> Points(bool quick)
    {
        foreach (var images in quick ? (int[])[1000, 8000, 64_000] : [1000, 4000, 16_000, 64_000, 256_000])
            yield return new ScalingPoint(Name, Kinds[^1].Series, images, quick ? 6 : 15, (work, _) => Measure(work, images));
    }

    /// <inheritdoc/>
    public override Chart Chart(IReadOnlyList<ScalingRow> rows) => new()
    {
        Description = "Memory of training processes by the number of images of the dataset.",
        X = ScalingDrawing.Doubling("images in the dataset", rows.Select(row => row.X)),
        Y = new ChartAxis(Unit) { Min = 0 },
        Layers =
        [
            .. Kinds.Index().SelectMany(kind =>
                ScalingDrawing.Measured(SeriesOfRows.Of(rows, kind.Item.Series), kind.Index, kind.Item.Series)),
        ],
        Size = ChartSize.Full,
    };

    /// <inheritdoc/>
    public override IEnumerable<IReadOnlyList<string>> Table(IReadOnlyList<ScalingRow> rows)
    {
        yield return ["images", .. Kinds.Select(kind => kind.Series + ", MiB")];
        foreach (var images in rows.GroupBy(row => row.X).OrderBy(group => group.Key))
            yield return
            [
                ScalingText.Count(images.Key),
                .. Kinds.Select(kind => ScalingText.WithSpread(images.FirstOrDefault(row => row.Series == kind.Series))),
            ];
    }

    private IEnumerable<ScalingRow> Measure(ScalingWork work, int images)
    {
        var data = SyntheticData.Idx(work.Folder, images);
        var runs = Path.Combine(work.Folder, "runs-by-size");
        string[] worker =
        [
            "memory", Network, Width, "False", "mnist", data, runs, FormattableString.Invariant($"{Steps}"),
            FormattableString.Invariant($"{Steps}"),
        ];
        List<double[]> first = [], later = [];
        for (var round = 0; round < work.RoundCount; round++)
        {
            Forget(work.Cache, runs);
            first.Add(work.Numbers(worker)[^1]);
            Forget(runs);
            later.Add(work.Numbers(worker)[^1]);
        }
        Forget(data, work.Cache, runs);
        foreach (var (series, column, opening) in Kinds)
        {
            var values = (opening ? first : later).Select(reading => reading[column]).ToArray();
            yield return new ScalingRow(Name, series, images, values.Median(), values.Min(), values.Max(), Unit);
        }
    }

    private static void Forget(params ReadOnlySpan<string> folders)
    {
        foreach (var folder in folders)
        {
            if (Directory.Exists(folder))
                Directory.Delete(folder, recursive: true);
        }
    }
}
