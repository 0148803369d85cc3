using System.Globalization;
using GanBench.Metrics.Intervals;
using GanBench.Runs;

namespace GanBench.Metrics.Kid;

/// <summary>
/// The kernel inception distance, unbiased and so the one to use with few samples; and the same distance with a radial kernel, under a
/// name of its own, because the two are never comparable.
/// </summary>
public sealed class KidMetric : IMetric
{
    private readonly KernelDistanceOptions _options;

    private KidMetric(MetricValue value, KernelDistanceOptions options, string description) =>
        (Name, Values, _options, Description) = (value.Name, [value], options, description);

    /// <summary>KID.</summary>
    public static KidMetric Polynomial { get; } = new(
        new("kid") { Label = "KID", Better = Better.Lower, IsHeadline = true }, new KidOptions(),
        "unbiased squared maximum mean discrepancy of features under a cubic kernel (Bińkowski et al. 2018)");

    /// <summary>The distance with a radial kernel.</summary>
    public static KidMetric Radial { get; } = new(
        new("kid-rbf") { Label = "KID (RBF kernel)", Better = Better.Lower, IsDrawn = false }, new RadialKidOptions(),
        "the same as kid under a radial kernel, as torch-fidelity's rbf");

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public string Description { get; }

    /// <inheritdoc/>
    public MetricNeeds Needs => MetricNeeds.Features;

    /// <inheritdoc/>
    public IReadOnlyList<MetricValue> Values { get; }

    /// <inheritdoc/>
    public object? Options => _options;

    /// <inheritdoc/>
    public string? Unavailable(EvaluationInputs inputs)
    {
        if (Fewest(inputs) < 2)
            return FormattableString.Invariant($"needs at least 2 samples on both sides (found {Fewest(inputs)})");
        return inputs.OptionsOf<KernelDistanceOptions>(this).Draw == SubsetDraw.Numpy && inputs.Options.Seed > uint.MaxValue
            ? FormattableString.Invariant($"NumPy takes seeds up to {uint.MaxValue} (was {inputs.Options.Seed})")
            : null;
    }

    /// <inheritdoc/>
    public IEnumerable<MetricRecord> Compute(EvaluationInputs inputs)
    {
        var options = inputs.OptionsOf<KernelDistanceOptions>(this);
        var size = Math.Min(options.SubsetSize, Fewest(inputs));
        // Where a subset is all of both sides, another one is the same again, and they have no spread.
        var subsets = size == inputs.Generated.Count && size == inputs.Reference.Count ? 1 : options.Subsets;
        var result = KernelDistance.Compute(
            inputs.Generated.Features, inputs.Reference.Features, subsets, size, inputs.Options.Seed, options.Kernel, options.Draw);
        (string, string)[] draw = options.Draw == SubsetDraw.Own ? [] : [("draw", "NumPy RandomState")];
        var record = inputs.Record(
            Values[0],
            result.Mean,
            usesFeatures: true,
            [
                ("referenceCount", inputs.Reference.Count.ToString(CultureInfo.InvariantCulture)),
                ("subsets", FormattableString.Invariant($"{subsets} of {size}")),
                ("kernel", options.Kernel.Formula),
                ("seed", inputs.Options.Seed.ToString(CultureInfo.InvariantCulture)),
                .. draw,
            ]);
        string?[] notes = [record.Note, Smaller(options, size, subsets), Another(options)];
        yield return record with
        {
            StandardDeviation = subsets == 1 ? null : result.StandardDeviation,
            Note = notes.Any(note => note is not null) ? string.Join("; ", notes.OfType<string>()) : null,
            // The mean over drawn subsets scatters around the distance of all samples, by the deviation over the root of their number.
            Interval = SampleIntervals.Around(
                inputs, Values[0], result.Mean,
                () => SampleIntervals.OfKernelDistance(inputs.Generated.Features, inputs.Reference.Features, options.Kernel),
                subsets == 1 ? 0 : result.StandardDeviation * result.StandardDeviation / subsets),
        };
    }

    private static int Fewest(EvaluationInputs inputs) => Math.Min(inputs.Generated.Count, inputs.Reference.Count);

    private static string? Smaller(KernelDistanceOptions options, int size, int subsets) => size == options.SubsetSize ? null
        : subsets == 1 && options.Subsets > 1
            ? FormattableString.Invariant($"one subset of {size} instead of {options.Subsets} of {options.SubsetSize}, all that there are")
        : FormattableString.Invariant($"subsets of {size} instead of {options.SubsetSize}, as many as there are");

    private static string? Another(KernelDistanceOptions options) =>
        options.Kernel is PolynomialKernel polynomial && polynomial != PolynomialKernel.Cubic
            ? "not KID's kernel, so not comparable with published values" : null;
}
