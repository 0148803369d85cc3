using System.Runtime.InteropServices;
using Google.Protobuf;

namespace GanBench.Tests.Metrics;

/// <summary>
/// Writes an ONNX file by hand: features = Conv(input) with a 1×1 kernel, which ONNX calls "map" (N×outputs×H×W), and its mean over
/// positions, "pool" (N×outputs×1×1).
/// </summary>
internal static class OnnxModel
{
    /// <summary>Writes the graph.</summary>
    /// <param name="path">The file.</param>
    /// <param name="weights">outputs × channels.</param>
    /// <param name="channels">Channels of the input.</param>
    /// <param name="side">Side of the input; 0 leaves it open.</param>
    /// <param name="batch">Pictures at a time; 0 leaves it open.</param>
    /// <param name="shape">What the file says of the weights' shape; null says the truth.</param>
    public static void Save(string path, float[] weights, int channels = 3, int side = 8, int batch = 0, long[]? shape = null)
    {
        var outputs = weights.Length / channels;
        var graph = Message(
            (1, Node("Conv", ["input", "weight"], "map")),
            (1, Node("GlobalAveragePool", ["map"], "pool")),
            (2, Text("test")),
            (5, Message([
                .. (shape ?? [outputs, channels, 1, 1]).Select(n => Varint(1, n)), Varint(2, 1), (8, Text("weight")),
                (9, ByteString.CopyFrom(MemoryMarshal.AsBytes<float>(weights))),
            ])),
            (11, Value("input", batch, channels, side, side)),
            (12, Value("map", batch, outputs, side, side)),
            (12, Value("pool", batch, outputs, 1, 1)));
        File.WriteAllBytes(path, Message(Varint(1, 8), (7, graph), (8, Message((1, Text("")), Varint(2, 13)))).ToByteArray());
    }

    private static ByteString Node(string type, string[] inputs, string output) =>
        Message([.. inputs.Select(name => (1, Text(name))), (2, Text(output)), (4, Text(type))]);

    private static ByteString Value(string name, params int[] shape) => Message(
        (1, Text(name)),
        (2, Message((1, Message(
            Varint(1, 1),
            (2, Message([.. shape.Select((side, i) => (1, side > 0 ? Message(Varint(1, side)) : Message((2, Text("d" + i)))))])))))));

    private static ByteString Text(string text) => ByteString.CopyFromUtf8(text);

    private static (int, ByteString) Varint(int field, long value)
    {
        using var stream = new MemoryStream();
        var output = new CodedOutputStream(stream);
        output.WriteInt64(value);
        output.Flush();
        return (-field, ByteString.CopyFrom(stream.ToArray()));
    }

    // A negative field holds a varint, any other a string, bytes or message.
    private static ByteString Message(params (int Field, ByteString Content)[] fields)
    {
        using var stream = new MemoryStream();
        var output = new CodedOutputStream(stream);
        foreach (var (field, content) in fields)
        {
            output.WriteTag(Math.Abs(field), field < 0 ? WireFormat.WireType.Varint : WireFormat.WireType.LengthDelimited);
            if (field < 0)
                {
                output.Flush();
                content.WriteTo(stream);
            }
            else
                output.WriteBytes(content);
        }
        output.Flush();
        return ByteString.CopyFrom(stream.ToArray());
    }
}
