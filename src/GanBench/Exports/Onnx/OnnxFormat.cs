using System.Runtime.InteropServices;
using GanBench.Networks;
using GanBench.Networks.Graphs;
using GanBench.Storage;

namespace GanBench.Exports.Onnx;

/// <summary>
/// ONNX (onnx.proto3 of ONNX 1.12: IR version 8, operator set 17), with an open number of samples. Field numbers below are that file's.
/// </summary>
internal sealed class OnnxFormat : ExportFormat
{
    private const int IrVersion = 8, OperatorSet = 17;
    private const int Float = 1, Int64 = 7;
    private const string OutputName = "output", Batch = "N";

    /// <inheritdoc/>
    public override string Name => "onnx";

    /// <inheritdoc/>
    public override string Extension => ".onnx";

    /// <inheritdoc/>
    public override string LoadingCode(string file, ExportedNetwork network) =>
        $$"""
        import numpy as np, onnxruntime
        session = onnxruntime.InferenceSession("{{file}}")
        {{CardCode.NumPyInput(network)}}
        y = session.run(None, {"{{NetworkGraph.InputName}}": x})[0]
        """;

    /// <inheritdoc/>
    public override void Save(string path, ExportedNetwork network)
    {
        var model = Model(network).ToMemory();
        AtomicFile.Write(path, stream => stream.Write(model.Span));
    }

    private static ProtoMessage Model(ExportedNetwork network) => new ProtoMessage()
        .Number(1, IrVersion)
        .Text(2, "GanBench")
        .Message(7, Graph(network.Graph))
        .Message(8, new ProtoMessage().Text(1, "").Number(2, OperatorSet))
        .Each(network.Metadata, (model, entry) => model.Message(14, new ProtoMessage().Text(1, entry.Key).Text(2, entry.Value)));

    private static ProtoMessage Graph(NetworkGraph graph)
    {
        string Value(string name) => name == graph.Result ? OutputName : name;
        return new ProtoMessage()
            .Each(graph.Nodes, (message, node) => message.Message(1, Node(node, Value)))
            .Text(2, graph.Name)
            .Each(graph.Weights, (message, weight) => message.Message(5, Tensor(weight.Name, Float, weight.Shape, weight.Bytes)))
            .Each(graph.Nodes.SelectMany(Constants), (message, constant) => message.Message(5, Constant(constant.Name, constant.Values)))
            .Message(11, ValueInfo(NetworkGraph.InputName, graph.Input))
            .Message(12, ValueInfo(OutputName, graph.Output));
    }

    private static ProtoMessage Node(GraphNode node, Func<string, string> value) => new ProtoMessage()
        .Each(node.Inputs, (message, input) => message.Text(1, value(input)))
        .Each(node.Weights, (message, weight) => message.Text(1, weight.Value.Name))
        .Each(node.Onnx.Constants, (message, constant) => message.Text(1, constant.Values is null ? "" : $"{node.Name}.{constant.Name}"))
        .Text(2, value(node.Name))
        .Text(3, node.Name)
        .Text(4, node.Onnx.Operator)
        .Each(node.Onnx.Attributes, (message, attribute) => message.Message(5, Attribute(attribute.Name, attribute.Value)));

    // The last field says which of the others holds the value.
    private static ProtoMessage Attribute(string name, object value)
    {
        var attribute = new ProtoMessage().Text(1, name);
        return value switch
        {
            float number => attribute.Real(2, number).Number(20, 1),
            long number => attribute.Number(3, number).Number(20, 2),
            string text => attribute.Text(4, text).Number(20, 3),
            long[] list => attribute.Each(list, (message, number) => message.Number(8, number)).Number(20, 7),
            _ => throw new ArgumentException($"ONNX attributes are no {value.GetType().Name}.", nameof(value)),
        };
    }

    private static IEnumerable<(string Name, Array Values)> Constants(GraphNode node) =>
        node.Onnx.Constants.Where(constant => constant.Values is not null)
            .Select(constant => ($"{node.Name}.{constant.Name}", constant.Values!));

    private static ProtoMessage Constant(string name, Array values) => values switch
    {
        long[] list => Tensor(name, Int64, [list.Length], MemoryMarshal.AsBytes<long>(list).ToArray()),
        float[] list => Tensor(name, Float, [list.Length], MemoryMarshal.AsBytes<float>(list).ToArray()),
        _ => throw new ArgumentException($"ONNX constants are no {values.GetType().Name}.", nameof(values)),
    };

    private static ProtoMessage Tensor(string name, int type, IReadOnlyList<long> shape, ReadOnlyMemory<byte> bytes) => new ProtoMessage()
        .Each(shape, (message, side) => message.Number(1, side))
        .Number(2, type)
        .Text(8, name)
        .Bytes(9, bytes);

    private static ProtoMessage ValueInfo(string name, TensorShape shape)
    {
        var sides = new ProtoMessage().Message(1, new ProtoMessage().Text(2, Batch))
            .Each(ExportedNetwork.Sides(shape, 0).Skip(1), (message, side) => message.Message(1, new ProtoMessage().Number(1, side)));
        return new ProtoMessage().Text(1, name)
            .Message(2, new ProtoMessage().Message(1, new ProtoMessage().Number(1, Float).Message(2, sides)));
    }
}
