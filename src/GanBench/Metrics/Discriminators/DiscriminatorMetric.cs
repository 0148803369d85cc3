using System.Globalization;
using GanBench.Metrics.Samples;
using GanBench.Runs;
using static TorchSharp.torch;

namespace GanBench.Metrics.Discriminators;

/// <summary>The run's own discriminator on held-out real and fresh generated images.</summary>
public sealed class DiscriminatorMetric : IMetric
{
    private static readonly MetricValue Divergence = new("js-estimate") { Unit = "nats", High = Math.Log(2), IsDrawn = false };

    private static readonly MetricValue Distance = new("wasserstein-estimate") { IsDrawn = false };

    /// <inheritdoc/>
    public string Name => "discriminator";

    /// <inheritdoc/>
    public string Description =>
        "F1, precision, recall and accuracy of the discriminator on held-out data, and its divergence bounds (Goodfellow et al. 2014)";

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
    public string? Unavailable(EvaluationInputs inputs) => inputs.Discriminator switch
    {
        null => "needs a run with its discriminator",
        { HeldOut: null } => "the dataset has no images that the discriminator was not trained on",
        _ => null,
    };

    /// <inheritdoc/>
    public IEnumerable<MetricRecord> Compute(EvaluationInputs inputs)
    {
        var probe = inputs.Discriminator!;
        var held = probe.HeldOut!;
        var count = Math.Min(inputs.Generated.Count, held.Count ?? inputs.Generated.Count);
        var result = DiscriminatorScores.Compute(
            Logits(probe, count, inputs.Options, held.Read),
            Logits(probe, count, inputs.Options, (first, size) => inputs.Generated.Images(inputs.Generated.Count).narrow(0, first, size)));
        double?[] values = [result.F1, result.Precision, result.Recall, result.Accuracy, result.JensenShannon, result.Wasserstein];
        foreach (var (value, number) in Values.Zip(values))
        {
            // A critic's zero is no border between real and fake, and its values are no log-odds.
            var meaningless = probe.IsCritic && value != Distance;
            var record = inputs.Record(
                value,
                meaningless ? null : number,
                usesFeatures: false,
                ("heldOut", held.Name),
                ("heldOutCount", count.ToString(CultureInfo.InvariantCulture)),
                ("threshold", "logit 0"));
            yield return record with
            {
                Note = meaningless ? "a critic gives no probability"
                    : value == Divergence ? "lower bound by this discriminator"
                    : number is null ? "it calls nothing real" : record.Note,
            };
        }
    }

    private static double[] Logits(DiscriminatorProbe probe, int count, EvaluationOptions options, Func<int, int, Tensor> read)
    {
        var logits = new List<double>(count);
        for (var first = 0; first < count; first += options.Batch)
        {
            using var scope = NewDisposeScope();
            using var noGrad = no_grad();
            var images = Quantization.ToUnit(read(first, Math.Min(options.Batch, count - first)));
            logits.AddRange(probe.Logits(images).to(CPU).to(float64).flatten().data<double>().ToArray());
        }
        return [.. logits];
    }
}
