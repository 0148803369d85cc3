using System.Buffers.Binary;
using System.Text;

namespace GanBench.Exports.TorchScript;

/// <summary>
/// Writes the few instructions of pickle (protocol 2) that a TorchScript archive is made of: PyTorch reads them without running code.
/// </summary>
internal sealed class PickleWriter
{
    private readonly MemoryStream _stream = new();

    /// <summary>Begins a pickle.</summary>
    public PickleWriter() => _stream.Write([0x80, 2]);

    /// <summary>An object of a class.</summary>
    /// <param name="type">Module and name.</param>
    /// <param name="attributes">Writes names and values in turn.</param>
    public void Object((string Module, string Name) type, Action attributes)
    {
        Global(type.Module, type.Name);
        // Its arguments, none; made; its attributes as a dictionary.
        _stream.Write([(byte)')', 0x81, (byte)'}', (byte)'(']);
        attributes();
        _stream.Write("ub"u8);
    }

    /// <summary>A float32 tensor whose numbers lie in the archive's <c>data</c> folder.</summary>
    /// <param name="storage">Name of the file there.</param>
    /// <param name="shape">Its shape.</param>
    public void FloatTensor(string storage, IReadOnlyList<long> shape)
    {
        Global("torch._utils", "_rebuild_tensor_v2");
        Tuple(() =>
        {
            Tuple(() =>
            {
                Text("storage");
                Global("torch", "FloatStorage");
                Text(storage);
                Text("cpu");
                Number(shape.Aggregate(1L, (product, side) => product * side));
            });
            // The tuple is an identity that the reader looks up.
            _stream.Write("Q"u8);
            Number(0);
            Numbers(shape);
            Numbers(Strides(shape));
            Boolean(false);
            Global("collections", "OrderedDict");
            _stream.Write(")R"u8);
        });
        _stream.Write("R"u8);
    }

    /// <summary>A text.</summary>
    public void Text(string value)
    {
        var bytes = Encoding.UTF8.GetBytes(value);
        Int32('X', bytes.Length);
        _stream.Write(bytes);
    }

    /// <summary>True or false.</summary>
    public void Boolean(bool value) => _stream.WriteByte(value ? (byte)0x88 : (byte)0x89);

    /// <summary>Nothing.</summary>
    public void None() => _stream.Write("N"u8);

    /// <summary>An empty tuple.</summary>
    public void EmptyTuple() => _stream.Write(")"u8);

    /// <summary>Ends the pickle.</summary>
    public byte[] ToArray()
    {
        _stream.Write("."u8);
        return _stream.ToArray();
    }

    private static IReadOnlyList<long> Strides(IReadOnlyList<long> shape)
    {
        var strides = new long[shape.Count];
        var step = 1L;
        for (var i = shape.Count - 1; i >= 0; i--)
            (strides[i], step) = (step, step * shape[i]);
        return strides;
    }

    private void Global(string module, string name) => _stream.Write(Encoding.ASCII.GetBytes($"c{module}\n{name}\n"));

    private void Numbers(IReadOnlyList<long> values) => Tuple(() =>
    {
        foreach (var value in values)
            Number(value);
    });

    private void Number(long value) => Int32('J', checked((int)value));

    private void Tuple(Action items)
    {
        _stream.Write("("u8);
        items();
        _stream.Write("t"u8);
    }

    private void Int32(char instruction, int value)
    {
        Span<byte> bytes = stackalloc byte[5];
        bytes[0] = (byte)instruction;
        BinaryPrimitives.WriteInt32LittleEndian(bytes[1..], value);
        _stream.Write(bytes);
    }
}
