using GanBench.Reporting.Model;

namespace GanBench.Reporting.Html;

/// <summary>
/// Arranges what half of the width is enough for: blocks of a section, and whole sections of a chapter, that follow each other share it.
/// </summary>
internal static class BlockRows
{
    /// <summary>The rows of a section, each of one block over the whole width or of several narrow ones of a kind.</summary>
    /// <param name="blocks">The blocks in reading order.</param>
    public static IReadOnlyList<IReadOnlyList<ReportBlock>> Of(IReadOnlyList<ReportBlock> blocks) =>
        Together(blocks, (last, next) => IsNarrow(last) && IsNarrow(next) && last.GetType() == next.GetType());

    /// <summary>The rows of a chapter, each of one section over the whole width or of several that have narrow charts alone.</summary>
    /// <param name="sections">The sections in reading order.</param>
    public static IReadOnlyList<IReadOnlyList<ReportSection>> Of(IReadOnlyList<ReportSection> sections) =>
        Together(sections, (last, next) => IsNarrow(last) && IsNarrow(next));

    private static bool IsNarrow(ReportBlock block) => block is TableBlock { IsNarrow: true } or ChartFigure { Charts.Count: 1 };

    private static bool IsNarrow(ReportSection section) => section.Blocks.All(block => block is ChartFigure && IsNarrow(block));

    private static List<List<T>> Together<T>(IReadOnlyList<T> items, Func<T, T, bool> areOne)
    {
        var rows = new List<List<T>>();
        foreach (var item in items)
        {
            if (rows is [.., var last] && areOne(last[^1], item))
                last.Add(item);
            else
                rows.Add([item]);
        }
        return rows;
    }
}
