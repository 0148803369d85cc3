using System.Runtime.ExceptionServices;
using GanBench.Configuration;
using GanBench.Datasets;
using GanBench.Metrics.Discriminators;
using GanBench.Metrics.Extractors;
using GanBench.Metrics.Samples;
using GanBench.Runs;
using static TorchSharp.torch;

namespace GanBench.Metrics;

/// <summary>Computes metrics: a function of samples, reference data and options.</summary>
public static class Evaluator
{
    /// <summary>In the protocol of a value that there is none of because its metric failed: the kind of error.</summary>
    internal const string FailedKey = "failed";

    /// <summary>Measures generated samples by a dataset.</summary>
    /// <param name="generated">The samples; not disposed.</param>
    /// <param name="reference">The data.</param>
    /// <param name="options">What is measured and how.</param>
    /// <param name="device">Where networks compute.</param>
    /// <param name="progress">Told about every batch.</param>
    /// <param name="cancellationToken">Checked between batches and metrics.</param>
    /// <param name="discriminator">The run's discriminator, for metrics that need it.</param>
    /// <returns>
    /// The values in the order of <see cref="EvaluationOptions.Metrics"/>. A metric that fails on these samples has no values but the
    /// reason, beside those of the others.
    /// </returns>
    /// <exception cref="UsageException">A metric or extractor is not known, or cannot be used on this dataset.</exception>
    /// <exception cref="DataException">Data or weights are missing or damaged, so that nothing has a value.</exception>
    public static IReadOnlyList<MetricRecord> Evaluate(
        ISampleSource generated,
        Dataset reference,
        EvaluationOptions options,
        Device device,
        IProgress<EvaluationProgress>? progress = null,
        CancellationToken cancellationToken = default,
        DiscriminatorProbe? discriminator = null)
    {
        using var source = new DatasetSamples(reference, options.Seed);
        var extractor = new Lazy<IFeatureExtractor>(() =>
            ExtractorRegistry.Open(new ExtractorRequest(options, reference, device, progress, cancellationToken)));
        return Evaluate(generated, source, options, extractor, progress, cancellationToken, discriminator);
    }

    /// <summary>Measures one source by another with an extractor that is at hand.</summary>
    /// <inheritdoc cref="Evaluate(ISampleSource, Dataset, EvaluationOptions, Device, IProgress{EvaluationProgress}?, CancellationToken,
    /// DiscriminatorProbe?)"/>
    /// <param name="extractor">Opened when a metric first needs it; disposed at the end.</param>
    #pragma warning disable CS1573 // The other parameters are inherited.
    public static IReadOnlyList<MetricRecord> Evaluate(
        ISampleSource generated,
        ISampleSource reference,
        EvaluationOptions options,
        Lazy<IFeatureExtractor> extractor,
        IProgress<EvaluationProgress>? progress = null,
        CancellationToken cancellationToken = default,
        DiscriminatorProbe? discriminator = null)
    #pragma warning restore CS1573
    {
        Validate(options);
        if (generated.Shape != reference.Shape)
            throw new DataException(
                $"{generated.Name} has images of {generated.Shape} and {reference.Name} of {reference.Shape}; only images of one size can "
                + $"be compared.");
        try
        {
            using var a = Generated(generated, options, extractor, progress, cancellationToken);
            using var b = Reference(reference, options, extractor, progress, cancellationToken);
            return Evaluate(new EvaluationInputs(options, a, b, discriminator), progress, cancellationToken);
        }
        finally
        {
            if (extractor.IsValueCreated)
                extractor.Value.Dispose();
        }
    }

    /// <summary>The samples of a source that are judged.</summary>
    internal static ImageSampleSet Generated(
        ISampleSource source, EvaluationOptions options, Lazy<IFeatureExtractor> extractor, IProgress<EvaluationProgress>? progress,
        CancellationToken cancellationToken)
    {
        var count = Limit(options.Samples, source.Count);
        return new ImageSampleSet(source, count, count, options, extractor, progress, cancellationToken);
    }

    /// <summary>The samples of a source that others are judged by.</summary>
    internal static ImageSampleSet Reference(
        ISampleSource source, EvaluationOptions options, Lazy<IFeatureExtractor> extractor, IProgress<EvaluationProgress>? progress,
        CancellationToken cancellationToken)
    {
        var count = Limit(options.ReferenceSamples, source.Count ?? Limit(options.Samples, null));
        return new ImageSampleSet(source, count, Limit(options.Samples, count), options, extractor, progress, cancellationToken);
    }

    /// <summary>How many samples are measured.</summary>
    /// <param name="asked">How many are asked for; 0 for all.</param>
    /// <param name="found">How many there are; null where there is no end.</param>
    internal static int Limit(int asked, int? found) =>
        asked > 0 ? Math.Min(asked, found ?? int.MaxValue) : found ?? EvaluationOptions.DefaultSamples;

    /// <summary>
    /// Computes the metrics that the options name. One that fails does not take the others with it, unless nothing has a value: what is
    /// missing then is no matter of one metric.
    /// </summary>
    internal static IReadOnlyList<MetricRecord> Evaluate(
        EvaluationInputs inputs, IProgress<EvaluationProgress>? progress, CancellationToken cancellationToken)
    {
        Validate(inputs.Options);
        var records = new List<MetricRecord>();
        DataException? failure = null;
        var metrics = inputs.Options.Metrics.Select(MetricRegistry.All.Find).ToList();
        // Beside others, a metric on another kind of samples is left out; alone, it says why it has no value.
        foreach (var metric in metrics.Where(m => m.Kind == inputs.Kind || metrics.TrueForAll(other => other.Kind != inputs.Kind)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            progress?.Report(new EvaluationProgress($"Computing {metric.Name}", 0, 1));
            using var scope = NewDisposeScope();
            try
            {
                // All of its values or none: a metric that fails has computed some of them from what is wrong.
                records.AddRange([.. Measure(metric, inputs)]);
            }
            catch (Exception e) when (e is DataException or ArithmeticException)
            {
                failure ??= e as DataException;
                records.AddRange(metric.Values.Select(value => Failed(inputs.Absent(value, e.Message.TrimEnd('.')), e)));
            }
            progress?.Report(new EvaluationProgress($"Computing {metric.Name}", 1, 1));
        }
        if (failure is not null && records.TrueForAll(record => record.Value is null))
            ExceptionDispatchInfo.Throw(failure);
        return records;
    }

    private static IEnumerable<MetricRecord> Measure(IMetric metric, EvaluationInputs inputs) =>
        (inputs.Lacks(metric.Needs) ?? OneSample(metric, inputs) ?? metric.Unavailable(inputs)) is { } reason
            ? metric.Values.Select(value => inputs.Absent(value, reason))
            : metric.Compute(inputs);

    // One vector has no covariance, no neighbour and no distribution.
    private static string? OneSample(IMetric metric, EvaluationInputs inputs) =>
        (metric.Needs & (MetricNeeds.Features | MetricNeeds.Logits | MetricNeeds.Statistics)) != 0
        && (inputs.Generated.StatisticsCount == 1 || inputs.Reference.StatisticsCount == 1)
            ? "needs at least 2 samples on both sides (found 1)" : null;

    private static MetricRecord Failed(MetricRecord record, Exception error) => record with
    {
        Protocol = new Dictionary<string, string>(record.Protocol, StringComparer.Ordinal) { [FailedKey] = error.GetType().Name },
    };

    /// <summary>Checks the options; all problems are reported together.</summary>
    internal static void Validate(EvaluationOptions options)
    {
        List<string> problems = [.. OptionRules.Problems(options), .. MetricOptions.Problems(options.MetricOptions)];
        if (problems.Count > 0)
            throw new UsageException("The evaluation", problems);
    }
}
