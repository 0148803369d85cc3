using System.Globalization;
using GanBench.Engine;
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

    /// <summary>
    /// Samples that are paler or softer than the data are nearer to each other without being fewer: the distance from which images count
    /// as different shrinks with their spread, to this share at most.
    /// </summary>
    public const double LeastScale = 0.5;

    private static readonly string Formula = FormattableString.Invariant(
        $"max(likeness, fewness, classLoss); none below contrast {CollapseDetector.ContrastFrom:F2} or below precision ")
        + FormattableString.Invariant($"{CollapseDetector.ResembleFrom}, but for samples all alike within {CollapseDetector.AlikeWithin}");

    /// <inheritdoc/>
    public string Name => "collapse";

    /// <inheritdoc/>
    public string Description =>
        "0 as diverse as the data … 1 one image: MS-SSIM and the number of different images, among samples and among the data; classes";

    /// <inheritdoc/>
    public int Revision => 2;

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
            ("precision", Text(signs.Precision)),
            // Not −0, which a copy has by rounding.
            ("distance", Text(Math.Max(signs.Distance, 0.0))),
            ("contrast", Text(signs.Contrast)),
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
        var (samplesImages, dataImages) = (inputs.Generated.Images(compared), inputs.Reference.Images(compared));
        var (samples, data) = (NeighbourFigure.Vectors(samplesImages), NeighbourFigure.Vectors(dataImages));
        var (spread, spreadOfData) = (EffectiveCount.Spread(samples), EffectiveCount.Spread(data));
        var spacing = EffectiveCount.Spacing(data);
        return new CollapseSigns
        {
            Likeness = MsSsimMetric.Likeness(inputs, inputs.Generated),
            LikenessOfData = MsSsimMetric.Likeness(inputs, inputs.Reference),
            Different = spacing is { } s ? EffectiveCount.Of(samples, s * Math.Clamp(spread / spreadOfData, LeastScale, 1)) : 1,
            DifferentOfData = spacing is { } s0 ? EffectiveCount.Of(data, s0) : 1,
            Precision = Neighbourhoods.Compute(data, samples, options.Neighbours, options.RadiusRule).Precision,
            Distance = Over(Median(NearestNeighbours.Find(samples, data).Nearest), spreadOfData),
            Contrast = Over(Median(Contrasts(samplesImages)), Median(Contrasts(dataImages))),
            Histogram = ModesMetric.Histogram(inputs),
        };
    }

    // Over the pixels of each channel, so that a plain colour has none.
    private static double[] Contrasts(Tensor images) =>
        images.to(float64).flatten(2).var(2, unbiased: false).mean([1]).SquareRoot().data<double>().ToArray();

    // Data without contrast or spread are matched by samples without.
    private static double Over(double value, double ofData) => ofData > 0 ? value / ofData : value > 0 ? double.PositiveInfinity : 1;

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted[sorted.Length / 2];
    }

    private static string Text(double value, string format = "F4") => value.ToString(format, CultureInfo.InvariantCulture);
}
