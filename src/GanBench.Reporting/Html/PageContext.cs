using GanBench.Reporting.Model;

namespace GanBench.Reporting.Html;

/// <summary>What blocks must know of the page they are on: their numbers, which run through the report, and where it is read.</summary>
internal sealed class PageContext
{
    private readonly Dictionary<ReportBlock, int> _numbers = new(ReferenceEqualityComparer.Instance);
    private readonly string _name;

    /// <summary>Numbers the tables and figures of a report in reading order.</summary>
    /// <param name="report">The report.</param>
    /// <param name="name">What the names of files beside it start with, or empty.</param>
    /// <param name="onScreen">Whether it is read on a screen and not printed.</param>
    public PageContext(ReportModel report, string name, bool onScreen)
    {
        (_name, OnScreen) = (name, onScreen);
        var (tables, figures) = (0, 0);
        foreach (var block in report.Chapters.SelectMany(c => c.Sections).SelectMany(s => s.Blocks))
        {
            if (block is TableBlock)
                _numbers[block] = ++tables;
            else if (block is ChartFigure or ImageFigure or AnimationFigure)
                _numbers[block] = ++figures;
        }
    }

    /// <summary>Whether the page is read on a screen, where files beside it can be shown; a print names them.</summary>
    public bool OnScreen { get; }

    /// <summary>The number of a table or figure.</summary>
    public int Number(ReportBlock block) => _numbers[block];

    /// <summary>The name under which a file of the report lies beside it.</summary>
    /// <param name="file">Its name in the report.</param>
    public string NameOf(string file) => ReportFile.Beside(_name, file);
}
