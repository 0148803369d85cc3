using GanBench.Storage;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace GanBench.Networks.Graphs;

/// <summary>Collects the operations of a network from its modules.</summary>
/// <param name="network">Name of the network, for messages.</param>
public sealed partial class GraphBuilder(string network)
{
    private readonly List<GraphNode> _nodes = [];
    private string _path = "layer";

    /// <summary>What was collected.</summary>
    public IReadOnlyList<GraphNode> Nodes => _nodes;

    /// <summary>Adds the operations of a module.</summary>
    /// <param name="module">The module; TorchSharp's own kinds are known here, any other implements <see cref="IGraphModule"/>.</param>
    /// <param name="input">The value that it reads.</param>
    /// <returns>The value that it makes.</returns>
    /// <exception cref="UsageException">It does not say what it computes.</exception>
    public string Describe(nn.Module module, string input) => module switch
    {
        IGraphModule own => own.Describe(this, input),
        Sequential sequence => sequence.named_children().Aggregate(input, (value, child) => Part(child.name, child.module, value)),
        TorchSharp.Modules.Linear linear => Linear(input, linear.weight!, linear.bias),
        TorchSharp.Modules.ReLU => Relu(input),
        TorchSharp.Modules.Tanh => Tanh(input),
        TorchSharp.Modules.Sigmoid => Sigmoid(input),
        TorchSharp.Modules.Flatten { start_dim: 1, end_dim: -1 } => Flatten(input),
        TorchSharp.Modules.Unflatten { dim: 1 } unflatten => Reshape(input, unflatten.unflattened_size),
        TorchSharp.Modules.Upsample { mode: UpsampleMode.Nearest } upsample
            when upsample.scale_factor is [var rows, var columns] && rows == columns => Upsample(input, (int)rows),
        _ => throw new UsageException(
            $"The {network} cannot be written for other programs: its layer '{_path}' ({module.GetName()}) does not say what it computes; "
            + $"a module that is to be exported implements {nameof(IGraphModule)}."),
    };

    /// <summary>Adds the operations of a part of a module.</summary>
    /// <param name="name">
    /// Its name: a number is appended to the names of its operations, a word is not, since those say what they are.
    /// </param>
    /// <inheritdoc cref="Describe"/>
#pragma warning disable CS1573 // The other parameters are inherited.
    public string Part(string name, nn.Module module, string input) =>
        Inside(char.IsAsciiDigit(name[0]) ? _path + name : _path, module, input);

    /// <summary>Adds the operations of a branch of a module, whose name is kept in theirs.</summary>
    /// <param name="name">Its name, a word.</param>
    /// <inheritdoc cref="Describe"/>
    public string Branch(string name, nn.Module module, string input) => Inside($"{_path}.{name}", module, input);
#pragma warning restore CS1573

    /// <summary>Adds an operation.</summary>
    /// <param name="kind">What it computes, in lower case with underscores.</param>
    /// <param name="inputs">What it reads.</param>
    /// <param name="onnx">How ONNX writes it.</param>
    /// <param name="torchScript">How TorchScript writes it (<see cref="GraphNode.TorchScript"/>).</param>
    /// <param name="weights">Its weights by role, in ONNX's order; null is left out.</param>
    /// <param name="settings">Its settings.</param>
    /// <returns>The value that it makes.</returns>
    public string Add(
        string kind, IReadOnlyList<string> inputs, OnnxForm onnx, string torchScript,
        IReadOnlyList<(string Role, Tensor? Value)>? weights = null, IReadOnlyList<(string Name, object Value)>? settings = null)
    {
        var name = $"{_path}_{kind}";
        for (var i = 2; _nodes.Exists(node => node.Name == name); i++)
            name = FormattableString.Invariant($"{_path}_{kind}{i}");
        _nodes.Add(new GraphNode
        {
            Name = name,
            Operator = kind,
            Inputs = inputs,
            Onnx = onnx,
            TorchScript = torchScript,
            Weights =
            [
                .. (weights ?? []).Where(w => w.Value is not null)
                    .Select(w => KeyValuePair.Create(w.Role, SafeTensors.ToBytes($"{name}.{w.Role}", w.Value!.to(float32)))),
            ],
            Settings = [.. (settings ?? []).Select(s => KeyValuePair.Create(s.Name, s.Value))],
        });
        return name;
    }

    private string Inside(string path, nn.Module module, string input)
    {
        var outer = _path;
        _path = path;
        var result = Describe(module, input);
        _path = outer;
        return result;
    }
}
