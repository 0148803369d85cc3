using GanBench.Recipes;
using GanBench.Training.Optimizers;
using static TorchSharp.torch;

namespace GanBench.Training.Steps;

/// <summary>Gradients and steps of one network.</summary>
public sealed class NetworkUpdate
{
    private readonly Optimizer _optimizer;
    private readonly LinearDecay? _decay;

    internal NetworkUpdate(Optimizer optimizer, OptimizerOptions options, LinearDecay decay) =>
        (_optimizer, _decay) = (optimizer, options.LinearDecay ? decay : null);

    /// <summary>Gradients of a loss with respect to the network's parameters.</summary>
    /// <param name="loss">A scalar with a graph.</param>
    /// <param name="retainGraph">Whether another pass through the same graph follows.</param>
    public Tensor[] Gradients(Tensor loss, bool retainGraph = false)
    {
        // A parameter that the loss does not reach (the last bias of a critic under a penalty) has the gradient zero.
        var gradients = autograd.grad([loss], [.. _optimizer.Parameters], retain_graph: retainGraph, allow_unused: true);
        return [.. gradients.Select((g, i) => g is null || g.IsInvalid ? zeros_like(_optimizer.Parameters[i]) : g)];
    }

    /// <summary>Changes the parameters by one step of the optimiser, at the learning rate of the schedule.</summary>
    /// <param name="gradients">Gradients, in the order of the parameters.</param>
    /// <param name="step">The training step, from 1.</param>
    public void Step(Tensor[] gradients, int step) => _optimizer.Step(gradients, _decay?.At(step) ?? 1);
}
