using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace GanBench.Metrics.Numpy;

/// <summary>
/// NumPy's array format, versions 1 to 3 (NumPy enhancement proposal 1). Numbers only, of any width and byte order: arrays of Python
/// objects would need a pickle and are refused, as are text, dates, complex numbers and records.
/// </summary>
public static class NpyFormat
{
    /// <summary>Reads one array.</summary>
    /// <param name="content">The whole file.</param>
    /// <param name="name">What the file is called in messages.</param>
    /// <exception cref="DataException">The content is no .npy file of numbers, or has another length than its header says.</exception>
    public static NpyArray Read(ReadOnlySpan<byte> content, string name)
    {
        var header = NpyHeader.Parse(content, name);
        var element = NpyElement.Parse(header.Type, name);
        var data = content[header.Length..];
        if (data.Length != header.Count * element.Size)
            throw new DataException(
                $"{name} has {data.Length} bytes of data where its header promises {header.Count} elements of {element.Size}.");
        if (header.IsColumnMajor && header.Shape.Length > 2)
            throw new DataException(
                $"{name} has {header.Shape.Length} dimensions in Fortran's order; of more than two, NumPy's usual order is read only.");
        var values = element.Widen(data);
        var turns = header.IsColumnMajor && header.Shape.Length == 2;
        return new NpyArray(header.Shape, turns ? FromColumnMajor(values, header.Shape) : values);
    }

    /// <summary>Writes an array as little-endian float64 in C order.</summary>
    /// <param name="stream">Where it goes.</param>
    /// <param name="array">The array.</param>
    public static void Write(Stream stream, NpyArray array)
    {
        WriteHeader(stream, "<f8", array.Shape);
        stream.Write(MemoryMarshal.AsBytes<double>(array.Values));
    }

    /// <summary>Writes an array as little-endian float32 in C order.</summary>
    /// <param name="stream">Where it goes.</param>
    /// <param name="shape">Dimensions.</param>
    /// <param name="values">Row-major elements.</param>
    public static void Write(Stream stream, IReadOnlyList<int> shape, ReadOnlySpan<float> values)
    {
        WriteHeader(stream, "<f4", shape);
        stream.Write(MemoryMarshal.AsBytes(values));
    }

    private static void WriteHeader(Stream stream, string type, IReadOnlyList<int> sides)
    {
        var shape = sides.Count == 1
            ? FormattableString.Invariant($"({sides[0]},)")
            : "(" + string.Join(", ", sides.Select(d => d.ToString(CultureInfo.InvariantCulture))) + ")";
        var header = $"{{'descr': '{type}', 'fortran_order': False, 'shape': {shape}, }}";
        // Data starts at a multiple of 64, as NumPy writes it.
        header = header.PadRight((10 + header.Length + 1 + 63) / 64 * 64 - 10 - 1) + "\n";
        stream.Write(NpyHeader.Magic);
        stream.Write([1, 0, (byte)(header.Length & 255), (byte)(header.Length >> 8)]);
        stream.Write(Encoding.Latin1.GetBytes(header));
    }

    private static double[] FromColumnMajor(double[] values, int[] shape)
    {
        var (rows, columns) = (shape[0], shape[1]);
        var result = new double[values.Length];
        for (var i = 0; i < rows; i++)
            for (var j = 0; j < columns; j++)
                result[(i * columns) + j] = values[(j * rows) + i];
        return result;
    }
}
