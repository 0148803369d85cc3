using Spectre.Console;
using Spectre.Console.Rendering;
using Cell = Spectre.Console.Text;

namespace GanBench.Cli.Display;

/// <summary>
/// Prints aligned columns: on a terminal no wider than it, with cells of several lines where they must be; elsewhere, and where words would
/// have to be broken, one line a row, however long, unless $COLUMNS asks for a width. Cells are text, never markup.
/// </summary>
internal static class TextTable
{
    /// <summary>Spaces between columns.</summary>
    internal const int Gap = 2;

    /// <summary>Prints a header, a rule and the rows.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="header">Column titles.</param>
    /// <param name="rows">Cells, as many per row as titles.</param>
    /// <param name="rightAligned">Index of a column of numbers, from which on all columns are right aligned; none when negative.</param>
    public static void Write(TextWriter writer, string[] header, IEnumerable<string[]> rows, int rightAligned = -1) =>
        Write(writer, Terminal.Of(writer), Table(header, rows, rightAligned));

    /// <summary>Prints names and what they stand for.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="pairs">Names and texts.</param>
    /// <param name="indent">Spaces before the names.</param>
    public static void WritePairs(TextWriter writer, IEnumerable<(string Name, string Text)> pairs, int indent = 0)
    {
        var grid = new Grid().AddColumn(new GridColumn().Padding(indent, 0, Gap, 0)).AddColumn(new GridColumn().Padding(0, 0, 0, 0));
        foreach (var (name, text) in pairs)
            grid.AddRow(new Cell(Printable.Of(name)), new Cell(Printable.Of(text)));
        Write(writer, Terminal.Of(writer), grid);
    }

    /// <summary>A table as it is printed.</summary>
    internal static Table Table(string[] header, IEnumerable<string[]> rows, int rightAligned = -1)
    {
        var table = new Table();
        foreach (var (index, title) in header.Index())
        {
            table.AddColumn(new TableColumn(new Cell(Printable.Of(title), new Style(decoration: Decoration.Bold)))
            {
                Alignment = rightAligned >= 0 && index >= rightAligned ? Justify.Right : Justify.Left,
                // The border's separator is the other half of the gap.
                Padding = new Padding(0, 0, index < header.Length - 1 ? Gap - 1 : 0, 0),
            });
        }
        foreach (var row in rows)
            table.AddRow(row.Select(cell => new Cell(Printable.Of(cell))));
        table.Border = new RuleBelowTitles(table.Rows.Count == 0);
        return table;
    }

    /// <summary>Prints columns on a terminal, or plain where there is none.</summary>
    internal static void Write(TextWriter writer, IAnsiConsole? terminal, IRenderable columns)
    {
        // A name or path in two pieces could not be copied, and of many columns on a narrow terminal nothing would be left.
        if (terminal is not null && Terminal.Fits(terminal, columns))
        {
            ColumnWidths.Fit(columns, RenderOptions.Create(terminal), terminal.Profile.Width, Gap);
            terminal.Write(columns);
            return;
        }
        foreach (var line in Terminal.Plain(columns))
            writer.WriteLine(line);
    }

    private sealed class RuleBelowTitles(bool noRows) : TableBorder
    {
        public override string GetPart(TableBorderPart part) =>
            part is TableBorderPart.HeaderSeparator or TableBorderPart.CellSeparator ? " " : "";

        // Without rows Spectre draws no rule below the titles, but one that ends the table.
        public override string GetColumnRow(TablePart part, IReadOnlyList<int> widths, IReadOnlyList<IColumn> columns) =>
            part == (noRows ? TablePart.Bottom : TablePart.HeaderSeparator)
                ? string.Join(new string(' ', Gap), widths.Select(width => new string('─', width)))
                : "";
    }
}
