using GanBench.Architectures;
using GanBench.Imaging;
using GanBench.Metrics.Extractors;
using GanBench.Metrics.Samples;
using GanBench.Runs;
using GanBench.Training;
using GanBench.Training.Checkpoints;
using GanBench.Training.Sampling;
using static TorchSharp.torch;

namespace GanBench.Tests.Training.Sampling;

public class BalancedLatentsTests
{
    [Fact]
    public void Find_ClassesThatAreMade_GivesEquallyManyOfEachInOrder()
    {
        var spec = TestRuns.Spec("gan");
        using var checkpoint = Checkpoint(spec);
        // The class is told by the first pixel: two that come about equally often.
        using var classifier = new FirstPixel(0);

        var latents = BalancedLatents.Find(checkpoint, classifier, ["dark", "bright"], 6, Batch(spec));

        Assert.Equal(12, latents.Count);
        using var scope = NewDisposeScope();
        var labels = classifier.Extract(
            Quantization.ToBytes(checkpoint.Model.Sample(latents.ToTensor(0, 12, CPU)))).Logits!.argmax(1);
        Assert.Equal([0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1], labels.data<long>().ToArray());
    }

    [Fact]
    public void Find_AClassThatIsNeverMade_EndsAndNamesIt()
    {
        var spec = TestRuns.Spec("gan");
        using var checkpoint = Checkpoint(spec);
        using var classifier = new FirstPixel(1000);

        var error = Assert.Throws<RunFailedException>(
            () => BalancedLatents.Find(checkpoint, classifier, ["dark", "bright"], 1, Batch(spec)));

        Assert.Equal(
            "Of 400 samples the classifier found too few of 'bright' (0 of 1): this generator makes them seldom or never. Ask for fewer, "
            + "or leave --class-balanced out.",
            error.Message);
    }

    private static Func<int, LatentSet> Batch(RunSpec spec) => batch => LatentSet.DrawBatch(spec.Recipe.Network, 1, batch);

    private static CheckpointModel Checkpoint(RunSpec spec) => CheckpointModel.InTraining(
        spec,
        new GanModel(ArchitectureRegistry.All.Find("gan"), new SampleShape(1, 28, 28), spec.Recipe, 1, CPU),
        1);

    /// <summary>Two classes: the first pixel below the middle by so much, or above it.</summary>
    private sealed class FirstPixel(int margin) : IFeatureExtractor
    {
        public string Name => "first pixel";

        public int Dimension => 1;

        public IReadOnlyDictionary<string, string> Protocol { get; } = new Dictionary<string, string>();

        public ExtractedBatch Extract(Tensor images)
        {
            var pixel = images.flatten(1).narrow(1, 0, 1).to(float32);
            var logits = cat([zeros_like(pixel), pixel - (127.5 + margin)], 1);
            return new ExtractedBatch(pixel, logits);
        }

        public void Dispose()
        {
        }
    }
}
