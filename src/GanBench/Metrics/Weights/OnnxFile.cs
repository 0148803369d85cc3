using System.Runtime.InteropServices;
using Google.Protobuf;
using static TorchSharp.torch;

namespace GanBench.Metrics.Weights;

/// <summary>One operation of an ONNX graph.</summary>
/// <param name="Operator">Its type, e.g. "Conv".</param>
/// <param name="Inputs">Names of what it reads.</param>
/// <param name="Outputs">Names of what it makes.</param>
internal sealed record OnnxNode(string Operator, IReadOnlyList<string> Inputs, IReadOnlyList<string> Outputs);

/// <summary>
/// What an ONNX file says without running it: its operations in order, its weights, and the shapes of inputs and outputs (onnx.proto3 of
/// ONNX 1.18; fields that are not needed are passed over).
/// </summary>
internal sealed class OnnxFile
{
    private const int Float = 1;

    private readonly List<OnnxNode> _nodes = [];
    private readonly Dictionary<string, (long[] Shape, byte[] Data)> _weights = new(StringComparer.Ordinal);

    private OnnxFile()
    {
    }

    /// <summary>The operations in the order of the file.</summary>
    public IReadOnlyList<OnnxNode> Nodes => _nodes;

    /// <summary>Reads a file.</summary>
    /// <param name="content">The whole file.</param>
    /// <param name="name">What it is called in messages.</param>
    /// <exception cref="DataException">It is damaged, or no ONNX file.</exception>
    public static OnnxFile Read(ReadOnlySpan<byte> content, string name)
    {
        var file = new OnnxFile();
        try
        {
            var input = new CodedInputStream(content.ToArray());
            ForEachField(input, 7, () => file.ReadGraph(Message(input)));
        }
        catch (Exception e) when (e is InvalidProtocolBufferException or IOException or InvalidOperationException)
        {
            throw new DataException($"Cannot read {name} as ONNX: it is no ONNX file, or damaged.", e);
        }
        return file._nodes.Count > 0 ? file : throw new DataException($"{name} holds no ONNX graph.");
    }

    /// <summary>A weight.</summary>
    /// <param name="name">Its name in the graph.</param>
    /// <returns>float32 on the CPU; the caller disposes it.</returns>
    /// <exception cref="DataException">There is none of that name, or it holds no float32 numbers of its shape.</exception>
    public Tensor Weight(string name)
    {
        if (!_weights.TryGetValue(name, out var found))
            throw new DataException($"The ONNX graph has no float32 weight '{name}'.");
        if (!Holds(found.Data.Length, found.Shape))
            throw new DataException($"The ONNX weight '{name}' has {found.Data.Length} bytes for {string.Join('×', found.Shape)} numbers.");
        return tensor(MemoryMarshal.Cast<byte, float>(found.Data).ToArray(), found.Shape);
    }

    // No side is larger than the number of elements, so that products of what a damaged file says stay in range.
    private static bool Holds(int bytes, long[] shape)
    {
        var (elements, product) = (bytes / sizeof(float), 1L);
        foreach (var side in shape)
        {
            if (side <= 0 || side > elements || (product *= side) > elements)
                return false;
        }
        return product * sizeof(float) == bytes;
    }

    private void ReadGraph(CodedInputStream graph)
    {
        while (graph.ReadTag() is var tag and not 0)
        {
            switch (WireFormat.GetTagFieldNumber(tag))
            {
                case 1:
                    ReadNode(Message(graph));
                    break;
                case 5:
                    ReadTensor(Message(graph));
                    break;
                default:
                    graph.SkipLastField();
                    break;
            }
        }
    }

    private void ReadNode(CodedInputStream node)
    {
        var (inputs, outputs, type) = (new List<string>(), new List<string>(), "");
        while (node.ReadTag() is var tag and not 0)
        {
            switch (WireFormat.GetTagFieldNumber(tag))
            {
                case 1:
                    inputs.Add(node.ReadString());
                    break;
                case 2:
                    outputs.Add(node.ReadString());
                    break;
                case 4:
                    type = node.ReadString();
                    break;
                default:
                    node.SkipLastField();
                    break;
            }
        }
        _nodes.Add(new OnnxNode(type, inputs, outputs));
    }

    private void ReadTensor(CodedInputStream message)
    {
        var (shape, type, name, data) = (new List<long>(), 0, "", Array.Empty<byte>());
        while (message.ReadTag() is var tag and not 0)
        {
            switch (WireFormat.GetTagFieldNumber(tag))
            {
                case 1 when WireFormat.GetTagWireType(tag) == WireFormat.WireType.Varint:
                    shape.Add(message.ReadInt64());
                    break;
                case 1:
                    var packed = Message(message);
                    while (!packed.IsAtEnd)
                        shape.Add(packed.ReadInt64());
                    break;
                case 2:
                    type = message.ReadInt32();
                    break;
                case 4 or 9 when WireFormat.GetTagWireType(tag) == WireFormat.WireType.LengthDelimited:
                    // Packed floats and raw data are both little-endian float32.
                    data = message.ReadBytes().ToByteArray();
                    break;
                case 8:
                    name = message.ReadString();
                    break;
                default:
                    message.SkipLastField();
                    break;
            }
        }
        if (type == Float)
            _weights[name] = ([.. shape], data);
    }

    private static void ForEachField(CodedInputStream input, int number, Action read)
    {
        while (input.ReadTag() is var tag and not 0)
        {
            if (WireFormat.GetTagFieldNumber(tag) == number && WireFormat.GetTagWireType(tag) == WireFormat.WireType.LengthDelimited)
                read();
            else
                input.SkipLastField();
        }
    }

    private static CodedInputStream Message(CodedInputStream outer) => outer.ReadBytes().CreateCodedInput();
}
