using System.Globalization;
using System.Text.RegularExpressions;
using GanBench.Reporting.Building;
using GanBench.Reporting.Html;
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
        AssertContentsGiveTheRightPages(text, report);
        AssertEveryPageHasInk(first.Pdf!, folder, text.Count);
        Assert.Equal(
            ["report.html", "report.metrics.csv", "report.numbers.csv", "report.numbers.json", "report.pdf", "report.tables.md",
                "report.training-mnist.png", "report.training-nlvr.png"],
            Directory.EnumerateFiles(folder["a"]).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [ChromiumFact]
    public async Task WriteAsync_TwoReportsInOneFolder_KeepTheirFiles()
    {
        using var folder = new TempFolder();
        ReportModel Of(double value) => new()
        {
            Cover = new ReportCover { Title = "T" },
            Files = [new("moves.png", [(byte)value])],
            Measurements =
            [
                new()
                {
                    Dataset = "mnist", Architecture = "gan", Configuration = "gan", Run = "r", Seed = 1, Step = 1, Taken = "checkpoint",
                    Metric = "fid", Label = "FID", Value = value, Protocol = "p",
                },
            ],
        };

        await ReportWriter.WriteAsync(Of(1), folder["a.pdf"]);
        await ReportWriter.WriteAsync(Of(2), folder["b.pdf"]);

        Assert.Contains("fid,FID,1,", File.ReadAllText(folder["a.metrics.csv"]));
        Assert.Contains("fid,FID,2,", File.ReadAllText(folder["b.metrics.csv"]));
        Assert.Equal((byte)1, File.ReadAllBytes(folder["a.moves.png"]).Single());
        Assert.All(
            (string[])["a.numbers.json", "a.tables.md", "b.numbers.json", "b.tables.md"], name => Assert.True(File.Exists(folder[name])));
    }

    [ChromiumFact]
    public async Task WriteAsync_TableOfManyColumns_StaysOnThePaper()
    {
        using var folder = new TempFolder();
        var table = new ReportTable
        {
            Id = "wide",
            Caption = "Many columns",
            Columns = [new("Configuration"), .. Enumerable.Range(1, 14).Select(i => new TableColumn($"Coverage {i} ↑", true))],
            Rows = [["dcgan, generator learningRate 0.0002",
                .. Enumerable.Range(1, 14).Select(i => new TableCell($"{i}23.45 ± 12.34", i))]],
        };
        var report = new ReportModel
        {
            Cover = new ReportCover { Title = "" }, Chapters = [new("c", "C", [new("s", "", [new TableBlock(table)])])],
        };

        var files = await ReportWriter.WriteAsync(report, folder["report.pdf"]);

        using var pdf = PdfDocument.Open(files.Pdf!);
        var letters = pdf.GetPages().SelectMany(page => page.Letters.Select(l => (l, page.Width))).ToList();
        const double margin = 16 / 25.4 * 72;
        Assert.All(letters, l => Assert.InRange(l.l.BoundingBox.Right, margin, l.Width - margin + 1));
        // A page that was too wide would have been shrunk as a whole: the first chapter's heading has its 11 points.
        Assert.Equal(11, letters.Select(l => l.l.PointSize).Max(), 0.1);
    }

    // A page that a reader prints from the browser has run its script: headings that were made sortable must still be repeated.
    [ChromiumFact]
    public async Task PrintAsync_TableOverPages_RepeatsItsHeading()
    {
        using var folder = new TempFolder();
        var table = new ReportTable
        {
            Id = "long", Caption = "Many rows", Columns = [new("Configuration"), new("Distance", true)],
            Rows = [.. Enumerable.Range(1, 150).Select(i => (IReadOnlyList<TableCell>)[$"row {i}", new TableCell($"{i}", i)])],
        };
        var report = new ReportModel
        {
            Cover = new ReportCover { Title = "T" }, Chapters = [new("c", "C", [new("s", "", [new TableBlock(table)])])],
        };

        await PdfPrinter.PrintAsync(folder.Write("page.html", HtmlRenderer.Render(report)), folder["page.pdf"]);

        using var pdf = PdfDocument.Open(folder["page.pdf"]);
        Assert.True(pdf.NumberOfPages > 1);
        Assert.All(pdf.GetPages(), page => Assert.Contains("Distance", page.GetWords().Select(w => w.Text)));
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
        Assert.Equal(1, pdf.NumberOfPages);
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

    // They stand on the first page, in two columns.
    private static void AssertContentsGiveTheRightPages(List<string> pages, ReportModel report)
    {
        var contents = pages[0][pages[0].IndexOf("Contents", StringComparison.Ordinal)..];
        foreach (var chapter in report.Chapters.Skip(1))
        {
            var entry = Regex.Match(contents, Regex.Escape(chapter.Title) + @"\s{2,}(\d+)\b");
            Assert.True(entry.Success, $"the contents have no page of {chapter.Title}");
            Assert.Contains(chapter.Title, pages[int.Parse(entry.Groups[1].Value, CultureInfo.InvariantCulture) - 1]);
        }
    }

    private static void AssertEveryPageHasInk(string pdf, TempFolder folder, int count)
    {
        ExternalTool.Run("pdftoppm", "-r", "30", "-gray", pdf, folder["page"]);
        var pages = Directory.EnumerateFiles(folder.Path, "page-*.pgm").Order(StringComparer.Ordinal).Select(GrayImage.ReadPgm).ToList();
        Assert.Equal(count, pages.Count);
        Assert.All(pages, p => Assert.InRange(p.Pixels.Count(v => v < 200) / (double)p.Pixels.Length, 0.001, 0.6));
        // Above its number, which stands in the margin, a page is used at least to its half.
        Assert.All(pages[..^1], p => Assert.InRange(LowestInk(p), 0.55, 1));
    }

    private static double LowestInk(GrayImage page)
    {
        var rows = (int)(page.Height * 0.94);
        var lowest = Enumerable.Range(0, rows)
            .Last(y => page.Pixels.AsSpan(y * page.Width, page.Width).IndexOfAnyInRange((byte)0, (byte)200) >= 0);
        return lowest / (double)rows;
    }
}
