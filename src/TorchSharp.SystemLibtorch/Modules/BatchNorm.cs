using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>
/// Normalises each channel over the batch: in training by the batch's mean and biased variance, in evaluation by the running ones
/// (arXiv:1502.03167, algorithm 1).
/// </summary>
public abstract class BatchNorm : NormBase
{
    protected BatchNorm(
        long num_features, double eps, double momentum, bool affine, bool track_running_stats, Device? device, ScalarType? dtype, string name)
        : base(num_features, eps, momentum, affine, track_running_stats, device, dtype, name)
    {
    }

    public override Tensor forward(Tensor input)
    {
        ValidateInputDimensions(input);
        var factor = momentum ?? 0;
        if (training && num_batches_tracked is not null)
        {
            Op.CallVoid("aten::add_.Scalar", num_batches_tracked, 1L);
            factor = momentum ?? 1.0 / num_batches_tracked.item<long>();
        }
        // With no running statistics the batch's own are used in evaluation, too.
        return Op.Call(
            "aten::batch_norm", input, weight, bias, running_mean, running_var, training || running_mean is null, factor, eps, true);
    }
}
