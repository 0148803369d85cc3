using GanBench.Recipes;
using static TorchSharp.torch;

namespace GanBench.Training.Optimizers;

/// <summary>
/// The optimiser of one network. Its state is a plain list of named tensors, so a checkpoint holds all of it and a resumed run steps on
/// bit for bit.
/// </summary>
public abstract class Optimizer : IDisposable
{
    private readonly string[] _names;
    private readonly Tensor[] _parameters;
    private readonly List<(string Name, Tensor Value)> _state = [];

    /// <summary>Starts with empty state.</summary>
    /// <param name="network">The network; its parameters must already be on their device.</param>
    /// <param name="options">The constants.</param>
    protected Optimizer(nn.Module network, OptimizerOptions options)
    {
        Options = options;
        var named = network.named_parameters().ToList();
        _names = [.. named.Select(p => p.Item1)];
        _parameters = [.. named.Select(p => (Tensor)p.Item2)];
    }

    /// <summary>Steps taken so far.</summary>
    public long Steps { get; set; }

    /// <summary>The parameters it changes, in the network's order.</summary>
    public IReadOnlyList<Tensor> Parameters => _parameters;

    /// <summary>The state to keep in a checkpoint, by name: "first.03.weight", "second.03.weight".</summary>
    public IEnumerable<(string Name, Tensor Value)> State => _state;

    /// <summary>The constants.</summary>
    protected OptimizerOptions Options { get; }

    /// <summary>Changes the parameters by one step.</summary>
    /// <param name="gradients">Gradients of the loss, in the order of <see cref="Parameters"/>, held by the caller.</param>
    /// <param name="rateFactor">Factor on the learning rate, from a schedule.</param>
    public void Step(Tensor[] gradients, double rateFactor = 1)
    {
        Steps++;
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        Update(_parameters, gradients, Options.LearningRate * rateFactor);
    }

    /// <summary>One step, number <see cref="Steps"/>, inside a dispose scope and without gradients.</summary>
    /// <param name="parameters">What is learned; changed in place.</param>
    /// <param name="gradients">Their gradients.</param>
    /// <param name="rate">Learning rate of this step.</param>
    protected abstract void Update(Tensor[] parameters, Tensor[] gradients, double rate);

    /// <summary>One zero tensor per parameter, kept in checkpoints.</summary>
    /// <param name="name">Their name, e.g. "first".</param>
    protected Tensor[] AddState(string name)
    {
        Tensor[] tensors = [.. _parameters.Select(p => zeros_like(p.detach()).DetachFromDisposeScope())];
        _state.AddRange(tensors.Select((t, i) => (name + "." + _names[i], t)));
        return tensors;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Frees the state.</summary>
    /// <param name="disposing">Whether it was asked for.</param>
    protected virtual void Dispose(bool disposing)
    {
        if (!disposing)
            return;
        foreach (var (_, value) in _state)
            value.Dispose();
    }
}
