using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using GanBench.Networks.Graphs;
using GanBench.Storage;

namespace GanBench.Exports.TorchScript;

/// <summary>
/// TorchScript: the archive that <c>torch.jit.save</c> writes (version 3, PyTorch 1.6 and newer read it): source text of
/// <c>forward</c>, a pickle of the module, one file per weight.
/// </summary>
internal sealed class TorchScriptFormat : ExportFormat
{
    private const string Folder = "network", Module = "__torch__";

    // The same content gives the same bytes. It is the earliest time that a zip file can state.
    private static readonly DateTimeOffset Time = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <inheritdoc/>
    public override string Name => "torchscript";

    /// <inheritdoc/>
    public override string Extension => ".pt";

    /// <inheritdoc/>
    public override string LoadingCode(string file, ExportedNetwork network) =>
        $"""
        import torch
        network = torch.jit.load("{file}")
        {CardCode.TorchInput(network)}
        y = network(x)
        """;

    /// <inheritdoc/>
    public override void Save(string path, ExportedNetwork network) => AtomicFile.Write(path, stream =>
    {
        var graph = network.Graph;
        var weights = graph.Weights.ToList();
        var type = char.ToUpperInvariant(graph.Name[0]) + graph.Name[1..];
        using var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
        Add(archive, "data.pkl", Attributes(type, weights));
        Add(archive, "code/__torch__.py", Encoding.UTF8.GetBytes(Source(type, graph)));
        for (var i = 0; i < weights.Count; i++)
            Add(archive, FormattableString.Invariant($"data/{i}"), weights[i].Bytes);
        var constants = new PickleWriter();
        constants.EmptyTuple();
        Add(archive, "constants.pkl", constants.ToArray());
        Add(archive, "extra/ganbench.json", JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, string>(network.Metadata)));
        Add(archive, "version", "3\n"u8.ToArray());
    });

    private static void Add(ZipArchive archive, string name, ReadOnlyMemory<byte> content)
    {
        // Stored as they are: PyTorch maps weights into memory.
        var entry = archive.CreateEntry($"{Folder}/{name}", CompressionLevel.NoCompression);
        entry.LastWriteTime = Time;
        using var stream = entry.Open();
        stream.Write(content.Span);
    }

    private static byte[] Attributes(string type, List<TensorBytes> weights)
    {
        var pickle = new PickleWriter();
        pickle.Object((Module, type), () =>
        {
            for (var i = 0; i < weights.Count; i++)
            {
                pickle.Text(Identifier(weights[i].Name));
                pickle.FloatTensor(i.ToString(CultureInfo.InvariantCulture), weights[i].Shape);
            }
            pickle.Text("training");
            pickle.Boolean(false);
            pickle.Text("_is_full_backward_hook");
            pickle.None();
        });
        return pickle.ToArray();
    }

    private static string Source(string type, NetworkGraph graph)
    {
        var source = new StringBuilder();
        var names = graph.Weights.Select(weight => Identifier(weight.Name)).ToList();
        var buffers = graph.Nodes.SelectMany(node => node.Weights.Where(weight => weight.Key is not ("weight" or "bias")))
            .Select(weight => Identifier(weight.Value.Name)).ToHashSet();
        source.Append($"class {type}(Module):\n");
        source.Append($"  __parameters__ = [{string.Concat(names.Where(name => !buffers.Contains(name)).Select(Quoted))}]\n");
        source.Append($"  __buffers__ = [{string.Concat(names.Where(buffers.Contains).Select(Quoted))}]\n");
        foreach (var name in names)
            source.Append($"  {name} : Tensor\n");
        source.Append("  training : bool\n  _is_full_backward_hook : Optional[bool]\n");
        source.Append($"  def forward(self: {Module}.{type},\n    {NetworkGraph.InputName}: Tensor) -> Tensor:\n");
        foreach (var node in graph.Nodes)
            source.Append($"    {Identifier(node.Name)} = {Expression(node)}\n");
        source.Append($"    return {Identifier(graph.Result)}\n");
        return source.ToString();
    }

    private static string Expression(GraphNode node)
    {
        var text = new StringBuilder(node.TorchScript);
        for (var i = 0; i < node.Inputs.Count; i++)
            text.Replace(FormattableString.Invariant($"{{{i}}}"), Identifier(node.Inputs[i]));
        foreach (var (role, weight) in node.Weights)
            text.Replace($"{{{role}}}", $"self.{Identifier(weight.Name)}");
        foreach (var (name, value) in node.Settings)
            text.Replace($"{{{name}}}", Literal(value));
        return text.Replace("{bias}", "None").ToString();
    }

    private static string Literal(object value) => value switch
    {
        long[] list => $"[{string.Join(", ", list)}]",
        double number when number.ToString("R", CultureInfo.InvariantCulture).ToLowerInvariant() is var text =>
            text.Contains('.', StringComparison.Ordinal) || text.Contains('e', StringComparison.Ordinal) ? text : text + ".",
        _ => throw new ArgumentException($"TorchScript has no literal for {value.GetType().Name}.", nameof(value)),
    };

    private static string Quoted(string name) => $"\"{name}\", ";

    private static string Identifier(string name) => name.Replace('.', '_');
}
