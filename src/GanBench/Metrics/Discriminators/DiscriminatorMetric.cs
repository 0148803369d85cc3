using System.Globalization;
using GanBench.Metrics.Samples;
using GanBench.Objectives;
using GanBench.Runs;
using static TorchSharp.torch;

namespace GanBench.Metrics.Discriminators;

/// <summary>The run's own discriminator on real images, held out where there are such, and fresh generated ones.</summary>
public sealed class DiscriminatorMetric : IMetric
{
    /// <summary>What the values of a discriminator say that was judged on its own training images.</summary>
    public const string OnTrainingImages = "on training images";

    private static readonly MetricValue Divergence = new("js-estimate") { Unit = "nats", High = Math.Log(2), IsDrawn = false };

    private static readonly MetricValue Distance = new("wasserstein-estimate") { IsDrawn = false };

    /// <inheritdoc/>
    public string Name => "discriminator";

    /// <inheritdoc/>
    public string Description =>
        "F1, precision, recall and accuracy of the discriminator on held-out data, and its divergence bounds (Goodfellow et al. 2014)";

    /// <inheritdoc/>
    public int Revision => 2;

    /// <inheritdoc/>
    public MetricNeeds Needs => MetricNeeds.Images | MetricNeeds.Discriminator;

    /// <inheritdoc/>
    public IReadOnlyList<MetricValue> Values { get; } =
    [
        .. new[] { "f1", "precision", "recall", "accuracy" }
            .Select(name => new MetricValue("discriminator-" + name) { Low = 0, High = 1, IsDrawn = false }),
        Divergence, Distance,
    ];

    /// <inheritdoc/>
    public string? Unavailable(EvaluationInputs inputs) => inputs.Discriminator is null ? "needs a run with its discriminator" : null;

    /// <inheritdoc/>
    public IEnumerable<MetricRecord> Compute(EvaluationInputs inputs)
    {
        var probe = inputs.Discriminator!;
        var (objective, output) = (probe.Objective, probe.Objective.Output);
        var count = Math.Min(inputs.Generated.Count, probe.Real.Count ?? inputs.Generated.Count);
        var result = DiscriminatorScores.Compute(
            Outputs(probe, count, inputs.Options, probe.Real.Read),
            Outputs(probe, count, inputs.Options, (first, size) => inputs.Generated.Images(inputs.Generated.Count).narrow(0, first, size)),
            objective.Threshold);
        double?[] values = [result.F1, result.Precision, result.Recall, result.Accuracy, result.JensenShannon, result.Wasserstein];
        var source = probe.TrainedOn ? "trainedOn" : "heldOut";
        foreach (var (value, number) in Values.Zip(values))
        {
            var absent = value == Divergence && output != OutputKind.Logit ? "its outputs are no log-odds"
                : value == Distance && output != OutputKind.Score ? "it is no critic" : null;
            var record = inputs.Record(
                value,
                absent is null ? number : null,
                usesFeatures: false,
                (source, probe.Real.Name),
                (source + "Count", count.ToString(CultureInfo.InvariantCulture)),
                ("threshold", FormattableString.Invariant($"{output.ToString().ToLowerInvariant()} {objective.Threshold}")));
            yield return record with
            {
                Note = absent ?? Join(
                    value == Divergence ? "lower bound by this discriminator" : number is null ? "it calls nothing real" : record.Note,
                    probe.TrainedOn ? OnTrainingImages : null),
            };
        }
    }

    private static string? Join(string? first, string? second) => first is null || second is null ? first ?? second : $"{first}; {second}";

    private static double[] Outputs(DiscriminatorProbe probe, int count, EvaluationOptions options, Func<int, int, Tensor> read)
    {
        var outputs = new List<double>(count);
        for (var first = 0; first < count; first += options.Batch)
        {
            using var scope = NewDisposeScope();
            using var noGrad = no_grad();
            var images = Quantization.ToUnit(read(first, Math.Min(options.Batch, count - first)));
            outputs.AddRange(probe.Outputs(images).to(CPU).to(float64).flatten().data<double>().ToArray());
        }
        return [.. outputs];
    }
}
