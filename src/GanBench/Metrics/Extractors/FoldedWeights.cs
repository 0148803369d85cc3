using static TorchSharp.torch;

namespace GanBench.Metrics.Extractors;

/// <summary>
/// Inception's convolutions with their batch normalisation folded in (<see cref="FoldedConvolution"/>), and its last layer.
/// </summary>
internal sealed class FoldedWeights : IDisposable
{
    private const double Epsilon = 1e-3;

    private readonly Dictionary<string, FoldedConvolution> _convolutions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (Tensor Weight, Tensor Bias, long[] Sizes)> _merged = new(StringComparer.Ordinal);

    public FoldedWeights(IReadOnlyDictionary<string, Tensor> weights, Device device, ScalarType type)
    {
        foreach (var name in weights.Keys.Where(k => k.EndsWith(".conv.weight", StringComparison.Ordinal))
            .Select(k => k[..^".conv.weight".Length]))
        {
            _convolutions[name] = FoldedConvolution.Fold(
                Get(weights, name + ".conv.weight"), Get(weights, name + ".bn.weight"), Get(weights, name + ".bn.bias"),
                Get(weights, name + ".bn.running_mean"), Get(weights, name + ".bn.running_var"), Epsilon, device, type);
        }
        Classifier = Get(weights, "fc.weight").to(device).clone().DetachFromDisposeScope();
        ClassifierBias = weights.GetValueOrDefault("fc.bias")?.to(device).clone().DetachFromDisposeScope();
        if (!Classifier.shape.SequenceEqual([InceptionNetwork.Classes, 2048L]))
            throw new DataException(
                $"These are not FID's Inception weights: fc.weight is {string.Join('×', Classifier.shape)} instead of "
                + $"{InceptionNetwork.Classes}×2048.");
    }

    /// <summary>fc.weight, 1008×2048.</summary>
    public Tensor Classifier { get; }

    /// <summary>fc.bias, 1008; null when it is not there.</summary>
    public Tensor? ClassifierBias { get; }

    /// <summary>A convolution by name.</summary>
    public FoldedConvolution Get(string name) => _convolutions.TryGetValue(name, out var found)
        ? found
        : throw new DataException($"These are not FID's Inception weights: {name}.conv.weight is missing.");

    /// <summary>Several convolutions of one block as one, and how many channels belong to each.</summary>
    public (Tensor Weight, Tensor Bias, long[] Sizes) GetMerged(string block, string[] branches)
    {
        if (!_merged.TryGetValue(block, out var merged))
        {
            var parts = branches.Select(b => Get($"{block}.{b}")).ToArray();
            merged = (
                cat([.. parts.Select(p => p.Weight)], 0).DetachFromDisposeScope(),
                cat([.. parts.Select(p => p.Bias)], 0).DetachFromDisposeScope(),
                [.. parts.Select(p => p.Weight.shape[0])]);
            _merged[block] = merged;
        }
        return merged;
    }

    public void Dispose()
    {
        Classifier.Dispose();
        ClassifierBias?.Dispose();
        foreach (var convolution in _convolutions.Values)
            convolution.Dispose();
        foreach (var (weight, bias, _) in _merged.Values)
        {
            weight.Dispose();
            bias.Dispose();
        }
    }

    private static Tensor Get(IReadOnlyDictionary<string, Tensor> weights, string name) => weights.TryGetValue(name, out var tensor)
        ? tensor
        : throw new DataException($"These are not FID's Inception weights: {name} is missing.");
}
