using GanBench.Configuration;
using GanBench.Metrics;
using GanBench.Metrics.Extractors;
using GanBench.Metrics.Fid;
using GanBench.Runs;
using static TorchSharp.torch;

namespace GanBench.Tests.Metrics;

/// <summary>Features and logits that a test makes, as one side of an evaluation.</summary>
internal sealed class MemorySampleSet(string name, Tensor features, Tensor? logits = null) : SampleSet
{
    public override string Name => name;

    public override MetricNeeds Offers =>
        MetricNeeds.Features | MetricNeeds.Statistics | (logits is null ? 0 : MetricNeeds.Logits);

    public override int StatisticsCount => Count;

    public override int Count => (int)features.shape[0];

    public override IReadOnlyDictionary<string, string> FeatureProtocol { get; } =
        new Dictionary<string, string> { ["extractor"] = "memory" };

    public override FeatureStatistics Statistics
    {
        get
        {
            using var builder = new FeatureStatisticsBuilder((int)features.shape[1]);
            builder.Add(features);
            return builder.Build();
        }
    }

    public override Tensor Features => features;

    /// <summary>The classes, where a test has some.</summary>
    public ClassLabels? Known { get; init; }

    public override ClassLabels? Classes => Known;

    public override Tensor Logits => logits ?? base.Logits;

    /// <summary>The records of one metric.</summary>
    /// <param name="metric">Its name.</param>
    /// <param name="generated">What is judged.</param>
    /// <param name="reference">What it is judged by.</param>
    /// <param name="options">Everything else.</param>
    public static IReadOnlyList<MetricRecord> Measure(
        string metric, SampleSet generated, SampleSet reference, EvaluationOptions? options = null)
    {
        using var scope = NewDisposeScope();
        return Evaluator.Evaluate(
            new EvaluationInputs((options ?? With()) with { Metrics = [metric] }, generated, reference, null),
            progress: null, CancellationToken.None);
    }

    /// <summary>Options with settings of metrics.</summary>
    /// <param name="settings">Keys and values.</param>
    public static EvaluationOptions With(params (string Key, string Value)[] settings) =>
        new() { Extractor = ClassifierExtractor.ExtractorName, MetricOptions = OwnOptions.Of(settings) };

    public override void Dispose()
    {
        features.Dispose();
        logits?.Dispose();
    }
}
