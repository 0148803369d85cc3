using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>A tensor to be learned: a leaf that requires a gradient by default. It shares its memory with the data it is made of.</summary>
public class Parameter : Tensor
{
    public Parameter(Tensor data, bool requires_grad = true) : base(Leaf(data, requires_grad))
    {
    }

    private static IntPtr Leaf(Tensor data, bool requires_grad)
    {
        var leaf = data.detach();
        leaf.requires_grad = requires_grad;
        return leaf.MoveHandle();
    }
}
