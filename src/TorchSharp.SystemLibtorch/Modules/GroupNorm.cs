using System.Diagnostics.CodeAnalysis;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules;

/// <summary>Normalises groups of channels of each sample of (N, C, …).</summary>
public sealed class GroupNorm : Module<Tensor, Tensor>
{
    internal GroupNorm(long num_groups, long num_channels, double eps, bool affine, Device? device, ScalarType? dtype) : base(nameof(GroupNorm))
    {
        if (num_groups < 1 || num_channels % num_groups != 0)
            throw new ArgumentException($"GroupNorm: {num_channels} channels cannot be split into {num_groups} groups.");
        this.num_groups = num_groups;
        this.num_channels = num_channels;
        this.eps = eps;
        this.affine = affine;
        if (affine)
        {
            weight = NewParameter([num_channels], device, dtype);
            bias = NewParameter([num_channels], device, dtype);
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

    public long num_groups { get; set; }

    public long num_channels { get; set; }

    public double eps { get; set; }

    public bool affine { get; set; }

    public void reset_parameters()
    {
        if (weight is not null)
            init.ones_(weight).Dispose();
        if (bias is not null)
            init.zeros_(bias).Dispose();
    }

    public override Tensor forward(Tensor tensor) => Op.Call("aten::group_norm", tensor, num_groups, weight, bias, eps, true);
}
