using GanBench.Engine;
using GanBench.Recipes;
using static TorchSharp.torch;

namespace GanBench.Training.Optimizers;

/// <summary>
/// Adam (Kingma and Ba 2015, algorithm 1): m ← β1 m + (1 − β1) g, v ← β2 v + (1 − β2) g², θ ← θ − rate · m̂ / (√v̂ + ε), with m̂ and v̂
/// corrected for their start at zero. All parameters are stepped in one pass of libtorch's fused kernel, which TorchSharp reaches
/// through TorchScript alone.
/// </summary>
internal sealed class Adam : Optimizer
{
    private const string Function = "adam";

    private static readonly Lazy<jit.CompilationUnit> Script = new(() => jit.compile($$"""
        def {{Function}}(parameters: List[Tensor], gradients: List[Tensor], first: List[Tensor], second: List[Tensor], steps: List[Tensor],
                     rate: float, beta1: float, beta2: float, epsilon: float):
            torch._fused_adam_(parameters, gradients, first, second, [], steps, lr=rate, beta1=beta1, beta2=beta2,
                               weight_decay=0.0, eps=epsilon, amsgrad=False, maximize=False)
            return steps[0]

        """));

    private readonly Tensor[] _first, _second, _steps;
    private readonly Tensor _count;
    private long _counted;

    public Adam(nn.Module network, OptimizerOptions options)
        : base(network, options)
    {
        (_first, _second) = (AddState("first"), AddState("second"));
        // The kernel reads the number of the step from a tensor per parameter; all are the same one.
        _count = zeros(1, ScalarType.Float32, Parameters.Count > 0 ? Parameters[0].device : CPU).DetachFromDisposeScope();
        _steps = [.. Parameters.Select(_ => _count)];
    }

    /// <inheritdoc/>
    protected override void Update(Tensor[] parameters, Tensor[] gradients, double rate)
    {
        using var increment = Scalars.Create(Steps - _counted);
        _count.add_(increment);
        _counted = Steps;
        // m̂/(√v̂ + ε) with ε = ε̂/√(1 − β2ᵗ) is Adam with ε̂ added to the uncorrected √v.
        var epsilon = Options.EpsilonHat ? Options.Epsilon / Math.Sqrt(1 - Math.Pow(Options.Beta2, Steps)) : Options.Epsilon;
        using var stepRate = Scalars.Create(rate);
        using var stepEpsilon = Scalars.Create(epsilon);
        _ = Script.Value.invoke(Function, parameters, gradients, _first, _second, _steps, stepRate, Scalars.Of(Options.Beta1), Scalars.Of(Options.Beta2), stepEpsilon);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _count.Dispose();
        base.Dispose(disposing);
    }
}
