using GanBench.Recipes;
using static TorchSharp.torch;

namespace GanBench.Engine;

/// <summary>
/// How tensors lie in memory. TorchSharp has no name for layouts; libtorch keeps a tensor's own wherever it can, so it is enough to lay
/// out weights and inputs, and TorchScript reaches the operator that does.
/// </summary>
public static class MemoryLayout
{
    private const string Function = "arrange";

    // Layouts are numbers in TorchScript: 2 is channels last.
    private static readonly Lazy<jit.CompilationUnit> Script = new(() => jit.compile($"""
        def {Function}(x: Tensor):
            return x.contiguous(memory_format=2)

        """));

    /// <summary>A tensor laid out as asked; the given one where it lies so already, and where it has not four dimensions.</summary>
    /// <param name="tensor">N×C×H×W, or a weight O×I×H×W.</param>
    /// <param name="format">The layout; null for contiguous, which every tensor is that nothing laid out otherwise.</param>
    public static Tensor LaidOut(this Tensor tensor, MemoryFormat? format) =>
        format is null || tensor.dim() != 4 ? tensor : (Tensor)Script.Value.invoke(Function, tensor)!;

    /// <summary>Lays out the weights of a network, in place: its parameters stay the same objects with the same values.</summary>
    /// <param name="network">The network, on its device.</param>
    /// <param name="format">The layout; null for contiguous.</param>
    public static void LayOut(nn.Module network, MemoryFormat? format)
    {
        if (format is null)
            return;
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        foreach (var weight in network.parameters().Where(weight => weight.dim() == 4))
            weight.set_(weight.LaidOut(format));
    }

    /// <summary>A tensor that lies in memory row by row or channels last, without gaps: the given one where it does.</summary>
    /// <param name="tensor">A tensor.</param>
    public static Tensor WithoutGaps(this Tensor tensor) =>
        tensor.is_contiguous() || (tensor.dim() == 4 && LiesChannelsLast(tensor.shape, tensor.stride())) ? tensor : tensor.contiguous();

    /// <summary>A tensor that lies in memory as another of its shape does, for kernels that walk through memory.</summary>
    /// <param name="tensor">A tensor.</param>
    /// <param name="other">One of the same shape, without gaps.</param>
    public static Tensor LaidOutLike(this Tensor tensor, Tensor other) =>
        tensor.stride().AsSpan().SequenceEqual(other.stride()) ? tensor : empty_like(other).copy_(tensor);

    private static bool LiesChannelsLast(long[] shape, long[] strides) =>
        strides.AsSpan().SequenceEqual([shape[1] * shape[2] * shape[3], 1, shape[1] * shape[3], shape[1]]);
}
