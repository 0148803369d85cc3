using System.Globalization;
using System.Text;
using GanBench.Reporting.Model;

namespace GanBench.Reporting.Html;

/// <summary>
/// Each chapter has a page style of its own, named after its id, that prints the chapter's title at the head of its pages.
/// </summary>
internal static class RunningHeads
{
    private const string Font = "font: 7.5pt \"DejaVu Sans Condensed\", Arial, sans-serif; color: #5c6570;";

    /// <summary>The page styles of a report as CSS.</summary>
    public static string Of(ReportModel report)
    {
        var css = new StringBuilder();
        var title = CssString(report.Cover.Title);
        foreach (var chapter in report.Chapters)
        {
            css.Append("@page ").Append(chapter.Id).Append(" { @top-left { content: ").Append(title).Append("; ").Append(Font)
                .Append(" } @top-right { content: ").Append(CssString(chapter.Title)).Append("; ").Append(Font).Append(" } }\n");
        }
        return css.ToString();
    }

    private static string CssString(string text)
    {
        text = text.Length <= 80 ? text : text[..79] + "…";
        var css = new StringBuilder("\"");
        foreach (var c in text)
        {
            // Backslash, quotes and anything that could end the style element are written as code points.
            if (c is '"' or '\\' or '<' or '>' or '&' || char.IsControl(c))
                css.Append(CultureInfo.InvariantCulture, $"\\{(int)c:x} ");
            else
                css.Append(c);
        }
        return css.Append('"').ToString();
    }
}
