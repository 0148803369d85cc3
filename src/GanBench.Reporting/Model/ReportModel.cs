namespace GanBench.Reporting.Model;

/// <summary>A whole report as data: every word, number, chart and picture, and nothing about how it is drawn.</summary>
public sealed record ReportModel
{
    /// <summary>The head of the first page.</summary>
    public required ReportCover Cover { get; init; }

    /// <summary>The chapters in reading order; one without content is not there.</summary>
    public IReadOnlyList<ReportChapter> Chapters { get; init; } = [];

    /// <summary>Files written beside the report, each under the report's own name, such as the animations.</summary>
    public IReadOnlyList<ReportFile> Files { get; init; } = [];

    /// <summary>Every measured value of every run, of which tables show summaries.</summary>
    public IReadOnlyList<Measurement> Measurements { get; init; } = [];
}

/// <summary>A file beside the report.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Content">Its bytes.</param>
public sealed record ReportFile(string Name, byte[] Content)
{
    /// <summary>The name of a file beside a report: several reports may lie in one folder.</summary>
    /// <param name="report">The report's own name without extension; empty for none.</param>
    /// <param name="file">The file's name, e.g. "tables.md".</param>
    public static string Beside(string report, string file) => report.Length == 0 ? file : $"{report}.{file}";
}

/// <summary>The head of the first page.</summary>
public sealed record ReportCover
{
    /// <summary>The report's title.</summary>
    public required string Title { get; init; }

    /// <summary>What was measured, in one line, or empty.</summary>
    public string Subtitle { get; init; } = "";

    /// <summary>
    /// When the measurements ended; null when there are none. Never the time of printing, so the same runs give the same report.
    /// </summary>
    public DateTimeOffset? Date { get; init; }

    /// <summary>Scope, machine and engine in a few words each; the last chapter has them in full.</summary>
    public IReadOnlyList<string> Facts { get; init; } = [];
}

/// <summary>A chapter. The first stands on the first page, before the contents.</summary>
/// <param name="Id">Anchor, unique in the report.</param>
/// <param name="Title">Its heading.</param>
/// <param name="Sections">Its sections.</param>
public sealed record ReportChapter(string Id, string Title, IReadOnlyList<ReportSection> Sections);

/// <summary>A section of a chapter.</summary>
/// <param name="Id">Anchor, unique in the report.</param>
/// <param name="Title">Its heading; empty for a chapter's opening.</param>
/// <param name="Blocks">What it holds, in reading order.</param>
public sealed record ReportSection(string Id, string Title, IReadOnlyList<ReportBlock> Blocks);

/// <summary>A number of a table, as it is exported.</summary>
/// <param name="Place">The table's id.</param>
/// <param name="Row">Row of the table.</param>
/// <param name="Column">Column of the table.</param>
/// <param name="Value">The number, unrounded.</param>
/// <param name="Unit">Its unit, or null.</param>
public sealed record ReportNumber(string Place, string Row, string Column, double Value, string? Unit = null)
{
    /// <summary>Values that it is the mean of (seeds), or judgements that were counted; null for a number alone.</summary>
    public int? Count { get; init; }

    /// <summary>Their standard deviation, where there are two or more.</summary>
    public double? StandardDeviation { get; init; }

    /// <summary>Lower end of its 95 % interval, where it has one.</summary>
    public double? Low { get; init; }

    /// <summary>Upper end of its 95 % interval, where it has one.</summary>
    public double? High { get; init; }
}
