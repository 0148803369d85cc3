using System.Globalization;
using System.Text.Json;
using CsvHelper;
using CsvHelper.Configuration;
using GanBench.Reporting.Charts;
using GanBench.Reporting.Model;
using GanBench.Runs;

namespace GanBench.Reporting.Tables;

/// <summary>Exports every number of a report, unrounded.</summary>
public static class NumberExport
{
    /// <summary>The numbers of all tables, then those that no table shows in full.</summary>
    /// <param name="report">The report.</param>
    public static IEnumerable<ReportNumber> All(ReportModel report)
    {
        foreach (var table in Blocks(report).OfType<TableBlock>().Select(b => b.Table))
        {
            foreach (var row in table.Rows)
            {
                // A row is named by its texts, which say what it is: architecture, step, layer.
                var name = string.Join(
                    " / ", row.Where((cell, i) => cell.Value is null && !table.Columns[i].Numeric && cell.Style != CellStyle.Muted)
                    .Select(c => c.Text));
                for (var i = 0; i < row.Count; i++)
                {
                    if (row[i].Value is { } value)
                        yield return new ReportNumber(table.Id, name, table.Columns[i].Name, value, null, table.Columns[i].Unit);
                }
            }
        }
        foreach (var number in report.Numbers)
            yield return number;
    }

    /// <summary>All numbers as CSV: place, row, column, value, standard deviation, unit.</summary>
    /// <param name="report">The report.</param>
    public static string Csv(ReportModel report)
    {
        using var text = new StringWriter();
        using (var csv = new CsvWriter(text, Format))
        {
            Write("place", "row", "column", "value", "standardDeviation", "unit");
            foreach (var number in All(report))
                Write(number.Place, number.Row, number.Column, Exact(number.Value), Exact(number.StandardDeviation), number.Unit);

            void Write(params ReadOnlySpan<string?> fields)
            {
                foreach (var field in fields)
                    csv.WriteField(field);
                csv.NextRecord();
            }
        }
        return text.ToString();
    }

    /// <summary>All numbers, claims and the points of all charts as JSON.</summary>
    /// <param name="report">The report.</param>
    public static string Json(ReportModel report) => JsonSerializer.Serialize(
        new
        {
            Schema = 1,
            report.Cover.Title,
            report.Cover.Date,
            Numbers = All(report),
            Claims = Blocks(report).OfType<ClaimLedger>().SelectMany(l => l.Claims).DistinctBy(c => c.Id),
            Charts = Blocks(report).OfType<ChartFigure>().SelectMany(f => f.Charts).Select(c => new
            {
                c.Description,
                X = c.X.Label,
                Y = c.Y.Label,
                Series = c.Layers.OfType<LineLayer>().Select(l => new { l.Name, l.Published, X = Rounded(l.X), Y = Rounded(l.Y) }),
            }),
        },
        Compact) + "\n";

    // Spaces at the ends need no quotes.
    private static readonly CsvConfiguration Format = new(CultureInfo.InvariantCulture)
    {
        NewLine = "\n",
        ShouldQuote = field => field.Field.AsSpan().ContainsAny(",\"\r\n"),
    };

    private static readonly JsonSerializerOptions Compact = new(RunJson.Line);

    // Points of charts are means of intervals; seven digits are more than they hold.
    private static IEnumerable<double> Rounded(IReadOnlyList<double> values) =>
        values.Select(v => double.IsFinite(v) ? (double)(float)v : v).Select(v =>
        double.Parse(v.ToString("G7", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture));

    private static IEnumerable<ReportBlock> Blocks(ReportModel report) => report.Chapters.SelectMany(c => c.Sections)
        .SelectMany(s => s.Blocks);

    private static string? Exact(double? value) => value?.ToString("R", CultureInfo.InvariantCulture);
}
