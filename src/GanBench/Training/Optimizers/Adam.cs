using GanBench.Engine;
using GanBench.Recipes;
using static TorchSharp.torch;

namespace GanBench.Training.Optimizers;

/// <summary>
/// Adam (Kingma and Ba 2015, algorithm 1): m ← β1 m + (1 − β1) g, v ← β2 v + (1 − β2) g², θ ← θ − rate · m̂ / (√v̂ + ε), with m̂ and v̂
/// corrected for their start at zero.
/// </summary>
internal sealed class Adam : Optimizer
{
    private readonly FusedAdam _kernel;

    public Adam(nn.Module network, OptimizerOptions options)
        : base(network, options) =>
        _kernel = new FusedAdam([.. Parameters], AddState("first"), AddState("second"), options.Beta1, options.Beta2);

    /// <inheritdoc/>
    protected override void Update(Tensor[] parameters, Tensor[] gradients, double rate)
    {
        // m̂/(√v̂ + ε) with ε = ε̂/√(1 − β2ᵗ) is Adam with ε̂ added to the uncorrected √v.
        var epsilon = Options.EpsilonHat ? Options.Epsilon / Math.Sqrt(1 - Math.Pow(Options.Beta2, Steps)) : Options.Epsilon;
        _kernel.Step(gradients, Steps, rate, epsilon);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _kernel.Dispose();
        base.Dispose(disposing);
    }
}
