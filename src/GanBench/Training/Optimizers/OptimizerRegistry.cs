using GanBench.Recipes;
using static TorchSharp.torch;

namespace GanBench.Training.Optimizers;

/// <summary>All optimisers. One line each.</summary>
public static class OptimizerRegistry
{
    private static (string Name, Func<nn.Module, OptimizerOptions, Optimizer> Create)[] _entries =
    [
        (OptimizerOptions.Adam, (network, options) => new Adam(network, options)),
        (OptimizerOptions.RmsProp, (network, options) => new RmsProp(network, options)),
        (OptimizerOptions.Sgd, (network, options) => new Sgd(network, options)),
    ];

    /// <summary>All names.</summary>
    public static IReadOnlyList<string> Names => [.. _entries.Select(e => e.Name)];

    /// <summary>Adds an optimiser of another program, before anything else is done.</summary>
    /// <param name="name">Its name in recipes.</param>
    /// <param name="create">Makes it for a network whose parameters are on their device.</param>
    /// <exception cref="ArgumentException">The name is taken.</exception>
    public static void Register(string name, Func<nn.Module, OptimizerOptions, Optimizer> create)
    {
        if (Names.Contains(name))
            throw new ArgumentException($"There is an optimizer '{name}' already.", nameof(name));
        _entries = [.. _entries, (name, create)];
    }

    /// <summary>The optimiser of a network.</summary>
    /// <param name="network">The network; its parameters must already be on their device.</param>
    /// <param name="options">Names it and holds its constants.</param>
    /// <exception cref="UsageException">There is no such optimiser.</exception>
    public static Optimizer Create(nn.Module network, OptimizerOptions options)
    {
        var index = Array.FindIndex(_entries, e => e.Name == options.Name);
        return index >= 0
            ? _entries[index].Create(network, options)
            : throw new UsageException(Text.NearestName.Unknown("optimizer", options.Name, Names));
    }
}
