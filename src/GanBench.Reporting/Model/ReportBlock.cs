using GanBench.Reporting.Charts;

namespace GanBench.Reporting.Model;

/// <summary>A piece of a section.</summary>
public abstract record ReportBlock;

/// <summary>Running text.</summary>
/// <param name="Text">One paragraph.</param>
public sealed record Paragraph(string Text) : ReportBlock;

/// <summary>Text set apart because a reader must not miss it.</summary>
/// <param name="Text">One paragraph.</param>
public sealed record Remark(string Text) : ReportBlock;

/// <summary>What was found, in one paragraph: the first that a reader sees.</summary>
/// <param name="Text">The paragraph.</param>
public sealed record Verdict(string Text) : ReportBlock;

/// <summary>A list of short statements.</summary>
/// <param name="Items">The statements.</param>
public sealed record BulletList(IReadOnlyList<string> Items) : ReportBlock;

/// <summary>Names and values in columns.</summary>
/// <param name="Facts">The pairs.</param>
public sealed record FactList(IReadOnlyList<Fact> Facts) : ReportBlock;

/// <summary>Many short names and values, set small in several columns.</summary>
/// <param name="Title">What they are.</param>
/// <param name="Facts">The pairs.</param>
public sealed record FactGrid(string Title, IReadOnlyList<Fact> Facts) : ReportBlock;

/// <summary>A table.</summary>
/// <param name="Table">Its content.</param>
public sealed record TableBlock(ReportTable Table) : ReportBlock
{
    /// <summary>Whether half of the page's width is enough: such tables stand in two columns.</summary>
    public bool IsNarrow { get; init; }
}

/// <summary>Charts that belong together under one caption.</summary>
/// <param name="Caption">What they show and how they were made.</param>
/// <param name="Charts">At least one chart.</param>
public sealed record ChartFigure(string Caption, IReadOnlyList<Chart> Charts) : ReportBlock;

/// <summary>Pictures in rows and columns with headings, such as architectures by steps.</summary>
/// <param name="Caption">What they show.</param>
/// <param name="Columns">Headings of the columns.</param>
/// <param name="Rows">The rows; each has one picture, or null, per column.</param>
public sealed record ImageFigure(string Caption, IReadOnlyList<string> Columns, IReadOnlyList<ImageRow> Rows) : ReportBlock;

/// <summary>An animation: it plays on a screen whose reader has not asked for less motion, elsewhere its last picture stands.</summary>
/// <param name="Caption">What it shows.</param>
/// <param name="File">Name of its file among the report's (<see cref="ReportModel.Files"/>).</param>
/// <param name="Still">Its last picture.</param>
public sealed record AnimationFigure(string Caption, string File, ReportImage Still) : ReportBlock;

/// <summary>A row of pictures.</summary>
/// <param name="Name">Its heading.</param>
/// <param name="Images">One picture, or null where there is none, per column.</param>
public sealed record ImageRow(string Name, IReadOnlyList<ReportImage?> Images);

/// <summary>A picture with its description.</summary>
/// <param name="Png">The PNG file's bytes.</param>
/// <param name="Alt">What a reader who cannot see it should know.</param>
public sealed record ReportImage(byte[] Png, string Alt)
{
    /// <summary>Text below it.</summary>
    public string Caption { get; init; } = "";
}

/// <summary>Claims of a paper with what the measurements say about them.</summary>
/// <param name="Claims">The claims.</param>
public sealed record ClaimLedger(IReadOnlyList<ClaimResult> Claims) : ReportBlock;

/// <summary>Commands for a shell.</summary>
/// <param name="Lines">The commands, one a line.</param>
public sealed record CommandList(IReadOnlyList<string> Lines) : ReportBlock;
