using System.Collections.Concurrent;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>
/// Calls any operator of libtorch by its name, <c>aten::name</c> or <c>aten::name.overload</c>, through libtorch's dispatcher.
/// Arguments are positional; those left out at the end take the schema's defaults. Every failure becomes an
/// <see cref="ExternalException"/> whose message names the operator.
/// </summary>
internal static unsafe class Op
{
    /// <summary>Words of stack for the elements of list arguments; longer lists go to the heap.</summary>
    private const int ScratchWords = 64;

    private const int MaxArguments = 32;

    private static readonly ConcurrentDictionary<string, nint> Handles = new(StringComparer.Ordinal);

    /// <summary>Calls an operator that returns one tensor.</summary>
    public static Tensor Call(string op, params ReadOnlySpan<Arg> args)
    {
        NativeValue result = default;
        Invoke(op, args, &result, 1);
        return ToTensor(op, result);
    }

    /// <summary>Calls an operator that returns several tensors, or a list of them; an undefined one comes back as null.</summary>
    public static Tensor[] CallMany(string op, params ReadOnlySpan<Arg> args)
    {
        const int capacity = 8;
        var results = stackalloc NativeValue[capacity];
        var count = Invoke(op, args, results, capacity);
        if (count <= capacity)
        {
            return ToTensors(results, count);
        }

        fixed (NativeValue* more = new NativeValue[count])
        {
            NativeMethods.gb_take_results(more, count);
            return ToTensors(more, count);
        }
    }

    /// <summary>Calls an operator for its effect; what it returns (for an in-place operator: self) is dropped.</summary>
    public static void CallVoid(string op, params ReadOnlySpan<Arg> args) => Invoke(op, args, null, 0);

    /// <summary>Calls an operator that returns a bool, such as <c>aten::equal</c>.</summary>
    public static bool CallBool(string op, params ReadOnlySpan<Arg> args)
    {
        NativeValue result = default;
        Invoke(op, args, &result, 1);
        return result.Payload != 0;
    }

    /// <summary>The one element of a tensor, read from the device it is on.</summary>
    public static Scalar Item(Tensor tensor)
    {
        NativeValue result = default;
        Invoke("aten::_local_scalar_dense", [tensor], &result, 1);
        return (ArgTag)result.Tag switch
        {
            ArgTag.Int => new Scalar(result.Payload),
            ArgTag.Bool => new Scalar(result.Payload != 0),
            ArgTag.Double => new Scalar(BitConverter.Int64BitsToDouble(result.Payload)),
            ArgTag.Complex => new Scalar(new Complex(BitConverter.Int64BitsToDouble(result.Payload), BitConverter.Int64BitsToDouble(result.Extra))),
            _ => throw new ExternalException($"aten::_local_scalar_dense: a result of kind {(ArgTag)result.Tag} is not a number."),
        };
    }

    private static Tensor ToTensor(string op, in NativeValue value) =>
        (ArgTag)value.Tag == ArgTag.Tensor
            ? new Tensor((nint)value.Payload)
            : throw new ExternalException($"{op}: the result is {(ArgTag)value.Tag}, not a tensor.");

    private static Tensor[] ToTensors(NativeValue* values, int count)
    {
        var tensors = new Tensor[count];
        for (var i = 0; i < count; i++)
        {
            tensors[i] = (ArgTag)values[i].Tag == ArgTag.Tensor ? new Tensor((nint)values[i].Payload) : null!;
        }

        return tensors;
    }

    [SkipLocalsInit]
    private static int Invoke(string op, ReadOnlySpan<Arg> args, NativeValue* results, int capacity)
    {
        if (args.Length > MaxArguments)
        {
            throw new ArgumentException($"{op}: {args.Length} arguments, at most {MaxArguments} are passed.", nameof(args));
        }

        var handle = Handles.TryGetValue(op, out var known) ? known : Find(op);
        var values = stackalloc NativeValue[MaxArguments];
        var stack = stackalloc long[ScratchWords];
        var words = CountWords(args);
        if (words <= ScratchWords)
        {
            Marshal(args, values, stack);
            return Call(handle, values, args, results, capacity);
        }

        fixed (long* heap = new long[words])
        {
            Marshal(args, values, heap);
            return Call(handle, values, args, results, capacity);
        }
    }

    private static int Call(nint handle, NativeValue* values, ReadOnlySpan<Arg> args, NativeValue* results, int capacity)
    {
        var count = NativeMethods.gb_call(handle, values, args.Length, results, capacity);

        // The native call borrows the tensors: their finalizers must not run before it is over.
        foreach (ref readonly var arg in args)
        {
            GC.KeepAlive(arg.Reference);
        }

        if (count < 0)
        {
            NativeError.Throw();
        }

        return count;
    }

    private static int CountWords(ReadOnlySpan<Arg> args)
    {
        var words = 0;
        foreach (ref readonly var arg in args)
        {
            words += arg.Tag switch
            {
                ArgTag.IntList or ArgTag.DoubleList or ArgTag.TensorList => (int)arg.Payload,
                ArgTag.String => (Encoding.UTF8.GetMaxByteCount(((string)arg.Reference!).Length) / sizeof(long)) + 1,
                ArgTag.Complex => 2,
                _ => 0,
            };
        }

        return words;
    }

    private static void Marshal(ReadOnlySpan<Arg> args, NativeValue* values, long* scratch)
    {
        for (var i = 0; i < args.Length; i++)
        {
            ref readonly var arg = ref args[i];
            ref var value = ref values[i];
            value.Tag = (int)arg.Tag;
            value.Count = 0;
            value.Payload = arg.Payload;
            switch (arg.Tag)
            {
                case ArgTag.Tensor:
                    value.Payload = ((Tensor)arg.Reference!).Handle;
                    break;
                case ArgTag.Generator:
                    value.Payload = ((Generator)arg.Reference!).Handle;
                    break;
                case ArgTag.IntList:
                    new ReadOnlySpan<long>((long[])arg.Reference!).CopyTo(new Span<long>(scratch, (int)arg.Payload));
                    value.Count = (int)arg.Payload;
                    value.Payload = (nint)scratch;
                    scratch += arg.Payload;
                    break;
                case ArgTag.DoubleList:
                    new ReadOnlySpan<double>((double[])arg.Reference!).CopyTo(new Span<double>(scratch, (int)arg.Payload));
                    value.Count = (int)arg.Payload;
                    value.Payload = (nint)scratch;
                    scratch += arg.Payload;
                    break;
                case ArgTag.TensorList:
                    var tensors = (Tensor?[])arg.Reference!;
                    for (var t = 0; t < tensors.Length; t++)
                    {
                        scratch[t] = tensors[t] is { } tensor ? tensor.Handle : 0;
                    }

                    value.Count = tensors.Length;
                    value.Payload = (nint)scratch;
                    scratch += tensors.Length;
                    break;
                case ArgTag.String:
                    var text = (string)arg.Reference!;
                    var room = Encoding.UTF8.GetMaxByteCount(text.Length);
                    value.Count = Encoding.UTF8.GetBytes(text, new Span<byte>(scratch, room));
                    value.Payload = (nint)scratch;
                    scratch += (room / sizeof(long)) + 1;
                    break;
                case ArgTag.Complex:
                    var complex = (Complex)arg.Reference!;
                    scratch[0] = BitConverter.DoubleToInt64Bits(complex.Real);
                    scratch[1] = BitConverter.DoubleToInt64Bits(complex.Imaginary);
                    value.Payload = (nint)scratch;
                    scratch += 2;
                    break;
            }
        }
    }

    private static nint Find(string op)
    {
        var handle = NativeMethods.gb_find_op(op);
        if (handle == 0)
        {
            NativeError.Throw();
        }

        // Two threads may look the same name up; the native side returns equal handles.
        Handles.TryAdd(op, handle);
        return handle;
    }
}
