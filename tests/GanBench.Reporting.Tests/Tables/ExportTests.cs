using System.Globalization;
using System.Text.Json;
using GanBench.Reporting.Building;
using GanBench.Reporting.Model;
using GanBench.Reporting.Tables;
using GanBench.Reporting.Tests.Samples;
using GanBench.Runs;
using GanBench.Statistics;
using GanBench.Testing;

namespace GanBench.Reporting.Tests.Tables;

public class ExportTests
{
    [Fact]
    public void Markdown_SampleReport_IsAsApproved()
    {
        Approver.Verify(MarkdownTables.Render(SampleReport.Model));
    }

    [Fact]
    public void Csv_TextWithCommasAndQuotes_IsQuoted()
    {
        var report = Report(new TableCell("a, \"b\""), new TableCell("0.1", 0.1));

        Assert.Equal(
            "place,row,column,value,standardDeviation,low,high,count,unit\n"
            + "t,\"a, \"\"b\"\"\",Value,0.1,,,,,ms\n", NumberExport.Csv(report));
    }

    [Fact]
    public void Csv_Mean_HasItsSpreadAndInterval()
    {
        var summary = SampleSummary.Of([1, 3])!;
        var report = Report("x", new TableCell("2 ± 12.7", summary.Mean) { Summary = summary });

        // The deviation is √2; t(1, 97.5 %) = 12.706 times the standard error 1.
        var row = NumberExport.Csv(report).Split('\n')[1].Split(',');
        Assert.Equal(["t", "x", "Value", "2"], row[..4]);
        Assert.Equal(Math.Sqrt(2), double.Parse(row[4], CultureInfo.InvariantCulture), 12);
        Assert.Equal(2 - 12.706, double.Parse(row[5], CultureInfo.InvariantCulture), 3);
        Assert.Equal(2 + 12.706, double.Parse(row[6], CultureInfo.InvariantCulture), 3);
        Assert.Equal("2", row[7]);
    }

    [Fact]
    public void MetricsCsv_EveryRunCheckpointAndMetric_IsARow()
    {
        using var folder = new TempFolder();
        var run = new SampleRuns(folder.Path) { LogEvery = 1000, Images = false }.Add("gan", "mnist", seed: 2);
        var fid = run.ReadMetrics(20_000)!.Metrics.Single(m => m.Name == "fid");
        run.WriteMetrics(run.ReadMetrics(20_000)! with
        {
            Metrics = [fid with
            {
                StandardDeviation = 0.5, Interval = new ValueInterval(fid.Value!.Value - 1, fid.Value.Value + 2, 95, "x"),
            }],
        });

        var lines = NumberExport.MetricsCsv(ReportBuilder.FromRuns([run], new ReportOptions())).TrimEnd().Split('\n');

        Assert.Equal(
            "dataset,architecture,configuration,run,seed,step,taken,metric,label,value,unit,standardDeviation,low,high,level,better,"
            + "samples,extractor,protocol,settings,note", lines[0]);
        // Ten of the sample's metrics have a value, at two more checkpoints.
        Assert.Equal(1 + 1 + (2 * 10), lines.Length);
        var row = lines.Single(line => line.Contains(",20000,checkpoint,fid,", StringComparison.Ordinal)).Split(',');
        Assert.Equal(["mnist", "gan", "gan", run.Id, "2"], row[..5]);
        Assert.Equal(fid.Value.Value, double.Parse(row[9], CultureInfo.InvariantCulture));
        Assert.Equal(["0.5"], row[11..12]);
        Assert.Equal([fid.Value.Value - 1, fid.Value.Value + 2], row[12..14].Select(v => double.Parse(v, CultureInfo.InvariantCulture)));
        Assert.Equal(["95", "lower", "5000", "inception-2015-12-05"], row[14..18]);
        Assert.Equal("extractor=inception-2015-12-05; resize=bilinear 299; samples=5000", row[19]);
    }

    [Fact]
    public void Csv_NumbersOfTables_AreUnrounded()
    {
        var report = Report("x", new TableCell("0.33", 1 / 3.0));

        Assert.Contains("t,x,Value,0.3333333333333333,,,,,ms\n", NumberExport.Csv(report));
    }

    [Fact]
    public void Json_SampleReport_HoldsEveryNumberOfTheCsv()
    {
        var report = SampleReport.Model;

        using var json = JsonDocument.Parse(NumberExport.Json(report));

        Assert.Equal(NumberExport.Csv(report).Count(c => c == '\n') - 1, json.RootElement.GetProperty("numbers").GetArrayLength());
        Assert.Equal(NumberExport.MetricsCsv(report).Count(c => c == '\n') - 1, json.RootElement.GetProperty("metrics").GetArrayLength());
        var low = json.RootElement.GetProperty("numbers").EnumerateArray()
            .First(n => n.GetProperty("place").GetString() == "results-mnist" && n.TryGetProperty("count", out _));
        Assert.Equal(3, low.GetProperty("count").GetInt32());
        Assert.Equal(JsonValueKind.Number, low.GetProperty("low").ValueKind);
        Assert.Equal(3, json.RootElement.GetProperty("claims").GetArrayLength());
        Assert.NotEqual(0, json.RootElement.GetProperty("charts")[0].GetProperty("series")[0].GetProperty("x").GetArrayLength());
    }

    private static ReportModel Report(TableCell name, TableCell value) => new()
    {
        Cover = new ReportCover { Title = "T" },
        Chapters =
        [
            new ReportChapter("c", "C", [new ReportSection("s", "S", [new TableBlock(new ReportTable
            {
                Id = "t",
                Caption = "",
                Columns = [new("Name"), new("Value", true, "ms")],
                Rows = [[name, value]],
            })])]),
        ],
    };
}
