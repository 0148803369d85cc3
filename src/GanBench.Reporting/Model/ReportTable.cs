using GanBench.Statistics;

namespace GanBench.Reporting.Model;

/// <summary>A table: its cells carry both the text that is printed and the number that is exported.</summary>
public sealed record ReportTable
{
    /// <summary>Name in exports, unique in the report.</summary>
    public required string Id { get; init; }

    /// <summary>What it shows.</summary>
    public required string Caption { get; init; }

    /// <summary>The columns.</summary>
    public required IReadOnlyList<TableColumn> Columns { get; init; }

    /// <summary>The rows; each has one cell per column.</summary>
    public required IReadOnlyList<IReadOnlyList<TableCell>> Rows { get; init; }

    /// <summary>Notes below it.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}

/// <summary>A column.</summary>
/// <param name="Name">Its heading.</param>
/// <param name="Numeric">Whether its cells are numbers, set flush right.</param>
/// <param name="Unit">Unit of its numbers, or null.</param>
public sealed record TableColumn(string Name, bool Numeric = false, string? Unit = null);

/// <summary>A cell.</summary>
/// <param name="Text">What is printed.</param>
/// <param name="Value">The number behind it, or null for text.</param>
/// <param name="Style">How it is set.</param>
public sealed record TableCell(string Text, double? Value = null, CellStyle Style = CellStyle.Plain)
{
    /// <summary>Spread and interval of the number, for exports; null where it has none.</summary>
    public SampleSummary? Summary { get; init; }

    /// <summary>Stands where there is nothing to say.</summary>
    public static TableCell None { get; } = new("–");

    /// <summary>A text cell.</summary>
    /// <param name="text">The text.</param>
    public static implicit operator TableCell(string text) => new(text);
}

/// <summary>How a cell is set.</summary>
public enum CellStyle
{
    /// <summary>As body text.</summary>
    Plain,

    /// <summary>The best of its column or group.</summary>
    Best,

    /// <summary>Less important: remarks, hashes.</summary>
    Muted,

    /// <summary>A hash or identifier, in a fixed-width face.</summary>
    Code,

    /// <summary>Something went wrong or was refuted.</summary>
    Warning,

    /// <summary>Something was confirmed.</summary>
    Good,
}
