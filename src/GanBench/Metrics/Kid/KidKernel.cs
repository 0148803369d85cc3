using static TorchSharp.torch;

namespace GanBench.Metrics.Kid;

/// <summary>The kernel of a maximum mean discrepancy: what two feature vectors have in common.</summary>
public abstract record KidKernel
{
    /// <summary>Its formula, as a protocol prints it.</summary>
    public abstract string Formula { get; }

    /// <summary>k(xᵢ, yⱼ) of all pairs.</summary>
    /// <param name="x">float64 n×d.</param>
    /// <param name="yTransposed">float64 d×m.</param>
    /// <returns>float64 n×m; in the caller's dispose scope.</returns>
    internal abstract Tensor Of(Tensor x, Tensor yTransposed);
}
