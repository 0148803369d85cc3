using GanBench.Architectures;
using GanBench.Configuration;
using GanBench.Imaging;
using GanBench.Metrics;
using GanBench.Metrics.Extractors;
using GanBench.Metrics.Samples;
using GanBench.Recipes;
using GanBench.Tests.Metrics;
using GanBench.Training;
using GanBench.Training.Steps;
using TorchSharp;
using static TorchSharp.torch;

namespace GanBench.Tests.Lifetime;

/// <summary>
/// What is computed for every step or batch lies in a dispose scope, which holds it: a tensor outside of one is freed by its finaliser,
/// even
/// while libtorch reads it.
/// </summary>
[Collection(GlyphsCollection.Name)]
public class DisposeScopeTests(GlyphsFixture glyphs)
{
    [Theory]
    [InlineData("dcgan")]
    [InlineData("wgan-gp")]
    [InlineData("sngan")]
    [InlineData("aw-gan")]
    public void Take_AStep_MakesEveryTensorInAScope(string name)
    {
        var architecture = ArchitectureRegistry.All.Find(name);
        var shape = architecture.Supports(glyphs.Train.Shape) ? glyphs.Train.Shape : new SampleShape(3, 32, 32);
        var recipe = architecture.DefaultRecipe(shape) with { Network = new NetworkOptions { Width = 0.05 } };
        using var model = new GanModel(architecture, shape, recipe, 1, CPU);
        var stepper = new GanStep(model, recipe, 1, 3);

        Assert.Equal(0, Outside(() =>
        {
            for (var step = 1; step <= 2; step++)
                stepper.Take(step, _ => zeros(4, shape.Channels, shape.Height, shape.Width));
        }));
    }

    [Fact]
    public void Evaluate_AllMetrics_MakesEveryTensorInAScope()
    {
        using var held = new DatasetSamples(glyphs.Test, seed: 1);
        using var reference = new DatasetSamples(glyphs.Train, seed: 1);
        // All but those that need Inception's weights or a run.
        var metrics = MetricRegistry.All.Names.Except(["is", "discriminator"]);
        var options = glyphs.Options with
        {
            Samples = 100, Metrics = [.. metrics], Intervals = 95,
            MetricOptions = OwnOptions.Of([("kid.subsets", "2"), ("kid.subsetSize", "50")]),
        };
        var extractor = new Lazy<IFeatureExtractor>(ClassifierExtractor.Open(glyphs.Train, glyphs.Test, glyphs.CacheDirectory, CPU));

        Assert.Equal(0, Outside(() => Evaluator.Evaluate(held, reference, options, extractor)));
    }

    private static long Outside(Action work)
    {
        var before = DisposeScopeManager.Statistics.TensorStatistics.CreatedOutsideScopeCount;
        work();
        return DisposeScopeManager.Statistics.TensorStatistics.CreatedOutsideScopeCount - before;
    }
}
