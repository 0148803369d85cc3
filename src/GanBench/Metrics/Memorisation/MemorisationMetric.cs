using System.Globalization;
using GanBench.Runs;

namespace GanBench.Metrics.Memorisation;

/// <summary>Share of samples that are nearer to a training image than new images would be; see <see cref="MemorisedShare"/>.</summary>
public sealed class MemorisationMetric : IMetric
{
    private static readonly MetricValue Share = new("memorisation")
    {
        Better = Better.Near, Target = MemorisedShare.Expected, Low = 0, High = 1,
    };

    private static readonly MetricValue Authenticity = new("authenticity") { Better = Better.Near, Low = 0, High = 1, IsDrawn = false };

    private static readonly MetricValue OfData = new("authenticity-real")
    {
        Label = "Authenticity, real", Low = 0, High = 1, IsDrawn = false, ReferenceOf = "authenticity",
    };

    /// <inheritdoc/>
    public string Name => "memorisation";

    /// <inheritdoc/>
    public string Description =>
        "share of samples nearer to a training image than 95 % of new images, and authenticity (after Alaa et al. 2022)";

    /// <inheritdoc/>
    public MetricNeeds Needs => MetricNeeds.Features;

    /// <inheritdoc/>
    public IReadOnlyList<MetricValue> Values { get; } = [Share, Authenticity, OfData];

    /// <inheritdoc/>
    public string? Unavailable(EvaluationInputs inputs) => inputs.Reference.Count < MemorisedShare.FewestImages ? TooFew : null;

    private static string TooFew => FormattableString.Invariant($"needs at least {MemorisedShare.FewestImages} different reference images");

    /// <inheritdoc/>
    public IEnumerable<MetricRecord> Compute(EvaluationInputs inputs)
    {
        var result = MemorisedShare.Compute(inputs.Generated.Features, inputs.Reference.Features);
        // With a border of 0 nothing could lie below it, not even a copy.
        if ((result is null ? TooFew : result.Threshold == 0 ? "too many reference images are nearly equal" : null) is { } reason)
            return Values.Select(value => inputs.Absent(value, reason));
        var error = Math.Sqrt(MemorisedShare.Expected * (1 - MemorisedShare.Expected)
            * ((1.0 / inputs.Generated.Count) + (1.0 / result!.Searched)));
        (string, string)[] details =
        [
            ("referenceCount", inputs.Reference.Count.ToString(CultureInfo.InvariantCulture)),
            ("referenceAll", inputs.Reference.ImageCount.ToString(CultureInfo.InvariantCulture)),
            ("duplicatesRemoved", result.Duplicates.ToString(CultureInfo.InvariantCulture)),
            ("threshold", FormattableString.Invariant($"{result.Threshold:G6}")),
            ("expected", FormattableString.Invariant($"{MemorisedShare.Expected} ± {error:F4} of new images")),
        ];
        return
        [
            inputs.Record(Share, result.Share, usesFeatures: true, details) with { Note = Searched(inputs) },
            inputs.Record(Authenticity, result.Authenticity, usesFeatures: true, details),
            inputs.Record(OfData, result.AuthenticityOfData, usesFeatures: true, details) with { Note = "the data's own" },
        ];
    }

    private static string Searched(EvaluationInputs inputs)
    {
        var expected = FormattableString.Invariant($"{MemorisedShare.Expected} of new images");
        var (searched, all) = (inputs.Reference.Count, inputs.Reference.ImageCount);
        return searched < all ? FormattableString.Invariant($"{expected}; {searched} of {all} reference images searched") : expected;
    }
}
