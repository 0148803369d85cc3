using System.Diagnostics.CodeAnalysis;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules;

/// <summary>
/// What batch and instance normalisation share: affine parameters and running statistics, one number per feature. Those that were
/// not asked for are null.
/// </summary>
public abstract class NormBase : Module<Tensor, Tensor>
{
    /// <param name="num_features">Number of channels, C.</param>
    /// <param name="eps">Added to the variance.</param>
    /// <param name="momentum">Weight of the new batch in the running statistics; null: the plain average over all batches.</param>
    /// <param name="affine">Whether to scale and shift.</param>
    /// <param name="track_running_stats">Whether to keep running statistics, which evaluation then uses.</param>
    /// <param name="device">Where the tensors live.</param>
    /// <param name="dtype">Their element type.</param>
    /// <param name="name">The module's name.</param>
    protected NormBase(
        long num_features, double eps, double? momentum, bool affine, bool track_running_stats, Device? device, ScalarType? dtype, string name)
        : base(name)
    {
        this.num_features = num_features;
        this.eps = eps;
        this.momentum = momentum;
        this.affine = affine;
        this.track_running_stats = track_running_stats;
        if (affine)
        {
            weight = NewParameter([num_features], device, dtype);
            bias = NewParameter([num_features], device, dtype);
        }
        if (track_running_stats)
        {
            var (place, type) = GetDefaultDeviceAndType(device, dtype);
            running_mean = empty([num_features], type, place);
            running_var = empty([num_features], type, place);
            num_batches_tracked = zeros([], ScalarType.Int64, place);
        }
        reset_running_stats();
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

    [field: ComponentName(Name = "running_mean")]
    [AllowNull]
    public Tensor running_mean
    {
        get => field!;
        set => ConditionallyRegisterBuffer("running_mean", field = value);
    }

    /// <summary>Unbiased.</summary>
    [field: ComponentName(Name = "running_var")]
    [AllowNull]
    public Tensor running_var
    {
        get => field!;
        set => ConditionallyRegisterBuffer("running_var", field = value);
    }

    [field: ComponentName(Name = "num_batches_tracked")]
    [AllowNull]
    public Tensor num_batches_tracked
    {
        get => field!;
        set => ConditionallyRegisterBuffer("num_batches_tracked", field = value);
    }

    public long num_features { get; }

    public double eps { get; set; }

    public double? momentum { get; set; }

    public bool affine { get; }

    public bool track_running_stats { get; }

    public void reset_running_stats()
    {
        if (!track_running_stats)
            return;
        using var _ = no_grad();
        Op.CallVoid("aten::zero_", running_mean);
        Op.CallVoid("aten::fill_.Scalar", running_var, 1.0);
        Op.CallVoid("aten::zero_", num_batches_tracked);
    }

    public void reset_parameters()
    {
        if (!affine)
            return;
        using var _ = no_grad();
        Op.CallVoid("aten::fill_.Scalar", weight, 1.0);
        Op.CallVoid("aten::zero_", bias);
    }

    /// <exception cref="ArgumentException">The input has a number of dimensions this module does not take.</exception>
    protected abstract void ValidateInputDimensions(Tensor input);
}
