using GanBench.Architectures;
using GanBench.Imaging;
using GanBench.Recipes;
using GanBench.Reporting.Charts;
using GanBench.Suites.Planning;
using MathNet.Numerics.Statistics;

namespace GanBench.Scaling;

/// <summary>
/// Milliseconds of a training step of three networks against one size, beside what arithmetic alone would take: the operations of a step
/// from the shapes of the layers, at the rate of a large matrix product.
/// </summary>
internal sealed class StepTimeCurve(
    string name, string title, string axis, string what, IReadOnlyList<double> sizes, Func<double, IReadOnlyList<StepSetting>> settings)
    : ScalingCurve
{
    /// <summary>Series of the rate, in GFLOP/s, that of the fastest product; its place is the side of the matrices.</summary>
    public const string Rate = "matrix product";

    private const string Milliseconds = "ms", Prediction = ", arithmetic";
    private const int Tail = 10;

    /// <summary>How all curves of this kind are to be read.</summary>
    public static string HowToRead { get; } =
        "Times are milliseconds of one generator update with its discriminator updates, batches and all: the median of the steps of all "
        + $"processes, with the {Tail}th and the {100 - Tail}th percentile as whiskers. The thin lines are what the arithmetic of the "
        + $"layers would take at the rate of a product of two matrices of {StepWorker.ProductSize}×{StepWorker.ProductSize}, the fastest "
        + "of several in the same run; what lies above them is memory traffic, small operators and the cost of starting each.";

    /// <inheritdoc/>
    public override string Name => name;

    /// <inheritdoc/>
    public override string Title => title;

    /// <inheritdoc/>
    public override string Text(bool quick) => what;

    /// <inheritdoc/>
    public override IEnumerable<ScalingPoint> Points(bool quick)
    {
        yield return new ScalingPoint(name, Rate, StepWorker.ProductSize, 2, (work, _) =>
        {
            var rates = work.Rounds("product").SelectMany(lines => lines[0]).ToArray();
            return [new ScalingRow(name, Rate, StepWorker.ProductSize, rates.Max(), rates.Min(), rates.Max(), "GFLOP/s")];
        });
        var seconds = quick ? 0.3 : 1;
        foreach (var size in quick ? [.. sizes.SkipLast(1)] : sizes)
        {
            foreach (var setting in settings(size))
                yield return new ScalingPoint(name, setting.Network, size, quick ? 3 : 8, (work, table) =>
                [
                    Predicted(table, setting, size),
                    Summary(
                        setting.Network, size, work.Rounds(setting.Arguments(work, seconds)).SelectMany(lines => lines[0]), Milliseconds),
                ]);
        }
    }

    /// <inheritdoc/>
    public override Chart Chart(IReadOnlyList<ScalingRow> rows)
    {
        var layers = new List<ChartLayer>();
        foreach (var (series, network) in Networks(rows).Index())
        {
            var predicted = Of(rows, network + Prediction);
            layers.Add(new LineLayer(predicted.X, predicted.Y) { Series = series, Published = true, Name = network + Prediction });
            layers.AddRange(ScalingDrawing.Measured(Of(rows, network), series, network));
        }
        return new Chart
        {
            Description = $"{title}: milliseconds of a step.",
            X = ScalingDrawing.Doubling(axis, rows.Where(row => row.Unit == Milliseconds).Select(row => row.X)),
            Y = new ChartAxis("ms per step") { Logarithmic = true },
            Layers = [.. layers.OrderBy(layer => layer is LineLayer { Published: true })],
            Size = ChartSize.Full,
        };
    }

    /// <inheritdoc/>
    public override IEnumerable<IReadOnlyList<string>> Table(IReadOnlyList<ScalingRow> rows)
    {
        var networks = Networks(rows).ToList();
        yield return [axis, .. networks.SelectMany(network => new[] { $"`{network}`, ms", "arithmetic, ms", "ratio" })];
        foreach (var x in rows.Where(row => row.Unit == Milliseconds).Select(row => row.X).Distinct().Order())
        {
            yield return [ScalingText.Number(x), .. networks.SelectMany(network =>
            {
                var measured = rows.FirstOrDefault(row => row.Series == network && row.X == x);
                var predicted = rows.FirstOrDefault(row => row.Series == network + Prediction && row.X == x);
                return new[]
                {
                    ScalingText.WithSpread(measured), ScalingText.Value(predicted),
                    measured is null || predicted is null ? "" : ScalingText.Number(measured.Y / predicted.Y),
                };
            })];
        }
    }

    // The rate is the first point of the curve.
    private ScalingRow Predicted(ScalingTable table, StepSetting setting, double size)
    {
        var rate = table.Rows.First(row => (row.Curve, row.Series) == (name, Rate)).Y * 1e9;
        return ScalingRow.Exact(name, setting.Network + Prediction, size, setting.Predicted(rate) * 1000, Milliseconds);
    }

    private ScalingRow Summary(string series, double x, IEnumerable<double> values, string unit)
    {
        var all = values.ToArray();
        return new ScalingRow(name, series, x, all.Median(), all.Percentile(Tail), all.Percentile(100 - Tail), unit);
    }

    private static IEnumerable<string> Networks(IReadOnlyList<ScalingRow> rows) => rows
        .Where(row => row.Unit == Milliseconds && !row.Series.EndsWith(Prediction, StringComparison.Ordinal))
        .Select(row => row.Series).Distinct();

    private static SeriesOfRows Of(IReadOnlyList<ScalingRow> rows, string series) => SeriesOfRows.Of(rows, series);
}

/// <summary>What a step is timed of.</summary>
/// <param name="Network">Architecture.</param>
/// <param name="Width">Width of its networks.</param>
/// <param name="Side">Side of the images; 28 are glyphs, other sizes pictures in colour.</param>
/// <param name="BatchSize">Images per batch.</param>
internal sealed record StepSetting(string Network, double Width, int Side, int BatchSize)
{
    /// <summary>Side of the glyphs.</summary>
    public const int GlyphSide = 28;

    /// <summary>Shape of the images.</summary>
    public SampleShape Shape => new(Side == GlyphSide ? 1 : 3, Side, Side);

    /// <summary>The architecture's recipe at this width.</summary>
    public Recipe Recipe
    {
        get
        {
            var recipe = ArchitectureRegistry.All.Find(Network).DefaultRecipe(Shape);
            return recipe with { Network = recipe.Network with { Width = Width } };
        }
    }

    /// <summary>Seconds that the arithmetic of a step takes.</summary>
    /// <param name="rate">Floating-point operations per second.</param>
    public double Predicted(double rate) =>
        Arithmetic.PerStep(ArchitectureRegistry.All.Find(Network), Shape, Recipe, BatchSize) / rate;

    /// <summary>Arguments of the worker that times it.</summary>
    /// <param name="work">Where pictures are written that are not there yet.</param>
    /// <param name="seconds">About how long it may take steps.</param>
    public string[] Arguments(ScalingWork work, double seconds) =>
    [
        "step", Network, FormattableString.Invariant($"{Width:R}"), FormattableString.Invariant($"{BatchSize}"),
        Side == GlyphSide ? "glyphs" : SyntheticData.Pictures(work.Folder, Shape), FormattableString.Invariant($"{seconds:R}"),
    ];
}
