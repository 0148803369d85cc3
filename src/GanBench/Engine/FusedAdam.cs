using TorchSharp;
using static TorchSharp.torch;

namespace GanBench.Engine;

/// <summary>
/// libtorch's fused kernel of Adam: all parameters in one pass over their memory, where the operators of the formula take seven. TorchSharp
/// reaches it through TorchScript alone.
/// </summary>
public sealed class FusedAdam : IDisposable
{
    private const string Function = "adam";

    private static readonly Lazy<jit.CompilationUnit> Script = new(() => jit.compile($$"""
        def {{Function}}(parameters: List[Tensor], gradients: List[Tensor], first: List[Tensor], second: List[Tensor], steps: List[Tensor],
                         rate: float, beta1: float, beta2: float, epsilon: float):
            torch._fused_adam_(parameters, gradients, first, second, [], steps, lr=rate, beta1=beta1, beta2=beta2,
                               weight_decay=0.0, eps=epsilon, amsgrad=False, maximize=False)
            return steps[0]

        """));

    private readonly Tensor[] _parameters, _first, _second, _steps;
    private readonly Tensor _count;
    private readonly bool _isPlain;
    private readonly Scalar _beta1, _beta2;
    private long _counted;

    /// <summary>Prepares steps over some parameters.</summary>
    /// <param name="parameters">What is learned, on one device; changed in place. The caller holds them.</param>
    /// <param name="first">
    /// Running means of gradients, zero at the start, laid out as the parameters; changed in place. The caller holds them.
    /// </param>
    /// <param name="second">Running means of squared gradients, the same.</param>
    /// <param name="beta1">β1.</param>
    /// <param name="beta2">β2.</param>
    public FusedAdam(Tensor[] parameters, Tensor[] first, Tensor[] second, double beta1, double beta2)
    {
        (_parameters, _first, _second) = (parameters, first, second);
        _isPlain = parameters.All(parameter => parameter.is_contiguous());
        (_beta1, _beta2) = (Scalars.Of(beta1), Scalars.Of(beta2));
        // The kernel reads the number of the step from a tensor per parameter; all are the same one.
        _count = zeros(1, ScalarType.Float32, parameters.Length > 0 ? parameters[0].device : CPU).DetachFromDisposeScope();
        _steps = [.. parameters.Select(_ => _count)];
    }

    /// <summary>One step: θ ← θ − rate · m̂ / (√v̂ + ε).</summary>
    /// <param name="gradients">Gradients in the order of the parameters, in a dispose scope or held otherwise.</param>
    /// <param name="step">Number of the step, from 1; at most 2²⁴.</param>
    /// <param name="rate">Learning rate.</param>
    /// <param name="epsilon">ε, added after bias correction.</param>
    public void Step(Tensor[] gradients, long step, double rate, double epsilon)
    {
        using var scope = NewDisposeScope();
        using var increment = Scalars.Create(step - _counted);
        _count.Add(increment);
        _counted = step;
        using var stepRate = Scalars.Create(rate);
        using var stepEpsilon = Scalars.Create(epsilon);
        // The kernel walks through memory: a gradient must lie there as its parameter does.
        Tensor[] dense = _isPlain
            ? Array.ConvertAll(gradients, gradient => gradient.contiguous())
            : [.. gradients.Zip(_parameters, (gradient, parameter) => gradient.LaidOutLike(parameter))];
        _ = Script.Value.invoke(Function, _parameters, dense, _first, _second, _steps, stepRate, _beta1, _beta2, stepEpsilon);
    }

    /// <inheritdoc/>
    public void Dispose() => _count.Dispose();
}
