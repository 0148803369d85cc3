using GanBench.Configuration;
using GanBench.Recipes;
using static TorchSharp.torch;

namespace GanBench.Training.Optimizers;

/// <summary>What an optimiser is made for.</summary>
/// <param name="Network">The network; its parameters must already be on their device.</param>
/// <param name="Options">Learning rate and the constants that most optimisers share.</param>
public sealed record OptimizerInput(nn.Module Network, OptimizerOptions Options);

/// <summary>All optimisers. One line each.</summary>
public static class OptimizerRegistry
{
    /// <summary>The optimisers; each is made for a network, and may have options of its own.</summary>
    public static PartRegistry<OptimizerInput, Optimizer> All { get; } = new("optimizer")
    {
        { OptimizerOptions.Adam, input => new Adam(input.Network, input.Options) },
        { OptimizerOptions.RmsProp, input => new RmsProp(input.Network, input.Options) },
        { OptimizerOptions.Sgd, input => new Sgd(input.Network, input.Options) },
    };

    /// <summary>The optimiser of a network.</summary>
    /// <param name="network">The network; its parameters must already be on their device.</param>
    /// <param name="options">Names it and holds its options.</param>
    /// <exception cref="UsageException">There is no such optimiser, or it has not these options.</exception>
    public static Optimizer Create(nn.Module network, OptimizerOptions options) =>
        All.Find(options.Name).Create(new OptimizerInput(network, options), options.Options);
}
