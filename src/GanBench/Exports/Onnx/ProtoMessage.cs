using Google.Protobuf;

namespace GanBench.Exports.Onnx;

/// <summary>A message of Protocol Buffers, written field by field.</summary>
internal sealed class ProtoMessage
{
    private readonly MemoryStream _stream = new();
    private readonly CodedOutputStream _output;

    public ProtoMessage() => _output = new CodedOutputStream(_stream, leaveOpen: true);

    /// <summary>A whole number.</summary>
    public ProtoMessage Number(int field, long value)
    {
        _output.WriteTag(field, WireFormat.WireType.Varint);
        _output.WriteInt64(value);
        return this;
    }

    /// <summary>A number of 32 bits.</summary>
    public ProtoMessage Real(int field, float value)
    {
        _output.WriteTag(field, WireFormat.WireType.Fixed32);
        _output.WriteFloat(value);
        return this;
    }

    /// <summary>A text.</summary>
    public ProtoMessage Text(int field, string value) => Bytes(field, ByteString.CopyFromUtf8(value));

    /// <summary>Bytes.</summary>
    public ProtoMessage Bytes(int field, ReadOnlyMemory<byte> value) => Bytes(field, UnsafeByteOperations.UnsafeWrap(value));

    /// <summary>A message inside.</summary>
    public ProtoMessage Message(int field, ProtoMessage inner) => Bytes(field, inner.ToMemory());

    /// <summary>A list of things, each written by the function.</summary>
    public ProtoMessage Each<T>(IEnumerable<T> items, Action<ProtoMessage, T> write)
    {
        foreach (var item in items)
            write(this, item);
        return this;
    }

    /// <summary>What was written so far.</summary>
    public ReadOnlyMemory<byte> ToMemory()
    {
        _output.Flush();
        return _stream.GetBuffer().AsMemory(0, (int)_stream.Length);
    }

    private ProtoMessage Bytes(int field, ByteString value)
    {
        _output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        _output.WriteBytes(value);
        return this;
    }
}
