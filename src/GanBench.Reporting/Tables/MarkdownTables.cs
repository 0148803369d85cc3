using System.Text;
using GanBench.Reporting.Model;

namespace GanBench.Reporting.Tables;

/// <summary>Writes a report's tables and claims as Markdown.</summary>
public static class MarkdownTables
{
    /// <summary>All tables and claims under the headings of their chapters and sections.</summary>
    /// <param name="report">The report.</param>
    public static string Render(ReportModel report)
    {
        var text = new StringBuilder().Append("# ").Append(report.Cover.Title).Append('\n');
        if (report.Cover.Subtitle.Length > 0)
            text.Append('\n').Append(report.Cover.Subtitle).Append('\n');
        foreach (var chapter in report.Chapters)
        {
            var headed = false;
            foreach (var block in chapter.Sections.SelectMany(s => s.Blocks))
            {
                if (block is not (TableBlock or ClaimLedger or Remark or Verdict))
                    continue;
                if (!headed)
                    text.Append("\n## ").Append(chapter.Title).Append('\n');
                headed = true;
                Append(text, block);
            }
        }
        return text.ToString();
    }

    private static void Append(StringBuilder text, ReportBlock block)
    {
        switch (block)
        {
            case TableBlock { Table: var table }:
                Append(text, table);
                break;
            case ClaimLedger ledger:
                text.Append('\n');
                foreach (var claim in ledger.Claims)
                    text.Append("- **").Append(claim.Outcome.ToString().ToLowerInvariant()).Append("** ").Append(claim.Id).Append(": ")
                        .Append(claim.Text).Append(' ').Append(claim.Why).Append('\n');
                break;
            case Verdict verdict:
                text.Append('\n').Append(verdict.Text).Append('\n');
                break;
            case Remark remark:
                text.Append("\n> ").Append(remark.Text).Append('\n');
                break;
        }
    }

    private static void Append(StringBuilder text, ReportTable table)
    {
        text.Append("\n**").Append(table.Caption).Append("**\n\n| ");
        text.AppendJoin(" | ", table.Columns.Select(c => Escape(c.Unit is null ? c.Name : $"{c.Name} ({c.Unit})"))).Append(" |\n| ");
        text.AppendJoin(" | ", table.Columns.Select(c => c.Numeric ? "---:" : "---")).Append(" |\n");
        foreach (var row in table.Rows)
        {
            text.Append("| ").AppendJoin(" | ", row.Select(c => c.Style switch
            {
                CellStyle.Best => $"**{Escape(c.Text)}**",
                CellStyle.Code => $"`{c.Text}`",
                _ => Escape(c.Text),
            })).Append(" |\n");
        }
        foreach (var note in table.Notes)
            text.Append('\n').Append(note).Append('\n');
    }

    private static string Escape(string text) => text.Replace("|", "\\|", StringComparison.Ordinal).Replace('\n', ' ');
}
