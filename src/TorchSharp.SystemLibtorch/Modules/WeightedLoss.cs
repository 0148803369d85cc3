using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules;

/// <summary>A loss with a weight per class or per element. The weight belongs to the loss: it moves and is freed with it.</summary>
public abstract class WeightedLoss<T1, T2, TResult> : Loss<T1, T2, TResult>
{
    private protected WeightedLoss(Tensor? weight, Reduction reduction) : base(reduction) =>
        ConditionallyRegisterBuffer("weight", weight);

    public Tensor? weight => get_buffer("weight");
}
