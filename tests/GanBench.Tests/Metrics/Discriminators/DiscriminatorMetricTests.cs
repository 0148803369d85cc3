using GanBench.Metrics;
using GanBench.Metrics.Discriminators;
using GanBench.Metrics.Samples;
using GanBench.Objectives;
using GanBench.Recipes;
using GanBench.Runs;
using GanBench.Testing;
using static TorchSharp.torch;

namespace GanBench.Tests.Metrics.Discriminators;

[Collection(GlyphsCollection.Name)]
public sealed class DiscriminatorMetricTests(GlyphsFixture glyphs)
{
    // Outputs are the first pixel, in [-1, 1]: -0.2, 0.2, 0.6 and 1 on real images, half of which lie above ½, and -1, 0.2 on fakes.
    [Theory]
    [InlineData("non-saturating", 0.75, "logit 0")]
    [InlineData("least-squares", 0.5, "target 0.5")]
    [InlineData("hinge", 0.75, "margin 0")]
    [InlineData("wasserstein", 0.75, "score 0")]
    public void Compute_AnyObjective_IsCountedAtItsOwnBorder(string objective, double recall, string threshold)
    {
        var records = Measure(objective, trainedOn: false);

        Assert.Equal(recall, records["discriminator-recall"].Value);
        Assert.NotNull(records["discriminator-f1"].Value);
        Assert.Equal(threshold, records["discriminator-f1"].Protocol["threshold"]);
    }

    [Theory]
    [InlineData("non-saturating", true, false)]
    [InlineData("least-squares", false, false)]
    [InlineData("wasserstein", false, true)]
    public void Compute_Estimates_AreOfTheirObjectivesAlone(string objective, bool divergence, bool distance)
    {
        var records = Measure(objective, trainedOn: false);

        Assert.Equal((divergence, distance), (records["js-estimate"].Value is not null, records["wasserstein-estimate"].Value is not null));
    }

    [Fact]
    public void Compute_OnTrainingImages_SaysSoInEveryRecord()
    {
        var (held, trained) = (Measure("non-saturating", trainedOn: false), Measure("non-saturating", trainedOn: true));

        Assert.All(trained.Values.Where(r => r.Value is not null),
            r => Assert.Contains(DiscriminatorMetric.OnTrainingImages, r.Note, StringComparison.Ordinal));
        Assert.DoesNotContain(held.Values, r => r.Note?.Contains(DiscriminatorMetric.OnTrainingImages, StringComparison.Ordinal) == true);
        Assert.Equal("4", trained["discriminator-f1"].Protocol["trainedOnCount"]);
        Assert.Equal("4", held["discriminator-f1"].Protocol["heldOutCount"]);
    }

    private Dictionary<string, MetricRecord> Measure(string objective, bool trainedOn)
    {
        using var real = Source(-0.2f, 0.2f, 0.6f, 1);
        using var fake = Source(-1, 0.2f, -1, 0.2f);
        using var reference = new DatasetSamples(glyphs.Train, seed: 1);
        using var folder = new TempFolder();
        var probe = new DiscriminatorProbe(
            images => images.flatten(1).narrow(1, 0, 1).clone(), ObjectiveRegistry.Create(new Recipe { Objective = objective }), real,
            trainedOn);
        var options = new EvaluationOptions { Metrics = ["discriminator"], Samples = 4, CacheDirectory = folder.Path };
        return Evaluator.Evaluate(fake, reference, options, new(() => new FixedExtractor(glyphs.Train.Shape)), discriminator: probe)
            .ToDictionary(r => r.Name);
    }

    private GeneratorSamples Source(params float[] firstPixels) => new("values", null, glyphs.Train.Shape, (_, count) =>
        tensor(firstPixels).reshape(-1, 1, 1, 1).expand(-1, 1, 28, 28).clone(), batch: firstPixels.Length);
}
