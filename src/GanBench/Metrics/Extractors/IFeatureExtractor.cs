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

    /// <summary>
    /// Extracts a batch of pictures that may differ in size and channels. An extractor that brings all to one size overrides this.
    /// </summary>
    /// <param name="groups">uint8 n×C×H×W each, one or more pictures of one size, in the order of the samples.</param>
    /// <returns>As <see cref="Extract(Tensor)"/>, for all groups in order.</returns>
    /// <exception cref="DataException">The groups differ, and this extractor takes pictures of one size only.</exception>
    public ExtractedBatch Extract(IReadOnlyList<Tensor> groups) => groups.Count == 1
        ? Extract(groups[0])
        : throw new DataException(
            $"The extractor {Name} takes pictures of one size, and these differ; choose one that resizes (resnet18, inception).");
}

/// <summary>What an extractor makes of a batch.</summary>
/// <param name="Features">float32 N×d.</param>
/// <param name="Logits">float32 N×classes, or null.</param>
public readonly record struct ExtractedBatch(Tensor Features, Tensor? Logits);
