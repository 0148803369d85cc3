using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace GanBench.Metrics.Numpy;

/// <summary>The header of an array: what its data is, before any of it is read.</summary>
/// <param name="Type">NumPy's text of the element type, e.g. <c>&lt;f4</c>; not checked yet.</param>
/// <param name="IsColumnMajor">Whether the first index runs fastest (Fortran's order).</param>
/// <param name="Shape">Dimensions; empty for a single number.</param>
/// <param name="Count">Elements: the product of the dimensions.</param>
/// <param name="Length">Bytes before the data.</param>
internal sealed partial record NpyHeader(string Type, bool IsColumnMajor, int[] Shape, long Count, int Length)
{
    /// <summary>Bytes that hold every header that is accepted. NumPy's own take 128, and more for records only.</summary>
    public const int LongestFile = LongestText + 12;

    private const int LongestText = ushort.MaxValue;
    private const int LongestShown = 100;

    /// <summary>What every file starts with.</summary>
    public static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    /// <summary>Reads a header.</summary>
    /// <param name="content">The file, or its start.</param>
    /// <param name="name">What the array is called in messages.</param>
    /// <exception cref="DataException">It is no header of versions 1 to 3, or its shape is impossible.</exception>
    public static NpyHeader Parse(ReadOnlySpan<byte> content, string name)
    {
        if (content.Length < 12 || !content.StartsWith(Magic))
            throw new DataException($"{name} is not a NumPy array: it does not start with NUMPY's signature.");
        if (content[6] is < 1 or > 3)
            throw new DataException($"{name} is of version {content[6]} of NumPy's format; versions 1 to 3 are read.");
        var isWide = content[6] >= 2;
        var length = isWide ? BinaryPrimitives.ReadUInt32LittleEndian(content[8..]) : BinaryPrimitives.ReadUInt16LittleEndian(content[8..]);
        var start = isWide ? 12 : 10;
        if (length > LongestText)
            throw new DataException($"{name} says that its header has {length} bytes; at most {LongestText} are read.");
        if (length > content.Length - start)
            throw new DataException($"{name} is cut off inside its header.");
        var encoding = content[6] == 3 ? Encoding.UTF8 : Encoding.Latin1;
        var text = encoding.GetString(content.Slice(start, (int)length));
        var match = Pattern().Match(text);
        if (!match.Success || new[] { "type", "order", "shape" }.Any(group => match.Groups[group].Captures.Count != 1))
            throw new DataException($"{name} has a header that is not NumPy's: {Shown(text)}");
        var (shape, count) = ParseShape(match.Groups["shape"].Value, name);
        return new NpyHeader(
            match.Groups["type"].Value.Trim('\'', '"'), match.Groups["order"].Value == "True", shape, count, start + (int)length);
    }

    /// <summary>A text of a file as a message shows it: short, on one line.</summary>
    /// <param name="text">The text.</param>
    public static string Shown(string text)
    {
        var line = string.Concat(text.Trim().Select(c => char.IsControl(c) ? '?' : c));
        return line.Length <= LongestShown ? line : line[..LongestShown] + "…";
    }

    private static (int[] Shape, long Count) ParseShape(string text, string name)
    {
        var parts = text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var shape = new int[parts.Length];
        // Of the dimensions that are not 0, so that an empty array cannot have others without bounds.
        var product = 1L;
        for (var i = 0; i < parts.Length; i++)
        {
            // Python 2 wrote long integers with an L.
            if (!int.TryParse(parts[i].TrimEnd('L'), NumberStyles.None, CultureInfo.InvariantCulture, out shape[i])
                || product > int.MaxValue / Math.Max(1, shape[i]))
                throw new DataException(
                    $"{name} has an impossible shape: ({Shown(text)}); dimensions are at least 0 and their product at most "
                    + $"{int.MaxValue}.");
            product *= Math.Max(1, shape[i]);
        }
        return (shape, shape.Contains(0) ? 0 : product);
    }

    [GeneratedRegex(
        """
        ^\s*\{(?:\s*(?:
            ['"]descr['"]\s*:\s*(?<type>'[^']*'|"[^"]*"|\[[^\n]*\])
            |['"]fortran_order['"]\s*:\s*(?<order>True|False)
            |['"]shape['"]\s*:\s*\((?<shape>[^()]*)\)
        )\s*(?:,|(?=\})))*\s*\}\s*$
        """,
        RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Pattern();
}
