using Spectre.Console;
using Spectre.Console.Rendering;

namespace GanBench.Cli.Display;

/// <summary>
/// Shares a width among the columns of a table: the widest gives way first, and none below its longest word. Spectre itself takes as much
/// from each, and breaks a name beside a column with words to spare.
/// </summary>
internal static class ColumnWidths
{
    // Spectre keeps room for the table's outer lines, which ours do not have.
    private const int Edges = 2;

    /// <summary>Sets the widths of columns where the table is wider than there is room.</summary>
    /// <param name="columns">A table; anything else stays as it is.</param>
    /// <param name="options">How cells are measured.</param>
    /// <param name="room">The width that there is.</param>
    /// <param name="gap">Spaces between columns.</param>
    public static void Fit(IRenderable columns, RenderOptions options, int room, int gap)
    {
        if (columns is not Table table)
            return;
        var sizes = table.Columns.Select((column, index) => table.Rows.Select(row => row.ElementAt(index)).Prepend(column.Header)
            .Select(cell => cell.Measure(options, Terminal.Unlimited)).ToList()).ToList();
        var least = sizes.ConvertAll(cells => cells.Max(cell => cell.Min));
        var widths = sizes.ConvertAll(cells => cells.Max(cell => cell.Max));
        var excess = widths.Sum() + (gap * (widths.Count - 1)) - (room - Edges);
        if (excess <= 0)
            return;
        for (; excess > 0; excess--)
        {
            var widest = Enumerable.Range(0, widths.Count).MaxBy(i => widths[i] > least[i] ? widths[i] : -1);
            if (widths[widest] <= least[widest])
                return;
            widths[widest]--;
        }
        foreach (var (index, column) in table.Columns.Index())
            column.Width = widths[index];
    }
}
