using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Its input, as a new handle, so that input and output can be disposed independently.</summary>
public sealed class Identity : ParameterLessModule<Tensor, Tensor>
{
    internal Identity() : base(nameof(Identity)) { }

    public override Tensor forward(Tensor tensor) => tensor.alias();
}
