using GanBench.Engine;
using GanBench.Recipes;
using static TorchSharp.torch;

namespace GanBench.Training;

/// <summary>
/// The optimiser of one network. Its state is a plain list of named tensors, so a checkpoint holds all of it and a resumed run steps on
/// bit for bit.
/// </summary>
public sealed class NetworkOptimizer : IDisposable
{
    private readonly OptimizerOptions _options;
    private readonly string[] _names;
    private readonly Tensor[] _parameters, _first, _second;

    /// <summary>Starts with empty state.</summary>
    /// <param name="network">The network; its parameters must already be on their device.</param>
    /// <param name="options">Which optimiser and its constants.</param>
    public NetworkOptimizer(nn.Module network, OptimizerOptions options)
    {
        _options = options;
        var named = network.named_parameters().ToList();
        _names = [.. named.Select(p => p.Item1)];
        _parameters = [.. named.Select(p => (Tensor)p.Item2)];
        var hasFirst = options.Name == OptimizerKind.Adam || options.Momentum > 0;
        var hasSecond = options.Name != OptimizerKind.Sgd;
        _first = hasFirst ? ZerosLike(_parameters) : [];
        _second = hasSecond ? ZerosLike(_parameters) : [];
    }

    /// <summary>Steps taken so far.</summary>
    public long Steps { get; set; }

    /// <summary>The parameters it changes, in the network's order.</summary>
    public IReadOnlyList<Tensor> Parameters => _parameters;

    /// <summary>The state to keep in a checkpoint, by name: "first.03.weight", "second.03.weight".</summary>
    public IEnumerable<(string Name, Tensor Value)> State =>
        _first.Select((t, i) => ("first." + _names[i], t)).Concat(_second.Select((t, i) => ("second." + _names[i], t)));

    /// <summary>Changes the parameters by one step.</summary>
    /// <param name="gradients">Gradients of the loss, in the order of <see cref="Parameters"/>.</param>
    /// <param name="rateFactor">Factor on the learning rate, from a schedule.</param>
    public void Step(Tensor[] gradients, double rateFactor = 1)
    {
        Steps++;
        var state = new OptimizerTensors(_parameters, gradients, _first, _second);
        var rate = _options.LearningRate * rateFactor;
        switch (_options.Name)
        {
            case OptimizerKind.Adam:
                // m̂/(√v̂ + ε) with ε = ε̂/√(1 − β2ᵗ) is Adam with ε̂ added to the uncorrected √v.
                var epsilon = _options.EpsilonHat ? _options.Epsilon / Math.Sqrt(1 - Math.Pow(_options.Beta2, Steps)) : _options.Epsilon;
                TorchEngine.Backend.AdamStep(state, new(rate, _options.Beta1, _options.Beta2, epsilon, Steps));
                break;
            case OptimizerKind.RmsProp:
                TorchEngine.Backend.RmsPropStep(state, new(rate, _options.Decay, _options.Epsilon, _options.Momentum));
                break;
            default:
                TorchEngine.Backend.SgdStep(state, rate, _options.Momentum);
                break;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var tensor in _first.Concat(_second))
            tensor.Dispose();
    }

    private static Tensor[] ZerosLike(Tensor[] tensors) => [.. tensors.Select(t => zeros_like(t.detach()).DetachFromDisposeScope())];
}
