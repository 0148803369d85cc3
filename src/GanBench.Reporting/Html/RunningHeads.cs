using System.Globalization;
using System.Text;
using GanBench.Reporting.Model;

namespace GanBench.Reporting.Html;

/// <summary>The report's title at the head of every page but the first.</summary>
internal static class RunningHeads
{
    private const string Font = "font: 7.5pt \"DejaVu Sans Condensed\", Arial, sans-serif; color: #5c6570;";

    /// <summary>The page style of a report as CSS.</summary>
    public static string Of(ReportModel report) =>
        $"@page {{ @top-left {{ content: {CssString(report.Cover.Title)}; {Font} }} }}\n"
        + "@page :first { @top-left { content: none; } }\n";

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
