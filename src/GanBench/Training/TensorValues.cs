using static TorchSharp.torch;

namespace GanBench.Training;

/// <summary>Reads numbers out of tensors.</summary>
internal static class TensorValues
{
    /// <summary>The value of a tensor with one element, of any type and on any device.</summary>
    /// <param name="tensor">One element.</param>
    public static double ToNumber(this Tensor tensor) => (double)tensor;
}
