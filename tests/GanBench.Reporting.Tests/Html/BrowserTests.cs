using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using GanBench.Reporting.Html;
using GanBench.Reporting.Tests.Samples;
using GanBench.Testing;

namespace GanBench.Reporting.Tests.Html;

public class BrowserTests
{
    // The page is put into a frame of a phone's width, because browsers refuse windows that narrow.
    private const string Probe = """
        <!DOCTYPE html><meta charset="utf-8"><link rel="icon" href="data:,">
        <iframe id="phone" width="390" height="800" srcdoc="REPORT"></iframe><pre id="result"></pre>
        <script>
        phone.onload = () => {
          const page = phone.contentDocument, table = page.querySelector("#table-results-mnist");
          const names = () => [...table.tBodies[0].rows].map(r => r.cells[0].textContent).join(" ");
          const fid = [...table.tHead.rows[0].cells].find(c => c.textContent.startsWith("FID"));
          fid.click();
          const ascending = names();
          fid.click();
          result.textContent = `width=${page.documentElement.scrollWidth} ascending=${ascending}; descending=${names()}; broken=${[...page.images].filter(i => i.naturalWidth === 0).length};`;
        };
        </script>
        """;

    private const string WidthProbe = """
        <!DOCTYPE html><meta charset="utf-8"><link rel="icon" href="data:,">
        <iframe id="phone" width="390" height="800" srcdoc="REPORT"></iframe><pre id="result"></pre>
        <script>phone.onload = () => result.textContent = `width=${phone.contentDocument.documentElement.scrollWidth}`;</script>
        """;

    [ChromiumFact]
    public void Page_OnAPhone_FitsSortsAndLogsNothing()
    {
        using var folder = new TempFolder();
        var report = SampleReport.Model;
        var result = Open(report, Probe, folder);

        var found = Regex.Match(result.Output, "<pre id=\"result\">(.*?)</pre>").Groups[1].Value;
        var means = SampleMeans(report);
        Assert.InRange(int.Parse(Regex.Match(found, @"width=(\d+)").Groups[1].Value, CultureInfo.InvariantCulture), 300, 390);
        Assert.Contains($"ascending={string.Join(' ', means.OrderBy(m => m.Fid).Select(m => m.Name))};", found);
        Assert.Contains($"descending={string.Join(' ', means.OrderByDescending(m => m.Fid).Select(m => m.Name))};", found);
        Assert.Contains("broken=0;", found);
        Assert.DoesNotContain("CONSOLE", result.Error);
    }

    [ChromiumTheory]
    [InlineData("no runs")]
    [InlineData("diverged runs")]
    [InlineData("names")]
    public void Page_OfOddRuns_FitsAPhoneAndLogsNothing(string kind)
    {
        using var folder = new TempFolder();

        var result = Open(OddReports.Build(kind, folder["runs"]), WidthProbe, folder);

        var width = Regex.Match(result.Output, "<pre id=\"result\">width=(\\d+)</pre>").Groups[1].Value;
        Assert.InRange(int.Parse(width, CultureInfo.InvariantCulture), 300, 390);
        Assert.DoesNotContain("CONSOLE", result.Error);
    }

    private static ToolResult Open(Model.ReportModel report, string probe, TempFolder folder)
    {
        var page = folder.Write(
            "probe.html", probe.Replace("REPORT", WebUtility.HtmlEncode(HtmlRenderer.Render(report)), StringComparison.Ordinal));
        return ExternalTool.Run(
            ExternalTool.FindBrowser()!, "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
            "--disable-component-update", "--disable-sync", "--enable-logging=stderr", "--user-data-dir=" + folder["profile"],
            "--virtual-time-budget=5000", "--dump-dom", new Uri(page).AbsoluteUri);
    }

    private static List<(string Name, double Fid)> SampleMeans(Model.ReportModel report) =>
        [.. Building.ReportBuilderTests.Tables(report)
            .Single(t => t.Id == "results-mnist").Rows.Select(r => (r[0].Text, r[4].Value!.Value))];
}
