using TorchSharp.Modules;
using static TorchSharp.torch;

namespace GanBench.Networks.Modules;

/// <summary>The tensors that a module keeps: they outlive the dispose scope in which a network is built.</summary>
internal static class Weights
{
    /// <summary>A parameter of zeros, float32 on the CPU.</summary>
    /// <param name="shape">Its shape.</param>
    public static Parameter Zeros(params long[] shape)
    {
        var parameter = new Parameter(zeros(shape));
        parameter.DetachFromDisposeScope();
        return parameter;
    }

    /// <summary>A buffer: kept in checkpoints, not learned.</summary>
    /// <param name="values">Its first values; owned from here on.</param>
    public static Tensor Buffer(Tensor values) => values.DetachFromDisposeScope();
}
