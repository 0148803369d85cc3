using static TorchSharp.torch;

namespace GanBench.Metrics.Extractors;

/// <summary>A fixed network that turns images into feature vectors, and into class logits where it has them.</summary>
public interface IFeatureExtractor : IDisposable
{
    /// <summary><c>classifier</c>, <c>inception</c>, …: values of different extractors are never compared.</summary>
    public string Name { get; }

    /// <summary>Length of a feature vector.</summary>
    public int Dimension { get; }

    /// <summary>Everything about it that decides a value: weights' checksum, resize mode, layer, accuracy.</summary>
    public IReadOnlyDictionary<string, string> Protocol { get; }

    /// <summary>Extracts a batch, without gradients.</summary>
    /// <param name="images">uint8 N×C×H×W, on any device.</param>
    /// <returns>
    /// Features (float32, N×<see cref="Dimension"/>) and logits (float32, N×classes) on the CPU, in the caller's dispose scope.
    /// </returns>
    public ExtractedBatch Extract(Tensor images);
}

/// <summary>What an extractor makes of a batch.</summary>
/// <param name="Features">float32 N×d.</param>
/// <param name="Logits">float32 N×classes, or null.</param>
public readonly record struct ExtractedBatch(Tensor Features, Tensor? Logits);
