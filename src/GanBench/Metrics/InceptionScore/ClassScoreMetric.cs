using System.Globalization;
using GanBench.Metrics.Extractors;
using GanBench.Random;
using GanBench.Runs;
using static TorchSharp.torch;

namespace GanBench.Metrics.InceptionScore;

/// <summary>
/// The inception score with Inception's classes, or the same formula with a dataset's own: two names, because the values have nothing
/// in common but the formula.
/// </summary>
public sealed class ClassScoreMetric : IMetric
{
    private readonly Extractor _extractor;

    private ClassScoreMetric(string name, MetricValue value, Extractor extractor, string description) =>
        (Name, Values, _extractor, Description) = (name, [value], extractor, description);

    /// <summary>The inception score.</summary>
    public static ClassScoreMetric Inception { get; } = new(
        "is",
        new("inception-score") { Label = "Inception Score", Better = Better.Higher, Low = 1, IsHeadline = true },
        InceptionExtractor.Entry,
        "exp of the mutual information between samples and ImageNet's classes (Salimans et al. 2016)");

    /// <summary>The same with the classes of the dataset.</summary>
    public static ClassScoreMetric Classifier { get; } = new(
        "classifier-score", new("classifier-score") { Better = Better.Higher, Low = 1 }, ClassifierExtractor.Entry,
        "the inception score's formula with the classes of the dataset's own classifier");

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public string Description { get; }

    /// <inheritdoc/>
    public int Revision => 2;

    /// <inheritdoc/>
    public MetricNeeds Needs => MetricNeeds.Features | MetricNeeds.Logits;

    // Without weights of Inception, its score has no value, and says what it needs.
    /// <inheritdoc/>
    public Extractor? OwnExtractor => _extractor.KnowsClasses ? _extractor : null;

    /// <inheritdoc/>
    public IReadOnlyList<MetricValue> Values { get; }

    /// <inheritdoc/>
    public object? Options { get; } = new ClassScoreOptions();

    /// <inheritdoc/>
    public string? Unavailable(EvaluationInputs inputs)
    {
        // Other extractors may know the same classes.
        if (!(_extractor.KnowsClasses ? inputs.Extractor.KnowsClasses : inputs.Extractor.IsComparable))
        {
            return $"needs --extractor {_extractor.Name}"
                + (ReferenceEquals(this, Inception) ? "; with a dataset's own classes use classifier-score" : "");
        }
        var options = inputs.OptionsOf<ClassScoreOptions>(this);
        if (options.Shuffle && inputs.Options.Seed > uint.MaxValue)
            return FormattableString.Invariant($"NumPy takes seeds up to {uint.MaxValue} (was {inputs.Options.Seed})");
        return inputs.Generated.Count < options.Splits
            ? FormattableString.Invariant($"{options.Splits} splits need as many samples (found {inputs.Generated.Count})")
            : null;
    }

    /// <inheritdoc/>
    public IEnumerable<MetricRecord> Compute(EvaluationInputs inputs)
    {
        var options = inputs.OptionsOf<ClassScoreOptions>(this);
        var logits = options.Shuffle ? Shuffled(inputs.Generated.Logits, (uint)inputs.Options.Seed) : inputs.Generated.Logits;
        var result = ClassScore.Compute(logits, options.Splits);
        (string, string)[] order = options.Shuffle
            ? [("order", FormattableString.Invariant($"shuffled by NumPy RandomState({inputs.Options.Seed})"))] : [];
        yield return inputs.Record(
            Values[0],
            result.Mean,
            usesFeatures: true,
            [
                ("splits", options.Splits.ToString(CultureInfo.InvariantCulture)),
                ("logits", ReferenceEquals(this, Inception) ? "without bias" : "with bias"),
                .. order,
            ]) with
        { StandardDeviation = result.StandardDeviation };
    }

    /// <summary>Rows in the order that torch-fidelity splits them in.</summary>
    /// <param name="logits">N×classes.</param>
    /// <param name="seed">Its <c>rng_seed</c>.</param>
    internal static Tensor Shuffled(Tensor logits, uint seed) =>
        logits.index_select(0, tensor(new NumpyRandomState(seed).Permutation((int)logits.shape[0]).Select(i => (long)i).ToArray()));
}
