using static TorchSharp.torch.nn;

namespace TorchSharp.Modules;

/// <summary>A module that measures how far an input is from a target.</summary>
public abstract class Loss<T1, T2, TResult>(Reduction reduction) : Module<T1, T2, TResult>("Loss")
{
    public Reduction reduction { get; } = reduction;

    public override string GetName() => GetType().Name;
}
