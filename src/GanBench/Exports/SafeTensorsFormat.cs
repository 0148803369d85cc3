using System.Text.Json;
using GanBench.Networks.Graphs;
using GanBench.Storage;

namespace GanBench.Exports;

/// <summary>
/// safetensors: the weights, named after their layers, and in the header's strings what the network is, with its operations in order
/// ("graph", JSON), so that a reader can compute it without knowing the architecture.
/// </summary>
internal sealed class SafeTensorsFormat : ExportFormat
{
    /// <inheritdoc/>
    public override string Name => "safetensors";

    /// <inheritdoc/>
    public override string Extension => ".safetensors";

    /// <inheritdoc/>
    public override string LoadingCode(string file, ExportedNetwork network) =>
        $"""
        import torch
        from ganbench_loader import load, run  # the 40 lines of Python in GanBench's docs/export.md
        graph, weights = load("{file}")
        {CardCode.TorchInput(network)}
        y = run(graph, weights, x)
        """;

    /// <inheritdoc/>
    public override void Save(string path, ExportedNetwork network) => SafeTensors.Save(
        path, network.Graph.Weights,
        [
            // What programs that write for PyTorch say.
            new("format", "pt"),
            .. network.Metadata,
            new("graph", JsonSerializer.Serialize(network.Graph.Nodes.Select(Node))),
        ]);

    private static object Node(GraphNode node) => new
    {
        name = node.Name,
        op = node.Operator,
        inputs = node.Inputs,
        weights = node.Weights.Select(weight => weight.Key),
        settings = node.Settings.ToDictionary(setting => setting.Key, setting => setting.Value),
    };
}
