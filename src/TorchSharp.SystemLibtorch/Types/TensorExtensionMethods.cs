using System.Globalization;
using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>Text, files and .NET arrays for tensors.</summary>
public static class TensorExtensionMethods
{
    /// <summary>The elements as text; see <see cref="TensorStringStyle"/>.</summary>
    public static string str(
        this Tensor tensor, string? fltFormat = null, int? width = null, string? newLine = null, CultureInfo? cultureInfo = null,
        TensorStringStyle style = TensorStringStyle.Default) =>
        tensor.ToString(style, fltFormat, width, cultureInfo, newLine);

    public static string jlstr(
        this Tensor tensor, string? fltFormat = null, int? width = null, string? newLine = null, CultureInfo? cultureInfo = null) =>
        tensor.ToString(TensorStringStyle.Julia, fltFormat, width, cultureInfo, newLine);

    public static string npstr(
        this Tensor tensor, string? fltFormat = "g5", int? width = 100, string? newLine = null, CultureInfo? cultureInfo = null) =>
        tensor.ToString(TensorStringStyle.Numpy, fltFormat, width, cultureInfo, newLine);

    public static string cstr(
        this Tensor tensor, string? fltFormat = "g5", int? width = 100, string? newLine = null, CultureInfo? cultureInfo = null) =>
        tensor.ToString(TensorStringStyle.CSharp, fltFormat, width, cultureInfo, newLine);

    /// <summary>Writes the elements to the console.</summary>
    public static Tensor print(
        this Tensor t, string? fltFormat = "g5", int? width = 100, string? newLine = null, CultureInfo? cultureInfo = null,
        TensorStringStyle style = TensorStringStyle.Default)
    {
        Console.WriteLine(t.str(fltFormat, width, newLine, cultureInfo, style));
        return t;
    }

    /// <summary>
    /// Writes the tensor in TorchSharp's own format: element type, number of dimensions and each size as LEB128, then the elements,
    /// row-major and little-endian.
    /// </summary>
    public static void Save(this Tensor tensor, BinaryWriter writer)
    {
        using var scope = NewDisposeScope();
        var flat = tensor.detach().cpu().contiguous();
        writer.Encode((long)flat.dtype);
        var shape = flat.shape;
        writer.Encode(shape.Length);
        foreach (var size in shape)
        {
            writer.Encode(size);
        }

        writer.Write(flat.bytes);
    }

    public static void Save(this Tensor tensor, Stream stream)
    {
        using var writer = new BinaryWriter(stream, System.Text.Encoding.UTF8, leaveOpen: true);
        tensor.Save(writer);
    }

    public static void Save(this Tensor tensor, string location)
    {
        using var file = File.Create(location);
        tensor.Save(file);
    }

    /// <summary>Reads what <see cref="Save(Tensor, BinaryWriter)"/> wrote into a tensor of the same shape and type; skip reads over it.</summary>
    /// <exception cref="InvalidDataException">The file's tensor has another shape or type, or the file ends early.</exception>
    public static void Load(this Tensor tensor, BinaryReader reader, bool skip = false)
    {
        using var scope = NewDisposeScope();
        var loaded = Load(reader, false);
        if (skip)
        {
            return;
        }

        if (loaded.dtype != tensor.dtype || !loaded.shape.AsSpan().SequenceEqual(tensor.shape))
        {
            throw new InvalidDataException($"Loading a tensor: expected {tensor}, the file holds {loaded}.");
        }

        using var recording = no_grad();
        tensor.copy_(loaded);
    }

    /// <summary>Reads a tensor onto the CPU; skip reads over it and returns an empty one.</summary>
    public static Tensor Load(BinaryReader reader, bool skip = false)
    {
        var type = (ScalarType)reader.Decode();
        var rank = reader.Decode();
        if (!Enum.IsDefined(type) || rank > 64)
        {
            throw new InvalidDataException($"Loading a tensor: element type {(long)type} with {rank} dimensions is not TorchSharp's format.");
        }

        var shape = new long[rank];
        for (var axis = 0; axis < rank; axis++)
        {
            shape[axis] = reader.Decode();
        }

        var tensor = empty(shape, type, CPU);
        try
        {
            reader.BaseStream.ReadExactly(tensor.bytes);
        }
        catch (EndOfStreamException end)
        {
            tensor.Dispose();
            throw new InvalidDataException($"Loading a tensor: the file ends before the elements of a {type} tensor of shape [{string.Join(", ", shape)}].", end);
        }

        if (!skip)
        {
            return tensor;
        }

        tensor.Dispose();
        return empty([0], type, CPU);
    }

    /// <summary>Replaces the tensor by the one in the file, unless skip.</summary>
    public static void Load(ref Tensor? tensor, BinaryReader reader, bool skip = false)
    {
        if (tensor is not null)
        {
            tensor.Load(reader, skip);
            return;
        }

        var loaded = Load(reader, skip);
        if (skip)
        {
            loaded.Dispose();
        }
        else
        {
            tensor = loaded;
        }
    }

    /// <summary>A tensor with a copy of the array.</summary>
    public static Tensor ToTensor<T>(this T[] rawArray, long[] dimensions, bool doCopy = false, bool requires_grad = false)
        where T : unmanaged => FromSpan<T>(rawArray, dimensions, null, null, requires_grad);

    /// <summary>A tensor without dimensions.</summary>
    public static Tensor ToTensor<T>(this T scalar, Device? device = null, bool requires_grad = false)
        where T : unmanaged => FromSpan<T>([scalar], [], null, device, requires_grad);
}
