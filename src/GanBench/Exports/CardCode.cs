using GanBench.Recipes;

namespace GanBench.Exports;

/// <summary>Lines of Python that model cards share.</summary>
internal static class CardCode
{
    private const int Samples = 16;

    /// <summary>A NumPy array x that the network takes.</summary>
    public static string NumPyInput(ExportedNetwork network) => Input(network,
        "x = np.random.standard_normal({0}).astype(np.float32)", "x = np.random.uniform(-1, 1, {0}).astype(np.float32)");

    /// <summary>A PyTorch tensor x that the network takes.</summary>
    public static string TorchInput(ExportedNetwork network) => Input(network, "x = torch.randn({0})", "x = 2 * torch.rand({0}) - 1");

    private static string Input(ExportedNetwork network, string normal, string uniform)
    {
        var sides = "(" + string.Join(", ", ExportedNetwork.Sides(network.Graph.Input, Samples)) + ")";
        return network.Part == ExportedPart.Discriminator ? $"x = ...  # {sides}, {network.InputValues}"
            : (network.Spec.Recipe.Network.LatentDistribution == LatentDistribution.Normal ? normal : uniform)
                .Replace("{0}", sides, StringComparison.Ordinal);
    }
}
