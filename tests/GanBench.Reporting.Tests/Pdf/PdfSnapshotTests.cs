using System.Text.RegularExpressions;
using GanBench.Reporting.Tests.Samples;
using GanBench.Testing;

namespace GanBench.Reporting.Tests.Pdf;

/// <summary>
/// The printed sample report against what was approved: its text, and two of its pages as pictures. Another machine's fonts break lines
/// and pages elsewhere: then only the words are compared.
/// </summary>
public partial class PdfSnapshotTests
{
    // Equal files give 1; another version's anti-aliasing costs a few hundredths, a missing figure or table more, another page most of it.
    private const double LeastSimilarity = 0.95;

    // At 25 dots per inch words are grey bars: the picture guards layout and figures, the text is compared as text.
    private const string Resolution = "25";

    private static readonly int[] Pages = [1, 7];

    [ChromiumFact("pdftotext", "pdftoppm", "pdffonts")]
    public async Task Print_SampleReport_ReadsAndLooksAsApproved()
    {
        using var folder = new TempFolder();
        var pdf = (await ReportWriter.WriteAsync(SampleReport.Model, folder["report.pdf"])).Pdf!;
        var fonts = "Fonts: "
            + string.Join(", ", FontNames(ExternalTool.Run("pdffonts", pdf).Output).Distinct().Order(StringComparer.Ordinal));
        // How wide a gap is in characters changes with a pixel; that there is one matters.
        var read = ExternalTool.Run("pdftotext", "-layout", pdf, "-").Output.Replace(
            "\f", "\n────── page ──────\n", StringComparison.Ordinal);
        var text = fonts + "\n\n"
            + string.Join('\n', read.Split('\n').Select(line => Gap().Replace(line.Trim(), "  ")).Where(line => line.Length > 0));

        if (Approver.ReadApproved() is { } approved && !approved.StartsWith(fonts + "\n", StringComparison.Ordinal))
        {
            var words = Words(text);
            Assert.All(Words(approved[approved.IndexOf('\n', StringComparison.Ordinal)..]), word => Assert.Contains(word, words));
            return;
        }
        Approver.Verify(text);
        foreach (var page in Pages)
            PageSnapshot.Verify(Render(pdf, page, folder), $"PdfSnapshotTests.page-{page}", LeastSimilarity);
        Assert.True(Render(pdf, Pages[0], folder)
            .Similarity(Render(pdf, Pages[1], folder)) < LeastSimilarity, "two different pages count as alike");
    }

    private static GrayImage Render(string pdf, int page, TempFolder folder)
    {
        var number = FormattableString.Invariant($"{page}");
        ExternalTool.Run("pdftoppm", "-r", Resolution, "-gray", "-singlefile", "-f", number, "-l", number, pdf, folder["page"]);
        return GrayImage.ReadPgm(folder["page.pgm"]);
    }

    // Below two lines of heading, with the prefix of a subset cut off.
    private static IEnumerable<string> FontNames(string listing) => FontLine().Matches(listing).Select(m => m.Groups[1].Value).Skip(2);

    // Words that no other line break can cut: letters only, and not at a hyphen.
    private static HashSet<string> Words(string text) => [.. Word().Matches(text).Select(m => m.Value)];

    [GeneratedRegex(@"^(?:[A-Z]{6}\+)?(\S+) ", RegexOptions.Multiline)]
    private static partial Regex FontLine();

    [GeneratedRegex(" {2,}")]
    private static partial Regex Gap();

    [GeneratedRegex(@"(?<!\S)\p{L}{4,}(?!\S)")]
    private static partial Regex Word();
}
