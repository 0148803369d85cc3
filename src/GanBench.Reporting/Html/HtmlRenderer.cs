using System.Globalization;
using System.Net;
using System.Text;
using GanBench.Reporting.Building;
using GanBench.Reporting.Model;

namespace GanBench.Reporting.Html;

/// <summary>Renders a report as one HTML page that needs nothing else: styles, charts and pictures are in it.</summary>
public static class HtmlRenderer
{
    /// <summary>The page. It reads the same without script, on a phone and in print.</summary>
    /// <param name="report">The report.</param>
    public static string Render(ReportModel report) => Render(report, null);

    /// <summary>
    /// The page as it is printed: with page numbers in its contents, once they are known from a first print, and without links to files,
    /// which would carry the folder it happened to lie in.
    /// </summary>
    /// <param name="report">The report.</param>
    /// <param name="pages">Page by anchor; contents without a page show none.</param>
    internal static string RenderForPrint(ReportModel report, IReadOnlyDictionary<string, int> pages) => Render(report, pages);

    private static string Render(ReportModel report, IReadOnlyDictionary<string, int>? pages)
    {
        var html = new StringBuilder(1 << 20);
        html.Append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
            .Append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
            .Append("<meta name=\"generator\" content=\"GanBench\">\n<link rel=\"icon\" href=\"data:,\">\n")
            .Append("<title>").Append(Text(report.Cover.Title)).Append("</title>\n<style>\n")
            .Append(Resource("report.css")).Append(RunningHeads(report)).Append("</style>\n</head>\n<body>\n");
        Cover(html, report.Cover);
        if (report.Chapters.Count > 0)
            Contents(html, report.Chapters, pages);
        html.Append("<main>\n");
        var blocks = new HtmlBlocks(html, linkFiles: pages is null);
        foreach (var chapter in report.Chapters)
            Chapter(html, chapter, blocks);
        return html.Append("</main>\n<script>\n").Append(Resource("report.js")).Append("</script>\n</body>\n</html>\n").ToString();
    }

    /// <summary>Text as HTML.</summary>
    internal static string Text(string text) => WebUtility.HtmlEncode(text);

    private static void Cover(StringBuilder html, ReportCover cover)
    {
        html.Append("<header class=\"cover\">\n<div class=\"brand\">GanBench</div>\n<h1 dir=\"auto\">").Append(Text(cover.Title)).Append("</h1>\n");
        if (cover.Subtitle.Length > 0)
            html.Append("<p class=\"sub\" dir=\"auto\">").Append(Text(cover.Subtitle)).Append("</p>\n");
        if (cover.Date is { } date)
            html.Append("<p class=\"date\">Measured up to ").Append(Format.Day(date)).Append("</p>\n");
        if (cover.Images.Count > 0)
        {
            html.Append(CultureInfo.InvariantCulture, $"<div class=\"mosaic\" style=\"--n:{Math.Clamp(cover.Images.Count, 2, 3)}\">\n");
            foreach (var image in cover.Images)
            {
                html.Append("<figure>");
                HtmlBlocks.Image(html, image);
                html.Append("<figcaption dir=\"auto\">").Append(Text(image.Caption)).Append("</figcaption></figure>\n");
            }
            html.Append("</div>\n");
        }
        html.Append("<div class=\"grow\"></div>\n<div class=\"columns\">\n");
        Facts("Scope", cover.Scope);
        Facts("Environment", cover.Environment);
        html.Append("</div>\n");
        if (cover.Repeat.Count > 0)
            html.Append("<section class=\"repeat\"><h2>How to repeat this</h2><pre>").Append(Text(string.Join('\n', cover.Repeat))).Append("</pre></section>\n");
        html.Append("</header>\n");

        void Facts(string title, IReadOnlyList<Fact> facts)
        {
            if (facts.Count == 0)
                return;
            html.Append("<section><h2>").Append(title).Append("</h2>");
            HtmlBlocks.Facts(html, facts);
            html.Append("</section>\n");
        }
    }

    private static void Contents(StringBuilder html, IReadOnlyList<ReportChapter> chapters, IReadOnlyDictionary<string, int>? pages)
    {
        html.Append("<nav class=\"toc\"><h2>Contents</h2>\n<ol>\n");
        foreach (var chapter in chapters)
        {
            html.Append("<li>");
            Entry(chapter.Id, chapter.Title);
            var titled = chapter.Sections.Where(s => s.Title.Length > 0).ToList();
            if (titled.Count > 0)
            {
                html.Append("<ol>");
                foreach (var section in titled)
                {
                    html.Append("<li>");
                    Entry(section.Id, section.Title);
                    html.Append("</li>");
                }
                html.Append("</ol>");
            }
            html.Append("</li>\n");
        }
        html.Append("</ol></nav>\n");

        void Entry(string id, string title)
        {
            html.Append("<a href=\"#").Append(id).Append("\"><span dir=\"auto\">").Append(Text(title)).Append("</span>");
            if (pages is not null && pages.TryGetValue(id, out var page))
                html.Append(CultureInfo.InvariantCulture, $"<span class=\"dots\"></span><span class=\"page\">{page}</span>");
            html.Append("</a>");
        }
    }

    private static void Chapter(StringBuilder html, ReportChapter chapter, HtmlBlocks blocks)
    {
        html.Append("<article class=\"chapter\" style=\"page:").Append(chapter.Id).Append("\">\n<h2 id=\"").Append(chapter.Id)
            .Append("\" dir=\"auto\">").Append(Text(chapter.Title)).Append("</h2>\n");
        foreach (var section in chapter.Sections)
        {
            html.Append("<section>\n");
            if (section.Title.Length > 0)
                html.Append("<h3 id=\"").Append(section.Id).Append("\" dir=\"auto\">").Append(Text(section.Title)).Append("</h3>\n");
            foreach (var block in section.Blocks)
                blocks.Append(block);
            html.Append("</section>\n");
        }
        html.Append("</article>\n");
    }

    // Each chapter has a page style of its own, named after its id, that prints the chapter's title at the head of its pages.
    private static string RunningHeads(ReportModel report)
    {
        const string font = "font: 7.5pt \"DejaVu Sans Condensed\", Arial, sans-serif; color: #5c6570;";
        var css = new StringBuilder();
        var title = CssString(report.Cover.Title);
        foreach (var chapter in report.Chapters)
        {
            css.Append("@page ").Append(chapter.Id).Append(" { @top-left { content: ").Append(title).Append("; ").Append(font)
                .Append(" } @top-right { content: ").Append(CssString(chapter.Title)).Append("; ").Append(font).Append(" } }\n");
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

    private static string Resource(string name)
    {
        using var stream = typeof(HtmlRenderer).Assembly.GetManifestResourceStream("GanBench.Reporting.Html." + name)
            ?? throw new InvalidOperationException($"The resource {name} is not in the assembly.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
