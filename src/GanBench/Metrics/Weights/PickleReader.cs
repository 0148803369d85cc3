using System.Buffers.Binary;
using System.Text;

namespace GanBench.Metrics.Weights;

/// <summary>
/// Reads the few pickle opcodes that state dictionaries of tensors consist of. Python's pickle can call any function; this reader calls
/// nothing: of what a pickle may ask to be built, only ordered dictionaries, tensors and parameters are known, and every other opcode
/// or name ends the reading. Damaged input ends with a message, whatever it holds.
/// </summary>
/// <param name="content">Bytes that hold one or more pickles.</param>
/// <param name="name">What the content is called in messages.</param>
internal sealed class PickleReader(ReadOnlyMemory<byte> content, string name)
{
    private const int MostObjects = 1 << 20;

    private static readonly object Mark = new();

    private readonly List<object?> _stack = [];
    private readonly Dictionary<long, object?> _memo = [];

    /// <summary>Where the next pickle, or what follows the last, begins.</summary>
    public int Position { get; private set; }

    /// <summary>Reads one pickle.</summary>
    /// <exception cref="DataException">It uses an opcode or a name that is not allowed, or is damaged.</exception>
    public object? Read()
    {
        _stack.Clear();
        _memo.Clear();
        while (true)
        {
            if (_stack.Count > MostObjects || _memo.Count > MostObjects)
                throw Refuse("it builds more objects than any state dictionary");
            var opcode = Byte();
            switch ((char)opcode)
            {
                case '.':
                    return Pop();
                case '\x80':
                    if (Byte() > 5)
                        throw Refuse("its pickle protocol is above 5");
                    break;
                case '\x95':
                    Take(8);
                    break;
                case '(':
                    _stack.Add(Mark);
                    break;
                case '}':
                    _stack.Add(new Dictionary<object, object?>());
                    break;
                case ']':
                    _stack.Add(new List<object?>());
                    break;
                case ')':
                    _stack.Add(new PickleTuple([]));
                    break;
                case 't':
                    _stack.Add(new PickleTuple(PopToMark()));
                    break;
                case '\x85' or '\x86' or '\x87':
                    var items = new object?[opcode - 0x84];
                    for (var i = items.Length - 1; i >= 0; i--)
                        items[i] = Pop();
                    _stack.Add(new PickleTuple(items));
                    break;
                case 'N':
                    _stack.Add(null);
                    break;
                case '\x88' or '\x89':
                    _stack.Add(opcode == 0x88);
                    break;
                case 'K':
                    _stack.Add((long)Byte());
                    break;
                case 'M':
                    _stack.Add((long)BinaryPrimitives.ReadUInt16LittleEndian(Take(2)));
                    break;
                case 'J':
                    _stack.Add((long)BinaryPrimitives.ReadInt32LittleEndian(Take(4)));
                    break;
                case '\x8a':
                    _stack.Add(Long(Take(Byte())));
                    break;
                case 'G':
                    _stack.Add(BinaryPrimitives.ReadDoubleBigEndian(Take(8)));
                    break;
                case 'X':
                    _stack.Add(Encoding.UTF8.GetString(Take(BinaryPrimitives.ReadUInt32LittleEndian(Take(4)))));
                    break;
                case '\x8c':
                    _stack.Add(Encoding.UTF8.GetString(Take(Byte())));
                    break;
                case 'U':
                    _stack.Add(Encoding.Latin1.GetString(Take(Byte())));
                    break;
                case 'c':
                    _stack.Add(Allowed(new PickleGlobal(Line(), Line())));
                    break;
                case '\x93':
                    var global = Pop<string>("a name");
                    _stack.Add(Allowed(new PickleGlobal(Pop<string>("a module"), global)));
                    break;
                case 'q':
                    _memo[Byte()] = Peek();
                    break;
                case 'r':
                    _memo[BinaryPrimitives.ReadUInt32LittleEndian(Take(4))] = Peek();
                    break;
                case '\x94':
                    _memo[_memo.Count] = Peek();
                    break;
                case 'h':
                    _stack.Add(Recall(Byte()));
                    break;
                case 'j':
                    _stack.Add(Recall(BinaryPrimitives.ReadUInt32LittleEndian(Take(4))));
                    break;
                case 'a':
                    var item = Pop();
                    Peek<List<object?>>("a list").Add(item);
                    break;
                case 'e':
                    var more = PopToMark();
                    Peek<List<object?>>("a list").AddRange(more);
                    break;
                case 's':
                    var value = Pop();
                    SetItem(Pop(), value);
                    break;
                case 'u':
                    var pairs = PopToMark();
                    if (pairs.Length % 2 != 0)
                        throw Refuse("a dictionary has a key without a value");
                    for (var i = 0; i < pairs.Length; i += 2)
                        SetItem(pairs[i], pairs[i + 1]);
                    break;
                case 'Q':
                    _stack.Add(Storage(Pop<PickleTuple>("a storage's description")));
                    break;
                case 'R':
                    var arguments = Pop<PickleTuple>("arguments");
                    _stack.Add(Build(Pop<PickleGlobal>("what to build"), arguments.Items));
                    break;
                case 'b':
                    // A state dictionary's _metadata: layer versions, of no use here.
                    Pop<Dictionary<object, object?>>("attributes");
                    Peek<Dictionary<object, object?>>("a dictionary");
                    break;
                default:
                    throw Refuse($"it uses pickle opcode 0x{opcode:x2}, which state dictionaries do not need");
            }
        }
    }

    private PickleGlobal Allowed(PickleGlobal global) => (global.Module, global.Name) switch
    {
        ("collections", "OrderedDict") => global,
        ("torch._utils", "_rebuild_tensor_v2" or "_rebuild_parameter") => global,
        ("torch", _) when TorchCheckpoint.StorageTypes.ContainsKey(global.Name) => global,
        _ => throw Refuse($"it asks for {global}, which is not a part of plain weights"),
    };

    private object? Build(PickleGlobal what, object?[] arguments) => (what.Name, arguments) switch
    {
        ("OrderedDict", []) => new Dictionary<object, object?>(),
        ("_rebuild_tensor_v2", [PickledStorage storage, long offset, PickleTuple shape, PickleTuple strides, ..]) =>
            new PickledTensor(storage, offset, Integers(shape), Integers(strides)),
        ("_rebuild_parameter", [PickledTensor tensor, ..]) => tensor,
        _ => throw Refuse($"it calls {what} with arguments that do not fit"),
    };

    private PickledStorage Storage(PickleTuple id) => id.Items switch
    {
        ["storage", PickleGlobal { Module: "torch" } type, string key, string, long] => new PickledStorage(type.Name, key),
        ["storage", PickleGlobal { Module: "torch" } type, string key, string, long, null] => new PickledStorage(type.Name, key),
        _ => throw Refuse("a storage is not described as PyTorch does"),
    };

    private long[] Integers(PickleTuple tuple) =>
        Array.ConvertAll(
            tuple.Items, i => i is long number ? number : throw Refuse("a tensor's shape holds something other than integers"));

    private void SetItem(object? key, object? value)
    {
        if (key is not (string or long))
            throw Refuse("a dictionary has a key that is neither a string nor a number");
        Peek<Dictionary<object, object?>>("a dictionary")[key] = value;
    }

    private object?[] PopToMark()
    {
        var at = _stack.LastIndexOf(Mark);
        if (at < 0)
            throw Refuse("a mark is missing");
        var items = _stack.GetRange(at + 1, _stack.Count - at - 1).ToArray();
        _stack.RemoveRange(at, _stack.Count - at);
        return items;
    }

    private object? Pop()
    {
        var top = Peek();
        _stack.RemoveAt(_stack.Count - 1);
        return top;
    }

    private T Pop<T>(string what) => Pop() is T value ? value : throw Refuse($"it lacks {what}");

    private object? Peek() => _stack.Count > 0 && _stack[^1] != Mark ? _stack[^1] : throw Refuse("its stack is empty");

    private T Peek<T>(string what) => Peek() is T value ? value : throw Refuse($"it lacks {what}");

    private object? Recall(long key) => _memo.TryGetValue(key, out var value) ? value
        : throw Refuse($"it recalls object {key}, which it never stored");

    /// <summary>Little-endian two's complement; up to eight bytes, or PyTorch's ten-byte magic number, which only has to differ.</summary>
    private long Long(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > 16)
            throw Refuse("a number has more than 16 bytes");
        var value = bytes.Length > 0 && (bytes[^1] & 0x80) != 0 ? -1L : 0L;
        for (var i = Math.Min(bytes.Length, 8) - 1; i >= 0; i--)
            value = (value << 8) | bytes[i];
        return value;
    }

    private string Line()
    {
        var rest = content.Span[Position..];
        var length = rest.IndexOf((byte)'\n');
        if (length is < 0 or > 200)
            throw Refuse("a name has no end");
        Position += length + 1;
        return Encoding.UTF8.GetString(rest[..length]);
    }

    private byte Byte() => Take(1)[0];

    private ReadOnlySpan<byte> Take(long count)
    {
        if (count > content.Length - Position)
            throw Refuse("it ends too early");
        var taken = content.Span.Slice(Position, (int)count);
        Position += (int)count;
        return taken;
    }

    private DataException Refuse(string reason) => new($"{name} is not read as weights: {reason} (byte {Position}).");
}
