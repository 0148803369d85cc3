using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;

namespace GanBench.Metrics.Numpy;

/// <summary>
/// NumPy's array format, versions 1 to 3 (NumPy enhancement proposal 1). Numbers only: arrays of Python objects would need a pickle
/// and are refused.
/// </summary>
public static partial class NpyFormat
{
    private static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    /// <summary>Reads one array.</summary>
    /// <param name="content">The whole file.</param>
    /// <param name="name">What the file is called in messages.</param>
    /// <exception cref="DataException">The content is no .npy file of numbers, or has another length than its header says.</exception>
    public static NpyArray Read(ReadOnlySpan<byte> content, string name)
    {
        if (content.Length < 12 || !content.StartsWith(Magic))
            throw new DataException($"{name} is not a NumPy array: it does not start with NUMPY's signature.");
        var wide = content[6] >= 2;
        var headerLength = wide ? BinaryPrimitives.ReadUInt32LittleEndian(content[8..])
            : BinaryPrimitives.ReadUInt16LittleEndian(content[8..]);
        var start = wide ? 12 : 10;
        if (headerLength > content.Length - start)
            throw new DataException($"{name} is cut off inside its header.");
        var header = Encoding.Latin1.GetString(content.Slice(start, (int)headerLength));
        var match = HeaderPattern().Match(header);
        if (!match.Success)
            throw new DataException($"{name} has a header GanBench cannot read: {header.Trim()}");
        var type = match.Groups["type"].Value;
        var shape = ParseShape(match.Groups["shape"].Value, name);
        var size = ElementSize(type)
            ?? throw new DataException($"{name} holds elements of type '{type}'; only little-endian numbers are read.");
        var count = 1L;
        foreach (var dimension in shape)
            count = checked(count * dimension);
        var data = content[(start + (int)headerLength)..];
        if (count > int.MaxValue || data.Length != count * size)
            throw new DataException($"{name} has {data.Length} bytes of data where its header promises {count} elements of {size}.");
        var values = Widen(data, type, (int)count);
        return new NpyArray(shape, match.Groups["order"].Value == "True" ? FromColumnMajor(values, shape) : values);
    }

    /// <summary>Writes an array as little-endian float64 in C order.</summary>
    /// <param name="stream">Where it goes.</param>
    /// <param name="array">The array.</param>
    public static void Write(Stream stream, NpyArray array)
    {
        var shape = array.Shape.Count == 1
            ? FormattableString.Invariant($"({array.Shape[0]},)")
            : "(" + string.Join(", ", array.Shape.Select(d => d.ToString(CultureInfo.InvariantCulture))) + ")";
        var header = $"{{'descr': '<f8', 'fortran_order': False, 'shape': {shape}, }}";
        // Data starts at a multiple of 64, as NumPy writes it.
        header = header.PadRight((10 + header.Length + 1 + 63) / 64 * 64 - 10 - 1) + "\n";
        stream.Write(Magic);
        stream.Write([1, 0, (byte)(header.Length & 255), (byte)(header.Length >> 8)]);
        stream.Write(Encoding.Latin1.GetBytes(header));
        stream.Write(MemoryMarshal.AsBytes<double>(array.Values));
    }

    private static int? ElementSize(string type) => type switch
    {
        "<f8" or "<i8" => 8,
        "<f4" or "<i4" => 4,
        "<f2" => 2,
        "|u1" or "|b1" => 1,
        _ => null,
    };

    private static double[] Widen(ReadOnlySpan<byte> data, string type, int count)
    {
        var values = new double[count];
        switch (type)
        {
            case "<f8":
                MemoryMarshal.Cast<byte, double>(data).CopyTo(values);
                break;
            case "<i8":
                Convert(MemoryMarshal.Cast<byte, long>(data), values, v => v);
                break;
            case "<f4":
                Convert(MemoryMarshal.Cast<byte, float>(data), values, v => v);
                break;
            case "<i4":
                Convert(MemoryMarshal.Cast<byte, int>(data), values, v => v);
                break;
            case "<f2":
                Convert(MemoryMarshal.Cast<byte, Half>(data), values, v => (double)v);
                break;
            default:
                Convert(data, values, v => v);
                break;
        }
        return values;
    }

    private static void Convert<T>(ReadOnlySpan<T> source, double[] destination, Func<T, double> convert)
    {
        for (var i = 0; i < destination.Length; i++)
            destination[i] = convert(source[i]);
    }

    private static double[] FromColumnMajor(double[] values, int[] shape)
    {
        if (shape.Length < 2)
            return values;
        if (shape.Length > 2)
            throw new DataException("NumPy arrays of more than two dimensions are read in C order only.");
        var (rows, columns) = (shape[0], shape[1]);
        var result = new double[values.Length];
        for (var i = 0; i < rows; i++)
            for (var j = 0; j < columns; j++)
                result[(i * columns) + j] = values[(j * rows) + i];
        return result;
    }

    private static int[] ParseShape(string text, string name)
    {
        var parts = text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var shape = new int[parts.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            if (!int.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out shape[i]))
                throw new DataException($"{name} has an impossible shape: ({text})");
        }
        return shape;
    }

    [GeneratedRegex(
        @"^\{\s*'descr':\s*'(?<type>[^']*)',\s*'fortran_order':\s*(?<order>True|False),\s*'shape':\s*\((?<shape>[0-9, ]*)\),?\s*\}\s*$")]
    private static partial Regex HeaderPattern();
}
