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
    /// <summary>The numbers of all tables, with their spread and intervals.</summary>
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
                    if (row[i] is { Value: { } value, Summary: var summary })
                    {
                        yield return new ReportNumber(table.Id, name, table.Columns[i].Name, value, table.Columns[i].Unit)
                        {
                            Count = summary?.Count, StandardDeviation = summary?.StandardDeviation,
                            Low = summary?.Low, High = summary?.High,
                        };
                    }
                }
            }
        }
    }

    /// <summary>The numbers of all tables as CSV.</summary>
    /// <param name="report">The report.</param>
    public static string Csv(ReportModel report) => Csv(
        ["place", "row", "column", "value", "standardDeviation", "low", "high", "count", "unit"],
        All(report).Select(n => new object?[]
        {
            n.Place, n.Row, n.Column, n.Value, n.StandardDeviation, n.Low, n.High, n.Count, n.Unit,
        }));

    /// <summary>Every value of every run and checkpoint as CSV, a row each; see <see cref="Measurement"/>.</summary>
    /// <param name="report">The report.</param>
    public static string MetricsCsv(ReportModel report) => Csv(
        [
            "dataset", "architecture", "configuration", "run", "seed", "step", "taken", "metric", "label", "value", "unit",
            "standardDeviation", "low", "high", "level", "better", "samples", "extractor", "protocol", "settings", "note",
        ],
        report.Measurements.Select(m => new object?[]
        {
            m.Dataset, m.Architecture, m.Configuration, m.Run, m.Seed, m.Step, m.Taken, m.Metric, m.Label, m.Value, m.Unit,
            m.StandardDeviation, m.Low, m.High, m.Level, m.Better, m.Samples, m.Extractor, m.Protocol, m.Settings, m.Note,
        }));

    /// <summary>All numbers of tables, values of runs, claims, and the points of all charts with their intervals as JSON.</summary>
    /// <param name="report">The report.</param>
    public static string Json(ReportModel report) => JsonSerializer.Serialize(
        new
        {
            Schema = 2,
            report.Cover.Title,
            report.Cover.Date,
            Numbers = All(report),
            Metrics = report.Measurements,
            Claims = Blocks(report).OfType<ClaimLedger>().SelectMany(l => l.Claims).DistinctBy(c => c.Id),
            Charts = Blocks(report).OfType<ChartFigure>().SelectMany(f => f.Charts).Select(c => new
            {
                c.Description,
                X = c.X.Label,
                Y = c.Y.Label,
                Series = c.Layers.OfType<LineLayer>().Select(l => new { l.Name, l.Published, X = Rounded(l.X), Y = Rounded(l.Y) }),
                Intervals = c.Layers.OfType<PointLayer>().Where(p => p.Low is not null && p.High is not null)
                    .Select(p => new { p.Series, X = Rounded(p.X), Low = Rounded(p.Low!), High = Rounded(p.High!) }),
            }),
        },
        Compact) + "\n";

    private static string Csv(IEnumerable<string> columns, IEnumerable<object?[]> rows)
    {
        using var text = new StringWriter();
        using (var csv = new CsvWriter(text, Format))
        {
            foreach (var fields in rows.Prepend([.. columns]))
            {
                foreach (var field in fields)
                    csv.WriteField(field is double number ? number.ToString("R", CultureInfo.InvariantCulture)
                        : Convert.ToString(field, CultureInfo.InvariantCulture));
                csv.NextRecord();
            }
        }
        return text.ToString();
    }

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
}
