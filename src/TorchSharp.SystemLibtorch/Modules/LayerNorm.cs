using System.Diagnostics.CodeAnalysis;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules;

/// <summary>Normalises each sample over its last dimensions, <see cref="normalized_shape"/>.</summary>
public sealed class LayerNorm : Module<Tensor, Tensor>
{
    internal LayerNorm(long[] normalized_shape, double eps, bool elementwise_affine, bool bias, Device? device, ScalarType? dtype)
        : base(nameof(LayerNorm))
    {
        this.normalized_shape = normalized_shape;
        this.eps = eps;
        this.elementwise_affine = elementwise_affine;
        if (elementwise_affine)
        {
            weight = NewParameter(normalized_shape, device, dtype);
            if (bias)
                this.bias = NewParameter(normalized_shape, device, dtype);
        }
        reset_parameters();
    }

    [field: ComponentName(Name = "weight")]
    [AllowNull]
    public Parameter weight
    {
        get => field!;
        set => ConditionallyRegisterParameter("weight", field = value);
    }

    [field: ComponentName(Name = "bias")]
    [AllowNull]
    public Parameter bias
    {
        get => field!;
        set => ConditionallyRegisterParameter("bias", field = value);
    }

    public long[] normalized_shape { get; set; }

    public double eps { get; set; }

    public bool elementwise_affine { get; set; }

    public void reset_parameters()
    {
        if (weight is not null)
            init.ones_(weight).Dispose();
        if (bias is not null)
            init.zeros_(bias).Dispose();
    }

    public override Tensor forward(Tensor tensor) => functional.layer_norm(tensor, normalized_shape, weight, bias, eps);
}
