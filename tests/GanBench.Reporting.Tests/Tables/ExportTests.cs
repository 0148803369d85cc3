using System.Text.Json;
using GanBench.Reporting.Model;
using GanBench.Reporting.Tables;
using GanBench.Reporting.Tests.Samples;
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
        var report = Report(new ReportNumber("place", "a, \"b\"", "c", 0.1, 0.25, "s"));

        Assert.Equal("place,row,column,value,standardDeviation,unit\nplace,\"a, \"\"b\"\"\",c,0.1,0.25,s\n", NumberExport.Csv(report));
    }

    [Fact]
    public void Csv_NumbersOfTables_AreUnrounded()
    {
        var table = new ReportTable
        {
            Id = "t",
            Caption = "",
            Columns = [new("Name"), new("Value", true, "ms")],
            Rows = [["x", new TableCell("0.33", 1 / 3.0)]],
        };
        var report = Report() with { Chapters = [new ReportChapter("c", "C", [new ReportSection("s", "S", [new TableBlock(table)])])] };

        Assert.Contains("t,x,Value,0.3333333333333333,,ms\n", NumberExport.Csv(report));
    }

    [Fact]
    public void Json_SampleReport_HoldsEveryNumberOfTheCsv()
    {
        var report = SampleReport.Model;

        using var json = JsonDocument.Parse(NumberExport.Json(report));

        Assert.Equal(NumberExport.Csv(report).Count(c => c == '\n') - 1, json.RootElement.GetProperty("numbers").GetArrayLength());
        Assert.Equal(3, json.RootElement.GetProperty("claims").GetArrayLength());
        Assert.NotEqual(0, json.RootElement.GetProperty("charts")[0].GetProperty("series")[0].GetProperty("x").GetArrayLength());
    }

    private static ReportModel Report(params ReportNumber[] numbers) =>
        new() { Cover = new ReportCover { Title = "T" }, Numbers = numbers };
}
