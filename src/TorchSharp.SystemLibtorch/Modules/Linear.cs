using System.Diagnostics.CodeAnalysis;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules;

/// <summary>y = x Wᵀ + b with x (…, in), W (out, in), b (out).</summary>
public class Linear : Module<Tensor, Tensor>
{
    internal Linear(long inputSize, long outputSize, bool hasBias, Device? device, ScalarType? dtype) : base(nameof(Linear))
    {
        in_features = inputSize;
        out_features = outputSize;
        weight = NewParameter([outputSize, inputSize], device, dtype);
        if (hasBias)
            bias = NewParameter([outputSize], device, dtype);
        init.InitializeAffine(weight, bias);
    }

    internal Linear(Parameter weight, Parameter? bias) : base(nameof(Linear))
    {
        in_features = weight.shape[1];
        out_features = weight.shape[0];
        this.weight = weight;
        this.bias = bias;
    }

    [field: ComponentName(Name = "weight")]
    public Parameter weight
    {
        get;
        set => ConditionallyRegisterParameter("weight", field = value);
    }

    /// <summary>Null without bias.</summary>
    [field: ComponentName(Name = "bias")]
    [AllowNull]
    public Parameter bias
    {
        get => field!;
        set => ConditionallyRegisterParameter("bias", field = value);
    }

    public long in_features { get; set; }

    public long out_features { get; set; }

    public override Tensor forward(Tensor tensor) => Op.Call("aten::linear", tensor, weight, bias);
}
