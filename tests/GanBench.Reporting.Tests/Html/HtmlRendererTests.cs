using System.Text.RegularExpressions;
using GanBench.Reporting.Charts;
using GanBench.Reporting.Html;
using GanBench.Reporting.Model;
using GanBench.Reporting.Tests.Samples;
using GanBench.Testing;

namespace GanBench.Reporting.Tests.Html;

public partial class HtmlRendererTests
{
    // Drawings have snapshots of their own and pictures are compared elsewhere: here are structure, words and numbers.
    [Fact]
    public void Render_SampleReport_IsAsApproved()
    {
        var html = HtmlRenderer.Render(SampleReport.Model);

        var body = html[html.IndexOf("<body>", StringComparison.Ordinal)..html.IndexOf("<script>", StringComparison.Ordinal)];
        body = Picture().Replace(body, "data:…");
        body = Exact().Replace(body, "");
        body = Settings().Replace(body, "$1…");
        body = Drawing().Replace(body, "<svg>$1</svg>");

        Approver.Verify(body);
    }

    [Fact]
    public void Render_SampleReport_NeedsNothingFromElsewhere()
    {
        var html = HtmlRenderer.Render(SampleReport.Model);

        Assert.Empty(Outside().Matches(html).Select(m => m.Value));
    }

    [Fact]
    public void Render_Animation_NamesItsFileUnderTheReportsName()
    {
        var figure = SampleReport.Model.Chapters.SelectMany(c => c.Sections).SelectMany(s => s.Blocks).OfType<AnimationFigure>().First();
        var screen = HtmlRenderer.Render(Of(figure), "my report");
        var print = HtmlRenderer.RenderForPrint(Of(figure), "my report", new Dictionary<string, int>());

        Assert.Contains("media=\"(prefers-reduced-motion: no-preference)\"", screen);
        Assert.Contains($"srcset=\"my%20report.{figure.File}\"", screen);
        Assert.Contains("loading=\"lazy\"", screen);
        Assert.DoesNotContain("srcset", print);
        Assert.Contains($"my report.{figure.File}", print);
    }

    [Fact]
    public void Render_NarrowBlocks_ShareARow()
    {
        var chart = new ChartFigure("One chart.", [new Chart { Description = "d", X = new("x"), Y = new("y"), Layers = [],
            Size = ChartSize.Full }]);
        var report = Of(chart) with
        {
            Chapters = [new("chapter", "Chapter", [new("a", "A", [chart]), new("b", "B", [chart with { Caption = "Another." }]),
                new("c", "C", [chart with { Charts = [chart.Charts[0], chart.Charts[0]] }])])],
        };

        var html = HtmlRenderer.Render(report);

        var pair = html[html.IndexOf("<div class=\"pair", StringComparison.Ordinal)..html.IndexOf("id=\"c\"", StringComparison.Ordinal)];
        Assert.Equal(2, Regex.Count(pair, "viewBox=\"0 0 330 "));
        Assert.Equal(2, Regex.Count(html, "viewBox=\"0 0 680 "));
    }

    [Fact]
    public void Render_Images_AllHaveDescriptions()
    {
        var html = HtmlRenderer.Render(SampleReport.Model);

        Assert.Equal(Image().Count(html), DescribedImage().Count(html));
        Assert.Equal(Regex.Count(html, "<svg class=\"chart\""), Regex.Count(html, "<svg class=\"chart\"[^>]*><title>[^<]+</title>"));
    }

    [Fact]
    public void Render_SameReport_GivesTheSamePage() =>
        Assert.Equal(HtmlRenderer.Render(SampleReport.Model), HtmlRenderer.Render(SampleReport.Model));

    [Fact]
    public void Render_LettersAndMarkup_StayLettersAndBecomeText()
    {
        var html = HtmlRenderer.Render(Of(new Paragraph("Müller, Ångström, 東京 & <b>")));

        Assert.Contains("<p dir=\"auto\">Müller, Ångström, 東京 &amp; &lt;b&gt;</p>", html);
    }

    [Fact]
    public void Render_BlockOfAnUnknownKind_IsRefused()
    {
        var problem = Assert.Throws<ArgumentException>(() => HtmlRenderer.Render(Of(new Riddle())));

        Assert.Equal("A report has no way to show a Riddle.", problem.Message);
    }

    private static ReportModel Of(ReportBlock block) => new()
    {
        Cover = new ReportCover { Title = "A report" },
        Chapters = [new ReportChapter("chapter", "Chapter", [new ReportSection("section", "", [block])])],
    };

    [GeneratedRegex("data:image/png;base64,[A-Za-z0-9+/=]+")]
    private static partial Regex Picture();

    // Unrounded values may differ in their last digit between machines' mathematics libraries.
    [GeneratedRegex(" data-v=\"[^\"]*\"")]
    private static partial Regex Exact();

    // The list of all settings grows with every setting.
    [GeneratedRegex("(<div class=\"grid\">.*\n?<div>).*")]
    private static partial Regex Settings();

    [GeneratedRegex("<svg class=\"chart\".*?<title>(.*?)</title>.*?</svg>(?=</div>)", RegexOptions.Singleline)]
    private static partial Regex Drawing();

    [GeneratedRegex("(?:src|href)=\"(?!data:|#)[^\"]*\"|url\\([^)]*\\)|https?://[^\\s\"<]+")]
    private static partial Regex Outside();

    [GeneratedRegex("<img ")]
    private static partial Regex Image();

    [GeneratedRegex("<img alt=\"[^\"]+\"")]
    private static partial Regex DescribedImage();

    private sealed record Riddle : ReportBlock;
}
