using GanBench.Reporting.Building;
using GanBench.Reporting.Charts;
using GanBench.Reporting.Model;
using GanBench.Reporting.Tests.Samples;
using GanBench.Runs;
using GanBench.Testing;

namespace GanBench.Reporting.Tests.Building;

public class PublishedChartTests
{
    [Fact]
    public void Build_ValuesAtSteps_StandInRowsBesideWhatWasMeasured()
    {
        using var folder = new TempFolder();
        var figure = Figure(folder, new("gan", "mnist", "fid", 10_000, 114, "t"), new("gan", "mnist", "fid", 20_000, 91, "t"))!;

        var chart = Assert.Single(figure.Charts);

        Assert.Equal("FID on mnist", chart.Title);
        Assert.Equal(["gan, 10,000", "gan, 20,000"], chart.Y.Categories);
        var points = chart.Layers.OfType<PointLayer>().ToList();
        Assert.Equal([("published", true), ("measured", false)], points.Select(p => (p.Name!, p.Hollow)));
        Assert.Equal([114, 91], points[0].X);
        Assert.Equal([0, 1], points[0].Y);
        // An interval of the three seeds in each row.
        var bars = chart.Layers.OfType<LineLayer>().ToList();
        Assert.Equal([[0, 0], [1, 1]], bars.Select(b => b.Y));
        Assert.All(bars.Zip(points[1].X), pair => Assert.Equal(pair.Second, pair.First.X.Average(), 9));
        Assert.DoesNotContain("not comparable", figure.Caption);
    }

    [Fact]
    public void Build_ValueThatMayNotBeCompared_IsPaleAndTheCaptionSaysWhy()
    {
        using var folder = new TempFolder();
        var figure = Figure(
            folder, new("gan", "mnist", "fid", 10_000, 114, "t"),
            new("gan", "mnist", "fid", 20_000, 91, "t") { NotComparable = "other data" })!;

        var pale = figure.Charts[0].Layers.Where(l => l.Pale).ToList();

        Assert.Equal([1], pale.OfType<PointLayer>().SelectMany(p => p.Y).Distinct());
        Assert.Equal(["published, not comparable", "measured, not comparable"], pale.OfType<PointLayer>().Select(p => p.Name));
        Assert.EndsWith("Pale rows are not comparable: gan (other data).", figure.Caption);
        Assert.Contains("<g opacity=\".4\">", SvgChart.Render(figure.Charts[0]));
    }

    [Fact]
    public void Build_FeaturesOfAnotherExtractor_ShareNoAxis()
    {
        using var folder = new TempFolder();

        Assert.Null(FigureOf(folder, "classifier of mnist", new PublishedValue("gan", "mnist", "fid", 10_000, 114, "t")));
    }

    [Fact]
    public void Build_ValuesFarApart_StandOnALogarithmicAxis()
    {
        using var folder = new TempFolder();

        Assert.True(Figure(folder, new("gan", "mnist", "fid", 10_000, 5, "t"), new("gan", "mnist", "fid", 20_000, 900, "t"))!
            .Charts[0].X.Logarithmic);
    }

    // Rows run downwards: the interval of a row is drawn where its point is.
    [Fact]
    public void Render_IntervalOfARow_IsAtTheHeightOfItsPoint()
    {
        var chart = new Chart
        {
            Description = "rows", X = new ChartAxis("value"), Y = new ChartAxis("") { Categories = ["a", "b", "c"] },
            Layers = [new LineLayer([1, 3], [0, 0]), new PointLayer([2], [0])],
        };

        var svg = System.Xml.Linq.XElement.Parse(SvgChart.Render(chart));

        var plot = svg.Element("svg")!;
        var line = plot.Element("path")!.Attribute("d")!.Value.Split(' ', 'L');
        var circle = svg.Descendants("circle").Single();
        double Of(string text) => double.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(Of(circle.Attribute("cy")!.Value), Of(plot.Attribute("y")!.Value) + Of(line[1]), 0.11);
    }

    private static ChartFigure? Figure(TempFolder folder, params PublishedValue[] published) =>
        FigureOf(folder, "inception-2015-12-05", published);

    private static ChartFigure? FigureOf(TempFolder folder, string extractor, params PublishedValue[] published)
    {
        var runs = Enumerable.Range(1, 3).Select(seed =>
        {
            var run = new SampleRuns(folder.Path) { LogEvery = 1000, Images = false }.Add("gan", "mnist", (ulong)seed, metrics: false);
            foreach (var step in (int[])[10_000, 20_000])
            {
                run.WriteMetrics(new MetricFile
                {
                    Step = step,
                    CheckpointHash = "0",
                    Metrics = [new MetricRecord { Name = "fid", Value = 100 + seed, LowerIsBetter = true,
                        Protocol = new Dictionary<string, string> { ["extractor"] = extractor } }],
                });
            }
            return run;
        });
        var study = new StudyResult { Id = "s", Title = "Study", Published = published };
        return ReportBuilder.FromRuns(runs, new ReportOptions { Studies = [study] })
            .Chapters.Single(c => c.Id == "study-s").Sections.Single(s => s.Id == "study-s-values").Blocks.OfType<ChartFigure>()
            .SingleOrDefault();
    }
}
