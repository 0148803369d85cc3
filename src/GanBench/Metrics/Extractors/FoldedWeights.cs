using GanBench.Engine;
using static TorchSharp.torch;

namespace GanBench.Metrics.Extractors;

/// <summary>
/// Convolution weights with their batch normalisation folded in: γ(Wx − μ)/√(σ² + ε) + β = W'x + b' with W' = Wγ/√(σ² + ε) and
/// b' = β − μγ/√(σ² + ε). Folded in float64 and rounded once.
/// </summary>
internal sealed class FoldedWeights : IDisposable
{
    private const double Epsilon = 1e-3;

    private readonly Dictionary<string, (Tensor Weight, Tensor Bias)> _convolutions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (Tensor Weight, Tensor Bias, long[] Sizes)> _merged = new(StringComparer.Ordinal);

    public FoldedWeights(IReadOnlyDictionary<string, Tensor> weights, Device device)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        foreach (var name in weights.Keys.Where(k => k.EndsWith(".conv.weight", StringComparison.Ordinal))
            .Select(k => k[..^".conv.weight".Length]))
        {
            var scale = Get(weights, name + ".bn.weight") / Get(weights, name + ".bn.running_var").Plus(Epsilon).sqrt();
            var weight = Get(weights, name + ".conv.weight") * scale.reshape(-1, 1, 1, 1);
            var bias = Get(weights, name + ".bn.bias") - (Get(weights, name + ".bn.running_mean") * scale);
            _convolutions[name] = (Keep(weight, device), Keep(bias, device));
        }
        Classifier = Keep(Get(weights, "fc.weight"), device);
        if (!Classifier.shape.SequenceEqual([InceptionNetwork.Classes, 2048L]))
            throw new DataException(
                $"These are not FID's Inception weights: fc.weight is {string.Join('×', Classifier.shape)} instead of "
                + $"{InceptionNetwork.Classes}×2048.");
    }

    /// <summary>fc.weight, 1008×2048.</summary>
    public Tensor Classifier { get; }

    /// <summary>A convolution by name.</summary>
    public (Tensor Weight, Tensor Bias) Get(string name) => _convolutions.TryGetValue(name, out var found)
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
        foreach (var (weight, bias) in _convolutions.Values)
        {
            weight.Dispose();
            bias.Dispose();
        }
        foreach (var (weight, bias, _) in _merged.Values)
        {
            weight.Dispose();
            bias.Dispose();
        }
    }

    private static Tensor Get(IReadOnlyDictionary<string, Tensor> weights, string name) => weights.TryGetValue(name, out var tensor)
        ? tensor.to(float64)
        : throw new DataException($"These are not FID's Inception weights: {name} is missing.");

    private static Tensor Keep(Tensor tensor, Device device) => tensor.to(float32).to(device).contiguous().DetachFromDisposeScope();
}
