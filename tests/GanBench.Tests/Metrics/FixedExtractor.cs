using GanBench.Imaging;
using GanBench.Metrics.Extractors;
using static TorchSharp.torch;

namespace GanBench.Tests.Metrics;

/// <summary>
/// Features by one layer of fixed weights and ten "classes" by another: a stand-in for the classifier, whose thousand steps of training
/// end elsewhere with every libtorch.
/// </summary>
internal sealed class FixedExtractor(SampleShape shape) : IFeatureExtractor
{
    private readonly Tensor _features = Weights(11, shape.Length, 64), _logits = Weights(12, 64, 10);

    public string Name => "classifier";

    public int Dimension => 64;

    public IReadOnlyDictionary<string, string> Protocol { get; } = new Dictionary<string, string> { ["extractor"] = "fixed weights" };

    public ExtractedBatch Extract(Tensor images)
    {
        using var scope = NewDisposeScope();
        var features = images.to(float32).div(255).flatten(1).matmul(_features).relu();
        return new ExtractedBatch(features.MoveToOuterDisposeScope(), features.matmul(_logits).MoveToOuterDisposeScope());
    }

    public void Dispose()
    {
        _features.Dispose();
        _logits.Dispose();
    }

    private static Tensor Weights(uint seed, int rows, int columns)
    {
        var scale = 1 / Math.Sqrt(rows);
        return tensor(GoldenNoise.Normal(seed, rows * columns).Select(v => (float)(v * scale)).ToArray(), [rows, columns])
            .DetachFromDisposeScope();
    }
}
