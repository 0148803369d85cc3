using GanBench.Storage;

namespace GanBench.Networks.Graphs;

/// <summary>One operation of a network: what it is, what it reads, and how ONNX and TorchScript write it.</summary>
public sealed record GraphNode
{
    /// <summary>Name of the operation and of the value that it makes, e.g. "layer03_conv2d". Its weights are named after it.</summary>
    public required string Name { get; init; }

    /// <summary>What is computed, e.g. "conv2d".</summary>
    public required string Operator { get; init; }

    /// <summary>Names of the values that are read.</summary>
    public required IReadOnlyList<string> Inputs { get; init; }

    /// <summary>Weights by their role ("weight", "bias", …), float32, in the order in which ONNX takes them.</summary>
    public IReadOnlyList<KeyValuePair<string, TensorBytes>> Weights { get; init; } = [];

    /// <summary>Settings: numbers (<see cref="double"/>) and lists of whole numbers (<see cref="long"/>[]).</summary>
    public IReadOnlyList<KeyValuePair<string, object>> Settings { get; init; } = [];

    /// <summary>How ONNX writes it (operator set 17).</summary>
    public required OnnxForm Onnx { get; init; }

    /// <summary>
    /// How TorchScript writes it: an expression in which {0} and {1} stand for the inputs and {weight}, {stride}, … for weights and
    /// settings; a weight that is not there is None.
    /// </summary>
    public required string TorchScript { get; init; }
}

/// <summary>An operation as ONNX writes it: it reads the inputs, then the weights, then constants.</summary>
/// <param name="Operator">Its type, e.g. "Conv".</param>
/// <param name="Attributes">Whole numbers (<see cref="long"/>), numbers (<see cref="float"/>), texts, or lists of whole numbers.</param>
public sealed record OnnxForm(string Operator, params IReadOnlyList<(string Name, object Value)> Attributes)
{
    /// <summary>Lists that are read as further inputs: <see cref="long"/>[] or <see cref="float"/>[]; null leaves an input out.</summary>
    public IReadOnlyList<(string Name, Array? Values)> Constants { get; init; } = [];
}
