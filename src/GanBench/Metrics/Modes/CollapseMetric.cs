using System.Globalization;
using GanBench.Metrics.MsSsim;
using GanBench.Metrics.Neighbours;
using GanBench.Metrics.Prdc;
using GanBench.Runs;
using static TorchSharp.torch;

namespace GanBench.Metrics.Modes;

/// <summary>The collapse value of a checkpoint; see <see cref="CollapseDetector"/>.</summary>
public sealed class CollapseMetric : IMetric
{
    /// <summary>Images of each side whose pixels are compared: two sets of one size, since more images show more different ones.</summary>
    public const int MostImages = 1000;

    private static readonly string Formula = FormattableString.Invariant(
        $"max(likeness, fewness, classLoss) from precision {CollapseDetector.LearnedFrom}; below it max(likeness, fewness) where ")
        + FormattableString.Invariant($"that is at least {CollapseDetector.CollapsedFrom} and the distance is below the data's, else 0");

    /// <inheritdoc/>
    public string Name => "collapse";

    /// <inheritdoc/>
    public string Description =>
        "0 as diverse as the data … 1 one image: MS-SSIM and the number of different images, among samples and among the data; classes";

    /// <inheritdoc/>
    public MetricNeeds Needs => MetricNeeds.Images | MetricNeeds.Features;

    /// <inheritdoc/>
    public IReadOnlyList<MetricValue> Values { get; } =
        [new("collapse") { Better = Better.Lower, Low = 0, High = 1, IsHeadline = true, NotesFindings = true }];

    /// <inheritdoc/>
    public object? Options { get; } = new NeighbourhoodOptions();

    /// <inheritdoc/>
    public string? Unavailable(EvaluationInputs inputs) => PrdcMetric.TooFew(inputs, inputs.OptionsOf<NeighbourhoodOptions>(this));

    /// <inheritdoc/>
    public IEnumerable<MetricRecord> Compute(EvaluationInputs inputs)
    {
        var options = inputs.OptionsOf<NeighbourhoodOptions>(this);
        var compared = Math.Min(MostImages, Math.Min(inputs.Generated.Count, inputs.Reference.Count));
        var signs = Signs(inputs, options, compared);
        var result = CollapseDetector.Judge(signs);
        yield return inputs.Record(
            Values[0],
            result.Value,
            usesFeatures: true,
            [.. PrdcMetric.Protocol(inputs, options),
            ("compared", compared.ToString(CultureInfo.InvariantCulture)),
            ("likeness", Text(result.Likeness)),
            ("different", Text(signs.Different, "F1") + " of " + Text(signs.DifferentOfData, "F1") + " in the data"),
            ("fewness", Text(result.Fewness)),
            ("classLoss", result.ClassLoss is { } loss ? Text(loss) : "none"),
            ("precision", Text(result.Precision)),
            ("distance", Text(signs.Distance, "F1") + ", of real images to each other " + Text(signs.DistanceOfData, "F1")),
            ("formula", Formula)]) with
        {
            Note = result.Verdict switch
            {
                CollapseVerdict.Collapsed => "collapsed",
                CollapseVerdict.Partial => "partly collapsed",
                CollapseVerdict.NotLearned => "not yet learned",
                _ => null,
            },
        };
    }

    private static CollapseSigns Signs(EvaluationInputs inputs, NeighbourhoodOptions options, int compared)
    {
        using var scope = NewDisposeScope();
        var samples = NeighbourFigure.Vectors(inputs.Generated.Images(compared));
        var data = NeighbourFigure.Vectors(inputs.Reference.Images(compared));
        var spacing = EffectiveCount.Spacing(data);
        return new CollapseSigns
        {
            Likeness = MsSsimMetric.Likeness(inputs, inputs.Generated),
            LikenessOfData = MsSsimMetric.Likeness(inputs, inputs.Reference),
            Different = spacing is { } s ? EffectiveCount.Of(samples, s) : 1,
            DifferentOfData = spacing is { } s0 ? EffectiveCount.Of(data, s0) : 1,
            Precision = PrdcMetric.Result(inputs, options).Precision,
            Distance = Median(NearestNeighbours.Find(samples, data).Nearest),
            DistanceOfData = Median(OfPairs(data)),
            Histogram = ModesMetric.Histogram(inputs),
        };
    }

    // The pairs (0, 1), (2, 3), …, as for MS-SSIM.
    private static double[] OfPairs(Tensor vectors)
    {
        var pairs = vectors.narrow(0, 0, vectors.shape[0] / 2 * 2).to(float64).reshape(-1, 2, vectors.shape[1]);
        return (pairs.select(1, 0) - pairs.select(1, 1)).norm(1).data<double>().ToArray();
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted[sorted.Length / 2];
    }

    private static string Text(double value, string format = "F4") => value.ToString(format, CultureInfo.InvariantCulture);
}
