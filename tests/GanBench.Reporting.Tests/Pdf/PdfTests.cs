using System.Globalization;
using System.Text.RegularExpressions;
using GanBench.Reporting.Building;
using GanBench.Reporting.Model;
using GanBench.Reporting.Pdf;
using GanBench.Reporting.Tests.Samples;
using GanBench.Testing;
using UglyToad.PdfPig;
using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.Tokens;

namespace GanBench.Reporting.Tests.Pdf;

public class PdfTests
{
    [ChromiumFact("pdftotext", "pdftoppm")]
    public async Task WriteAsync_SampleReport_IsAWholePdfAndTheSameAgain()
    {
        using var folder = new TempFolder();
        var report = SampleReport.Model;

        var first = await ReportWriter.WriteAsync(report, folder["a", "report.pdf"]);
        var second = await ReportWriter.WriteAsync(report, folder["b", "report.pdf"]);

        Assert.Equal("", first.Message);
        Assert.Equal(File.ReadAllBytes(first.Pdf!), File.ReadAllBytes(second.Pdf!));
        using (var pdf = PdfDocument.Open(first.Pdf!))
        {
            Assert.Equal("Four GANs on two datasets", pdf.Information.Title);
            Assert.True(pdf.Structure.Catalog.CatalogDictionary.ContainsKey(NameToken.StructTreeRoot), "the PDF is not tagged");
            Assert.All(pdf.GetPages(), page => Assert.Equal(PageSize.A4, page.Size));
            Assert.Equal(new DateTime(2025, 3, 14), pdf.Information.GetCreatedDateTimeOffset()!.Value.Date);
        }
        var text = Text(first.Pdf!);
        AssertContentsGiveTheRightPages(text);
        AssertEveryPageHasInk(first.Pdf!, folder, text.Count);
        Assert.Equal(
            ["metrics.csv", "numbers.csv", "numbers.json", "report.html", "report.pdf", "tables.md", "training-mnist.png",
                "training-nlvr.png"],
            Directory.EnumerateFiles(folder["a"]).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [ChromiumFact("qpdf")]
    public async Task WriteAsync_NoRuns_IsAPdfWithoutErrors()
    {
        using var folder = new TempFolder();

        var files = await ReportWriter.WriteAsync(
            ReportBuilder.FromRuns([], new ReportOptions { Title = "空 تقرير" }), folder["report.pdf"]);

        var check = ExternalTool.Run("qpdf", "--check", files.Pdf!);
        Assert.Equal(0, check.ExitCode);
        Assert.Contains("No syntax or stream encoding errors found", check.Output);
        using var pdf = PdfDocument.Open(files.Pdf!);
        Assert.Equal(3, pdf.NumberOfPages);
    }

    [ChromiumTheory("qpdf")]
    [InlineData("one run", "dcgan")]
    [InlineData("diverged runs", "diverged at step 15,000")]
    [InlineData("missing metrics", "dcgan")]
    [InlineData("names", "quoted")]
    public async Task WriteAsync_OddRuns_IsAPdfWithoutErrors(string kind, string expected)
    {
        using var folder = new TempFolder();

        var files = await ReportWriter.WriteAsync(OddReports.Build(kind, folder["runs"]), folder["report.pdf"]);

        var check = ExternalTool.Run("qpdf", "--check", files.Pdf!);
        Assert.True(check.ExitCode == 0, check.Output + check.Error);
        using var pdf = PdfDocument.Open(files.Pdf!);
        Assert.Contains(expected, string.Join(' ', pdf.GetPages().SelectMany(page => page.GetWords())), StringComparison.Ordinal);
    }

    [Fact]
    public void Find_NoBrowser_SaysWhatToInstall()
    {
        var (path, problem) = BrowserFinder.Find(null, "");

        if (path is null)
            Assert.Equal(
                "No PDF was printed: install chromium (apt-get install chromium) or name a Chromium, Chrome or Edge in GANBENCH_BROWSER.",
                problem);
        else
            Assert.True(File.Exists(path), "a browser outside the PATH was found, but is not there");
    }

    [Fact]
    public void Find_NamedBrowserThatIsNotThere_SaysSo()
    {
        var (path, problem) = BrowserFinder.Find("/nowhere/chrome", Environment.GetEnvironmentVariable("PATH"));

        Assert.Null(path);
        Assert.Equal("No PDF was printed: GANBENCH_BROWSER names /nowhere/chrome, which does not exist.", problem);
    }

    [Fact]
    public void SetDates_BothDates_AreReplacedInPlace()
    {
        var pdf = "<</CreationDate (D:20261123022804+00'00')\n/ModDate (D:20261123022804+00'00')>>"u8.ToArray();

        PdfFile.SetDates(pdf, new DateTimeOffset(2025, 3, 14, 10, 30, 0, TimeSpan.FromHours(1)));

        Assert.Equal(
            "<</CreationDate (D:20250314093000+00'00')\n/ModDate (D:20250314093000+00'00')>>", System.Text.Encoding.ASCII.GetString(pdf));
    }

    [Fact]
    public void Destinations_NestedPageTree_CountsPagesInOrder()
    {
        var pdf = """
            %PDF-1.4
            1 0 obj
            <</Type /Page>>
            endobj
            2 0 obj
            <</Type /Page>>
            endobj
            3 0 obj
            <</Type /Page>>
            endobj
            4 0 obj
            <</Type /Pages
            /Kids [3 0 R 1 0 R]>>
            endobj
            5 0 obj
            <</Type /Pages
            /Kids [4 0 R 2 0 R]>>
            endobj
            6 0 obj
            <</summary [1 0 R /XYZ 0 0 0]
            /runs [2 0 R /XYZ 0 0 0]>>
            endobj
            7 0 obj
            <</Type /Catalog
            /Pages 5 0 R
            /Dests 6 0 R>>
            endobj
            trailer
            <</Root 7 0 R /Size 8>>
            startxref
            0
            %%EOF
            """u8.ToArray();

        var pages = PdfFile.Destinations(pdf);

        Assert.Equal(new Dictionary<string, int> { ["summary"] = 2, ["runs"] = 3 }, pages);
    }

    [Fact]
    public void Destinations_FileOfAnotherMake_AreNone() => Assert.Empty(PdfFile.Destinations("%PDF-1.7 something else"u8.ToArray()));

    private static List<string> Text(string pdf) => [.. ExternalTool.Run("pdftotext", "-layout", pdf, "-").Output.Split('\f')[..^1]];

    private static void AssertContentsGiveTheRightPages(List<string> pages)
    {
        var entries = Regex.Matches(pages[1], @"^\s*(\S.*?\S)\s{2,}(\d+)\s*$", RegexOptions.Multiline);
        Assert.True(entries.Count >= 20, $"the contents have {entries.Count} entries with a page");
        foreach (Match entry in entries)
        {
            var page = int.Parse(entry.Groups[2].Value, CultureInfo.InvariantCulture);
            Assert.Contains(entry.Groups[1].Value, pages[page - 1]);
        }
    }

    private static void AssertEveryPageHasInk(string pdf, TempFolder folder, int count)
    {
        ExternalTool.Run("pdftoppm", "-r", "30", "-gray", pdf, folder["page"]);
        var pages = Directory.EnumerateFiles(folder.Path, "page-*.pgm").Select(GrayImage.ReadPgm).ToList();
        Assert.Equal(count, pages.Count);
        Assert.All(pages, p => Assert.InRange(p.Pixels.Count(v => v < 200) / (double)p.Pixels.Length, 0.001, 0.6));
    }
}
