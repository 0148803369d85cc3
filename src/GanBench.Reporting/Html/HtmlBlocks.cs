using System.Globalization;
using System.Text;
using GanBench.Reporting.Charts;
using GanBench.Reporting.Model;

namespace GanBench.Reporting.Html;

/// <summary>Renders the blocks of sections; figures and tables are numbered through the report.</summary>
/// <param name="html">Gets the markup.</param>
/// <param name="linkFiles">Whether files beside the report are links or only named.</param>
internal sealed class HtmlBlocks(StringBuilder html, bool linkFiles)
{
    private int figures;
    private int tables;

    /// <summary>Appends a block.</summary>
    public void Append(ReportBlock block)
    {
        switch (block)
        {
            case Paragraph paragraph: Element("p", "", paragraph.Text); break;
            case Remark remark: Element("p", "remark", remark.Text); break;
            case BulletList list: Bullets(list.Items); break;
            case FactList facts: Facts(html, facts.Facts); break;
            case FactGrid grid: Grid(grid); break;
            case TableBlock table: Table(table.Table); break;
            case ChartFigure figure: Charts(figure); break;
            case ImageFigure figure: Images(figure); break;
            case ClaimLedger ledger: Claims(ledger.Claims); break;
            case FileLink link when linkFiles:
                html.Append("<p><a href=\"").Append(Text(link.File)).Append("\">").Append(Text(link.Text)).Append("</a></p>\n");
                break;
            case FileLink link: Element("p", "", $"{link.Text}: {link.File}"); break;
            default: throw new ArgumentException($"A report has no way to show a {block.GetType().Name}.");
        }
    }

    /// <summary>Appends names and values.</summary>
    public static void Facts(StringBuilder html, IEnumerable<Fact> facts)
    {
        html.Append("<dl>");
        foreach (var fact in facts)
            html.Append("<dt>").Append(Text(fact.Name)).Append("</dt><dd dir=\"auto\">").Append(Text(fact.Value)).Append("</dd>");
        html.Append("</dl>\n");
    }

    /// <summary>Appends a picture, its bytes included.</summary>
    public static void Image(StringBuilder html, ReportImage image) =>
        html.Append("<img alt=\"").Append(Text(image.Alt)).Append("\" src=\"data:image/png;base64,").Append(Convert.ToBase64String(image.Png)).Append("\">");

    private void Grid(FactGrid grid)
    {
        html.Append("<div class=\"grid\">");
        Element("h4", "", grid.Title);
        html.Append("<div>");
        foreach (var fact in grid.Facts)
            html.Append("<div><span>").Append(Text(fact.Name)).Append("</span><span dir=\"auto\">").Append(Text(fact.Value)).Append("</span></div>");
        html.Append("</div></div>\n");
    }

    private void Table(ReportTable table)
    {
        html.Append("<div class=\"tablebox\"><div class=\"scroll\"><table class=\"data\" id=\"table-").Append(table.Id).Append("\">\n<caption><b>Table ")
            .Append(CultureInfo.InvariantCulture, $"{++tables}").Append("</b>&ensp;").Append(Text(table.Caption)).Append("</caption>\n<thead><tr>");
        foreach (var column in table.Columns)
        {
            html.Append(column.Numeric ? "<th scope=\"col\" class=\"n\">" : "<th scope=\"col\">").Append(Text(column.Name));
            if (column.Unit is { } unit)
                html.Append(" <span class=\"unit\">").Append(Text(unit)).Append("</span>");
            html.Append("</th>");
        }
        html.Append("</tr></thead>\n<tbody>\n");
        foreach (var row in table.Rows)
        {
            html.Append("<tr>");
            for (var i = 0; i < row.Count; i++)
                Cell(row[i], table.Columns[i]);
            html.Append("</tr>\n");
        }
        html.Append("</tbody></table></div>");
        foreach (var note in table.Notes)
            Element("p", "notes", note);
        html.Append("</div>\n");
    }

    private void Cell(TableCell cell, TableColumn column)
    {
        var style = cell.Style switch { CellStyle.Best => "best", CellStyle.Muted => "muted", CellStyle.Code => "code", CellStyle.Warning => "warning", CellStyle.Good => "good", _ => "" };
        var classes = column.Numeric ? ("n " + style).TrimEnd() : style;
        html.Append("<td");
        if (classes.Length > 0)
            html.Append(" class=\"").Append(classes).Append('"');
        if (cell.Value is { } value && double.IsFinite(value))
            html.Append(CultureInfo.InvariantCulture, $" data-v=\"{value:R}\"");
        html.Append(column.Numeric ? ">" : " dir=\"auto\">").Append(Text(cell.Text)).Append("</td>");
    }

    private void Charts(ChartFigure figure)
    {
        // The caption and the first row are one box, so that no page ends between them.
        html.Append("<figure><div class=\"keep\">");
        Caption(figure.Caption);
        var first = true;
        for (var i = 0; i < figure.Charts.Count; first = false)
        {
            if (!first)
                html.Append("<div class=\"keep\">");
            var full = figure.Charts[i].Size == ChartSize.Full;
            html.Append(full ? "<div class=\"row\">" : "<div class=\"row halves\">");
            Chart(figure.Charts[i++], figure.Charts.Count);
            if (!full && i < figure.Charts.Count && figure.Charts[i].Size == ChartSize.Half)
                Chart(figure.Charts[i++], figure.Charts.Count);
            html.Append("</div></div>\n");
        }
        html.Append("</figure>\n");
    }

    private void Chart(Chart chart, int charts)
    {
        html.Append("<div>");
        if (chart.Title.Length > 0 && (chart.Size == ChartSize.Half || charts > 1))
            Element("h4", "", chart.Title);
        html.Append(SvgChart.Render(chart)).Append("</div>");
    }

    private void Images(ImageFigure figure)
    {
        html.Append("<figure><table class=\"images\"><caption>");
        Number(figure.Caption);
        html.Append("</caption><thead><tr><th class=\"row\"></th>");
        foreach (var column in figure.Columns)
            html.Append("<th scope=\"col\">").Append(Text(column)).Append("</th>");
        html.Append("</tr></thead><tbody>\n");
        foreach (var row in figure.Rows)
        {
            html.Append("<tr><th scope=\"row\" class=\"row\" dir=\"auto\">").Append(Text(row.Name)).Append("</th>");
            foreach (var image in row.Images)
            {
                html.Append("<td>");
                if (image is null)
                    html.Append('–');
                else
                    Image(html, image);
                html.Append("</td>");
            }
            html.Append("</tr>\n");
        }
        html.Append("</tbody></table></figure>\n");
    }

    private void Claims(IReadOnlyList<ClaimResult> claims)
    {
        foreach (var claim in claims)
        {
            // A sign beside the word, so that the outcome does not hang on colour.
            var (sign, style) = claim.Outcome switch
            {
                ClaimOutcome.Supported => ("✓ ", "supported"),
                ClaimOutcome.Refuted => ("✗ ", "refuted"),
                _ => ("? ", "undecided"),
            };
            html.Append("<div class=\"claim\"><div><div class=\"outcome ").Append(style).Append("\">").Append(sign).Append(style)
                .Append("</div><div class=\"id\">").Append(Text(claim.Id)).Append("</div></div><div>");
            Element("p", "what", claim.Text);
            Element("p", "why", claim.Why);
            if (claim.Numbers.Count > 0)
            {
                html.Append("<ul>");
                foreach (var number in claim.Numbers)
                    html.Append("<li><span>").Append(Text(number.Name)).Append("</span> ").Append(Text(number.Value)).Append("</li>");
                html.Append("</ul>");
            }
            html.Append("</div></div>\n");
        }
    }

    private void Bullets(IReadOnlyList<string> items)
    {
        html.Append("<ul>");
        foreach (var item in items)
            Element("li", "", item);
        html.Append("</ul>\n");
    }

    private void Caption(string text)
    {
        html.Append("<figcaption>");
        Number(text);
        html.Append("</figcaption>");
    }

    private void Number(string caption) =>
        html.Append(CultureInfo.InvariantCulture, $"<b>Figure {++figures}</b>&ensp;").Append(Text(caption));

    private void Element(string name, string style, string text)
    {
        html.Append('<').Append(name);
        if (style.Length > 0)
            html.Append(" class=\"").Append(style).Append('"');
        html.Append(" dir=\"auto\">").Append(Text(text)).Append("</").Append(name).Append(">\n");
    }

    private static string Text(string text) => HtmlRenderer.Text(text);
}
