using GanBench.Reporting.Model;

namespace GanBench.Reporting.Html;

/// <summary>
/// Arranges the blocks of a section: those that half of the width is enough for share it where two or more follow each other.
/// </summary>
internal static class BlockRows
{
    /// <summary>The rows of a section, each of one block over the whole width or of several narrow ones of a kind.</summary>
    /// <param name="blocks">The blocks in reading order.</param>
    public static IReadOnlyList<IReadOnlyList<ReportBlock>> Of(IReadOnlyList<ReportBlock> blocks)
    {
        var rows = new List<List<ReportBlock>>();
        foreach (var block in blocks)
        {
            if (IsNarrow(block) && rows is [.., var last] && IsNarrow(last[0]) && last[0].GetType() == block.GetType())
                last.Add(block);
            else
                rows.Add([block]);
        }
        return rows;
    }

    private static bool IsNarrow(ReportBlock block) => block is TableBlock { IsNarrow: true } or ChartFigure { Charts.Count: 1 };
}
