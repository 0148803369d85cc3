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

    /// <summary>
    /// Numbers that are exported in full although a table shows only their summary, such as every metric of every checkpoint.
    /// </summary>
    public IReadOnlyList<ReportNumber> Numbers { get; init; } = [];
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

/// <summary>One exported number.</summary>
/// <param name="Place">Where it belongs: a table's id, or "run metrics".</param>
/// <param name="Row">Row in that place.</param>
/// <param name="Column">Column in that place.</param>
/// <param name="Value">The number, unrounded.</param>
/// <param name="StandardDeviation">Its spread, where it has one.</param>
/// <param name="Unit">Its unit, or null.</param>
public sealed record ReportNumber(
    string Place, string Row, string Column, double Value, double? StandardDeviation = null, string? Unit = null);
