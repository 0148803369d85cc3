using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using GanBench.Reporting.Charts;
using GanBench.Reporting.Html;
using GanBench.Reporting.Tests.Samples;
using GanBench.Testing;

namespace GanBench.Reporting.Tests.Html;

public class BrowserTests
{
    // The page is put into a frame of a phone's width, because browsers refuse windows that narrow.
    private const string Probe = """
        <!DOCTYPE html><meta charset="utf-8"><link rel="icon" href="data:,">
        <iframe id="phone" width="360" height="800" srcdoc="REPORT"></iframe><pre id="result"></pre>
        <script>
        phone.onload = () => {
          const page = phone.contentDocument, table = page.querySelector("#table-results-mnist");
          const names = () => [...table.tBodies[0].rows].map(r => r.cells[0].textContent).join(" ");
          const fid = [...table.tHead.rows[0].cells].find(c => c.textContent.startsWith("FID"));
          const sort = fid.querySelector("[role=button]");
          sort.focus();
          const focused = page.activeElement === sort;
          sort.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter" }));
          const ascending = names();
          const said = fid.ariaSort;
          sort.click();
          const broken = [...page.images].filter(i => i.loading !== "lazy" && i.naturalWidth === 0).length;
          result.textContent = `width=${page.documentElement.scrollWidth} ascending=${ascending}; descending=${names()}; broken=${broken}; `
            + `focused=${focused}; said=${said},${fid.ariaSort};`;
        };
        </script>
        """;

    private const string WidthProbe = """
        <!DOCTYPE html><meta charset="utf-8"><link rel="icon" href="data:,">
        <iframe id="phone" width="360" height="800" srcdoc="REPORT"></iframe><pre id="result"></pre>
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
        Assert.InRange(int.Parse(Regex.Match(found, @"width=(\d+)").Groups[1].Value, CultureInfo.InvariantCulture), 300, 360);
        Assert.Contains("focused=true; said=ascending,descending;", found);
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
        Assert.InRange(int.Parse(width, CultureInfo.InvariantCulture), 300, 360);
        Assert.DoesNotContain("CONSOLE", result.Error);
    }

    [ChromiumFact]
    public void Page_FilterOfATable_HidesOtherRowsAndCounts()
    {
        using var folder = new TempFolder();
        const string probe = """
            <!DOCTYPE html><meta charset="utf-8"><link rel="icon" href="data:,">
            <iframe id="frame" width="1000" height="800" srcdoc="REPORT"></iframe><pre id="result"></pre>
            <script>
            frame.onload = () => {
              const page = frame.contentDocument, table = page.querySelector("#table-runs"), tools = table.closest(".tablebox");
              const box = tools.querySelector("input[type=search]");
              const shown = () => [...table.tBodies[0].rows].filter(r => r.getClientRects().length > 0).length;
              const type = text => { box.value = text; box.dispatchEvent(new Event("input")); return shown(); };
              result.textContent = `label=${box.ariaLabel}; all=${shown()}; wgan=${type("WGAN completed")}; `
                + `count=${tools.querySelector("output").textContent}; none=${type("nothing")}; again=${type("")};`;
            };
            </script>
            """;

        var found = Result(Open(SampleReport.Model, probe, folder));

        var runs = Building.ReportBuilderTests.Tables(SampleReport.Model).Single(t => t.Id == "runs").Rows;
        var wanted = runs.Count(r => r[0].Text.Contains("wgan", StringComparison.Ordinal) && r[2].Text == "completed");
        Assert.Matches(@"label=Filter rows of Table \d+;", found);
        Assert.Contains($"all={runs.Count}; wgan={wanted}; count={wanted} of {runs.Count}; none=0; again={runs.Count};", found);
    }

    [ChromiumFact]
    public void Page_PointerOverALine_TellsItsValues()
    {
        using var folder = new TempFolder();
        const string probe = """
            <!DOCTYPE html><meta charset="utf-8"><link rel="icon" href="data:,">
            <iframe id="frame" width="1000" height="800" srcdoc="REPORT"></iframe><pre id="result"></pre>
            <script>
            frame.onload = () => {
              const page = frame.contentDocument, svg = page.querySelector("svg.chart"), plot = svg.querySelector("svg[data-x]");
              svg.scrollIntoView();
              const box = svg.getBoundingClientRect(), tip = svg.parentElement.querySelector(".tip");
              const place = a => Number(plot.getAttribute(a)) * box.width / svg.viewBox.baseVal.width;
              const move = (x, y) => svg.dispatchEvent(new frame.contentWindow.PointerEvent("pointermove", { clientX: x, clientY: y }));
              move(box.left + place("x") + place("width") / 2, box.top + place("y") + place("height") / 2);
              const told = tip.textContent.replaceAll("\n", " | "), visible = tip.getClientRects().length > 0;
              move(box.left + 1, box.top + 1);
              result.textContent = `told=${told}; visible=${visible}; after=${tip.hidden}; fits=${page.documentElement.scrollWidth <= 1000};`;
            };
            </script>
            """;

        var found = Result(Open(Lines(), probe, folder));

        // On the logarithmic axis from 1 to 100 the middle one is 10; the drawing has tenths of a pixel.
        Assert.Contains("told=at 50 | dcgan: 10 | gan: 20; visible=true; after=true; fits=true;", found);
    }

    [ChromiumTheory]
    [InlineData(false, "training-mnist.png")]
    [InlineData(true, "data:image/png")]
    public void Page_WithAnAnimation_PlaysItUnlessLessMotionIsWanted(bool reduced, string expected)
    {
        using var folder = new TempFolder();
        var still = new Model.ReportImage(Convert.FromBase64String(
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg=="), "still");
        File.WriteAllBytes(folder["report.training-mnist.png"], still.Png);
        var figure = new Model.AnimationFigure("Moves.", "training-mnist.png", still);
        var page = folder.Write("report.html", HtmlRenderer.Render(Of(figure), "report").Replace(
            "</body>",
            "<pre id=\"result\"></pre><script>onload = () => result.textContent = document.querySelector('.animation img').currentSrc;"
            + "</script></body>", StringComparison.Ordinal));

        var found = Result(Browse(page, folder, reduced ? ["--force-prefers-reduced-motion"] : []));

        Assert.Contains(expected, found);
    }

    [ChromiumFact]
    public void Page_WhoseAnimationIsMissing_ShowsItsLastPicture()
    {
        using var folder = new TempFolder();
        var still = new Model.ReportImage(Convert.FromBase64String(
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg=="), "still");
        var page = folder.Write("report.html", HtmlRenderer.Render(Of(new Model.AnimationFigure("Moves.", "gone.png", still)), "report")
            .Replace("</body>", "<pre id=\"result\"></pre><script>setTimeout(() => result.textContent = "
                + "document.querySelector('.animation img').naturalWidth, 1000);</script></body>", StringComparison.Ordinal));

        Assert.Equal("1", Result(Browse(page, folder)));
    }

    private static Model.ReportModel Lines() => Of(new Model.ChartFigure("Lines.", [new Chart
    {
        Description = "lines", X = new ChartAxis("step") { Min = 0 }, Y = new ChartAxis("FID") { Logarithmic = true, Min = 1, Max = 100 },
        Layers = [new LineLayer([0, 50, 100], [1, 10, 100]) { Name = "dcgan" },
            new LineLayer([0, 50, 100], [20, 20, 20]) { Name = "gan", Series = 1 }],
    }]));

    private static Model.ReportModel Of(Model.ReportBlock block) => new()
    {
        Cover = new Model.ReportCover { Title = "A report" },
        Chapters = [new("chapter", "Chapter", [new("section", "", [block])])],
    };

    private static string Result(ToolResult result)
    {
        Assert.DoesNotContain("Uncaught", result.Error);
        return Regex.Match(result.Output, "<pre id=\"result\">(.*?)</pre>").Groups[1].Value;
    }

    private static ToolResult Open(Model.ReportModel report, string probe, TempFolder folder)
    {
        var page = folder.Write(
            "probe.html", probe.Replace("REPORT", WebUtility.HtmlEncode(HtmlRenderer.Render(report)), StringComparison.Ordinal));
        return Browse(page, folder);
    }

    private static ToolResult Browse(string page, TempFolder folder, params string[] flags) =>
        ExternalTool.Run(
            ExternalTool.FindBrowser()!,
            [.. flags, "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
            "--disable-component-update", "--disable-sync", "--enable-logging=stderr", "--user-data-dir=" + folder["profile"],
            "--virtual-time-budget=5000", "--dump-dom", new Uri(page).AbsoluteUri]);

    private static List<(string Name, double Fid)> SampleMeans(Model.ReportModel report) =>
        [.. Building.ReportBuilderTests.Tables(report)
            .Single(t => t.Id == "results-mnist").Rows.Select(r => (r[0].Text, r[4].Value!.Value))];
}
