using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GanBench.Networks.Modules;

/// <summary>N×C×H×W → N×C: the sum or the mean over all pixels.</summary>
internal sealed class GlobalPool2d(bool mean) : Module<Tensor, Tensor>(nameof(GlobalPool2d))
{
    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using var pixels = input.flatten(2);
        return mean ? pixels.mean([2]) : pixels.sum(2);
    }
}
