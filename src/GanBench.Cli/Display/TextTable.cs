namespace GanBench.Cli.Display;

/// <summary>Prints aligned columns of plain text, the same on a terminal and in a pipe.</summary>
internal static class TextTable
{
    /// <summary>Prints a header, a rule and the rows.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="header">Column titles.</param>
    /// <param name="rows">Cells, as many per row as titles.</param>
    /// <param name="rightAligned">Index of a column of numbers, from which on all columns are right aligned; none when negative.</param>
    public static void Write(TextWriter writer, string[] header, IEnumerable<string[]> rows, int rightAligned = -1)
    {
        var all = rows.ToList();
        var widths = header.Select((h, i) => all.Select(r => r[i].Length).Append(h.Length).Max()).ToArray();
        string Line(string[] cells) => string.Join("  ", cells.Select((c, i) =>
            rightAligned >= 0 && i >= rightAligned ? c.PadLeft(widths[i]) : c.PadRight(widths[i]))).TrimEnd();
        writer.WriteLine(Line(header));
        writer.WriteLine(string.Join("  ", widths.Select(w => new string('─', w))));
        foreach (var row in all)
            writer.WriteLine(Line(row));
    }
}
