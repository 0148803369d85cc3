using GanBench.Reporting.Model;

namespace GanBench.Reporting.Building;

/// <summary>What all chapters are built from.</summary>
/// <param name="Runs">The runs that could be read.</param>
/// <param name="Cells">The same, seeds put together.</param>
/// <param name="Unreadable">Run directories that could not be read, each with the reason.</param>
/// <param name="Options">What the report was told.</param>
internal sealed record ReportContext(
    IReadOnlyList<RunResult> Runs,
    IReadOnlyList<CellResult> Cells,
    IReadOnlyList<Fact> Unreadable,
    ReportOptions Options)
{
    /// <summary>Published values of all studies.</summary>
    public IEnumerable<PublishedValue> Published => Options.Studies.SelectMany(s => s.Published);

    /// <summary>Claims of all studies.</summary>
    public IEnumerable<ClaimResult> Claims => Options.Studies.SelectMany(s => s.Claims);

    /// <summary>Datasets with their cells.</summary>
    public IEnumerable<IGrouping<string, CellResult>> Datasets => Cells.GroupBy(c => c.Dataset);

    /// <summary>
    /// The dataset whose results stand on the first page: the first of those with most configurations; null without runs.
    /// </summary>
    public string? MainDataset => Datasets.MaxBy(d => d.Count())?.Key;
}

/// <summary>Small helpers for chapters whose parts may be absent.</summary>
internal static class Parts
{
    /// <summary>A chapter, or nothing when all its sections are empty.</summary>
    public static IEnumerable<ReportChapter> Chapter(string id, string title, params IEnumerable<ReportSection?> sections)
    {
        var present = sections.OfType<ReportSection>().ToList();
        if (present.Count > 0)
            yield return new ReportChapter(id, title, present);
    }

    /// <summary>A section, or null when all its blocks are absent.</summary>
    public static ReportSection? Section(string id, string title, params IEnumerable<ReportBlock?> blocks)
    {
        var present = blocks.OfType<ReportBlock>().ToList();
        return present.Count == 0 ? null : new ReportSection(id, title, present);
    }

    /// <summary>Cuts a list into pieces, so that a chart keeps few enough lines to be read.</summary>
    public static IEnumerable<IReadOnlyList<T>> Pieces<T>(this IReadOnlyList<T> items, int size)
    {
        // Even pieces: eight items at a limit of six are four and four.
        var pieces = (items.Count + size - 1) / size;
        return pieces == 0 ? [] : items.Chunk((items.Count + pieces - 1) / pieces);
    }
}
