using GanBench.Reporting.Model;

namespace GanBench.Reporting.Html;

/// <summary>What blocks must know of the page they are on: their numbers, which run through the report, and where it is read.</summary>
internal sealed class PageContext
{
    private readonly Dictionary<ReportBlock, int> _numbers = new(ReferenceEqualityComparer.Instance);

    /// <summary>Numbers the tables and figures of a report in reading order.</summary>
    /// <param name="report">The report.</param>
    /// <param name="linkFiles">Whether files beside the report are links or only named.</param>
    public PageContext(ReportModel report, bool linkFiles)
    {
        LinkFiles = linkFiles;
        var (tables, figures) = (0, 0);
        foreach (var block in report.Chapters.SelectMany(c => c.Sections).SelectMany(s => s.Blocks))
        {
            if (block is TableBlock)
                _numbers[block] = ++tables;
            else if (block is ChartFigure or ImageFigure)
                _numbers[block] = ++figures;
        }
    }

    /// <summary>Whether files beside the report are links or only named.</summary>
    public bool LinkFiles { get; }

    /// <summary>The number of a table or figure.</summary>
    public int Number(ReportBlock block) => _numbers[block];
}
