using System.Globalization;
using System.Text;
using GanBench.Reporting.Charts;
using GanBench.Reporting.Model;

namespace GanBench.Reporting.Html;

/// <summary>Renders the blocks of sections; figures and tables are numbered through the report.</summary>
/// <param name="html">Gets the markup.</param>
internal sealed class HtmlBlocks(StringBuilder html)
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
            case TableBlock table: Table(table.Table); break;
            case ChartFigure figure: Charts(figure); break;
            case ImageFigure figure: Images(figure); break;
            case ClaimLedger ledger: Claims(ledger.Claims); break;
            case FileLink link: html.Append("<p><a href=\"").Append(Text(link.File)).Append("\">").Append(Text(link.Text)).Append("</a></p>\n"); break;
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
        var style = cell.Style switch { CellStyle.Best => "best", CellStyle.Muted => "muted", CellStyle.Code => "code", CellStyle.Warning => "warning", _ => "" };
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
        html.Append("<figure>");
        Caption(figure.Caption);
        html.Append("<div class=\"charts\">\n");
        foreach (var chart in figure.Charts)
        {
            html.Append(chart.Size == ChartSize.Full ? "<div class=\"full\">" : "<div>");
            if (chart.Title.Length > 0 && (chart.Size == ChartSize.Half || figure.Charts.Count > 1))
                Element("h4", "", chart.Title);
            html.Append(SvgChart.Render(chart)).Append("</div>\n");
        }
        html.Append("</div></figure>\n");
    }

    private void Images(ImageFigure figure)
    {
        html.Append("<figure>");
        Caption(figure.Caption);
        html.Append("<table class=\"images\"><thead><tr><th class=\"row\"></th>");
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

    private void Caption(string text) =>
        html.Append(CultureInfo.InvariantCulture, $"<figcaption><b>Figure {++figures}</b>&ensp;").Append(Text(text)).Append("</figcaption>");

    private void Element(string name, string style, string text)
    {
        html.Append('<').Append(name);
        if (style.Length > 0)
            html.Append(" class=\"").Append(style).Append('"');
        html.Append(" dir=\"auto\">").Append(Text(text)).Append("</").Append(name).Append(">\n");
    }

    private static string Text(string text) => HtmlRenderer.Text(text);
}
