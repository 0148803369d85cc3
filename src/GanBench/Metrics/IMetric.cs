using GanBench.Imaging;
using GanBench.Metrics.Extractors;
using GanBench.Runs;

namespace GanBench.Metrics;

/// <summary>
/// One metric, or a family that is computed together. A new one is one file and one line in <see cref="MetricRegistry"/>.
/// </summary>
public interface IMetric
{
    /// <summary>The name used on the command line.</summary>
    public string Name { get; }

    /// <summary>One line on what it measures.</summary>
    public string Description { get; }

    /// <summary>What it is computed from.</summary>
    public MetricNeeds Needs { get; }

    /// <summary>
    /// Its options with their defaults, a record with init properties, camelCase in settings; null when it has none. Rules stand on them
    /// (<see cref="Configuration.RangeRuleAttribute"/>). <see cref="EvaluationInputs.OptionsOf{T}(IMetric)"/> gives them as they are set.
    /// </summary>
    public object? Options => null;

    /// <summary>
    /// Version of its definition, from 1: raised when its values change their meaning, so that those of finished runs are measured again.
    /// </summary>
    public int Revision => 1;

    /// <summary>The kind of samples it measures.</summary>
    public SampleKind Kind => Needs.HasFlag(MetricNeeds.Numbers) ? SampleKind.Real : SampleKind.Image;

    /// <summary>
    /// The extractor without which its values mean nothing; null for whichever is chosen. A suite measures it with this one, beside the
    /// others.
    /// </summary>
    public Extractor? OwnExtractor => null;

    /// <summary>The values it gives, in the order of tables; parts of a value (<see cref="MetricValue.Parts"/>) are not listed.</summary>
    public IReadOnlyList<MetricValue> Values { get; }

    /// <summary>Why it has no value for these inputs (too few samples, no labels), or null when it has.</summary>
    /// <param name="inputs">Sizes and options; reading images or features here is not allowed.</param>
    public string? Unavailable(EvaluationInputs inputs) => null;

    /// <summary>Computes the values.</summary>
    /// <param name="inputs">Images, features and options.</param>
    public IEnumerable<MetricRecord> Compute(EvaluationInputs inputs);
}
