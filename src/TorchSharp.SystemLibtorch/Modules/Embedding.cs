using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules;

/// <summary>A table of vectors: indices (…) to vectors (…, embedding_dims). Standard normal at first.</summary>
public sealed class Embedding : Module<Tensor, Tensor>
{
    private readonly long _padding;
    private readonly double? _maxNorm;
    private readonly double _normType;
    private readonly bool _scaleGradByFreq;
    private readonly bool _sparse;

    internal Embedding(
        long num_embeddings, long embedding_dims, long? padding_idx, double? max_norm, double norm_type, bool scale_grad_by_freq, bool sparse,
        Device? device, ScalarType? dtype) : base(nameof(Embedding))
    {
        if (padding_idx is { } index && (index < -num_embeddings || index >= num_embeddings))
            throw new ArgumentException($"Embedding: padding_idx {index} is not one of {num_embeddings} rows.");
        // libtorch counts from the end for its "none", so a negative index is resolved here.
        _padding = padding_idx is { } row ? (row + num_embeddings) % num_embeddings : -1;
        _maxNorm = max_norm;
        _normType = norm_type;
        _scaleGradByFreq = scale_grad_by_freq;
        _sparse = sparse;
        weight = NewParameter([num_embeddings, embedding_dims], device, dtype);
        init.normal_(weight).Dispose();
        if (_padding >= 0)
        {
            using var _ = no_grad();
            using var pad = weight.select(0, _padding);
            Op.CallVoid("aten::zero_", pad);
        }
    }

    [field: ComponentName(Name = "weight")]
    public Parameter weight
    {
        get;
        set => ConditionallyRegisterParameter("weight", field = value);
    }

    public override Tensor forward(Tensor input)
    {
        if (_maxNorm is { } limit)
        {
            using var _ = no_grad();
            Op.CallVoid("aten::embedding_renorm_", weight, input, limit, _normType);
        }
        return Op.Call("aten::embedding", weight, input, _padding, _scaleGradByFreq, _sparse);
    }
}
