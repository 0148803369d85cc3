using System.Globalization;
using GanBench.Reporting.Building;
using GanBench.Reporting.Charts;
using GanBench.Reporting.Model;
using GanBench.Reporting.Tables;
using GanBench.Reporting.Tests.Samples;
using GanBench.Runs;
using GanBench.Testing;

namespace GanBench.Reporting.Tests.Building;

/// <summary>No table, chart or export says what the measurements do not.</summary>
public sealed class HonestyTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly SampleRuns _runs;

    public HonestyTests() => _runs = new SampleRuns(_folder.Path) { LogEvery = 1000, Images = false };

    [Fact]
    public void Shares_OverSeeds_HaveIntervalsWithinTheirBounds()
    {
        var report = Report([.. Seeds("gan", step => [Of("precision", 0.98), Of("precision", 0.6), Of("precision", 0.9)])]);

        var cell = Cell(report, "results-mnist", "gan", "Precision ↑");
        // t(2, 97.5 %) = 4.303 gives 0.827 ± 0.498.
        Assert.Equal("0.827 (0.329 to 1.000)", cell.Text);
        Assert.Equal(1, cell.Summary!.High);
        Assert.Contains(Table(report, "results-mnist").Notes, n => n.EndsWith("in brackets those that end at a bound of the metric.",
            StringComparison.Ordinal));
        var chart = Charts(report).First(c => c.Title.StartsWith("Precision", StringComparison.Ordinal));
        Assert.All(chart.Layers.OfType<PointLayer>().Single().High!, high => Assert.InRange(high, 0, 1));
        Assert.All(NumberExport.All(report).Where(n => n.Column.StartsWith("Precision", StringComparison.Ordinal)),
            n => Assert.InRange(n.High!.Value, 0, 1));
    }

    [Fact]
    public void OneSeed_HasNoIntervalAndSaysSo()
    {
        var report = Report(_runs.Add("gan", "mnist"), _runs.Add("dcgan", "mnist"), _runs.Add("dcgan", "mnist", 2));

        Assert.EndsWith(" (1 seed)", Cell(report, "results-mnist", "gan", "FID ↓").Text);
        var both = Cell(report, "results-mnist", "dcgan", "FID ↓");
        Assert.DoesNotContain("seed", both.Text);
        Assert.NotNull(both.Summary!.Low);
        Assert.Contains("none for 1 seed", Figures(report).First().Caption);
        var alone = Report(_runs.Add("wgan", "nlvr"));
        Assert.Contains("1 seed, so without intervals.", Table(alone, "results-nlvr").Notes);
        Assert.Contains("of 1 seed, so without intervals", Figures(alone).First().Caption);
    }

    [Theory]
    [InlineData("extractorChecksum", "aaaa", "bbbb")]
    [InlineData("extractorAccuracy", "0.9125 on test", "0.8765 on test")]
    [InlineData("samples", "100", "200")]
    [InlineData("layer", "64", "2048")]
    [InlineData("set neighbours", "3", "5")]
    [InlineData("referenceCount", "500", "20000")]
    public void DifferentProtocols_NeverShareATableOrAnAxis(string key, string first, string second)
    {
        var report = Report(
            Measured("gan", 1, [Of("fid", 10, Classifier((key, first)))]),
            Measured("dcgan", 1, [Of("fid", 20, Classifier((key, second)))]));

        var tables = ReportBuilderTests.Tables(report).Where(t => t.Id.StartsWith("results-", StringComparison.Ordinal)).ToList();
        Assert.Equal(["results-mnist", "results-mnist-2"], tables.Select(t => t.Id));
        Assert.All(tables, t => Assert.Single(t.Rows, row => row[4].Value is not null));
        var charts = Charts(report).Where(c => c.Title.StartsWith("FD", StringComparison.Ordinal)).ToList();
        Assert.All(charts, c => Assert.Single(c.Layers.OfType<LineLayer>()));
        // What tells them apart stands in the titles.
        Assert.Equal(2, charts.Where(c => c.X.Label == "step").Select(c => c.Title).Distinct().Count());
    }

    [Fact]
    public void ImagesOfDifferentSizes_NeverShareATable()
    {
        var report = Report(
            Measured("gan", 1, [Of("swd", 10)], spec => spec with { ImageSize = 64 }),
            Measured("gan", 1, [Of("swd", 5)], spec => spec with { ImageSize = 32 }));

        var captions = ReportBuilderTests.Tables(report).Where(t => t.Id.StartsWith("results-", StringComparison.Ordinal))
            .Select(t => t.Caption);
        Assert.Equal(["mnist, 64 px", "mnist, 32 px"], captions.Select(c => c.Split(':')[0]));
    }

    [Fact]
    public void Captions_OfTablesAndFigures_NameExtractorDatasetAccuracyAndSamples()
    {
        var report = Report(Measured("gan", 1, [Of("fid", 10, Classifier()), Of("ms-ssim", 0.2)]));

        const string how = "from features of the dataset's classifier (mnist/train, accuracy 0.9125 on test), on 500 samples";
        Assert.Contains(how, Table(report, "results-mnist").Caption);
        Assert.Contains(how, Table(report, "metrics-mnist-1").Caption);
        Assert.Contains(how, Figures(report).First().Caption);
    }

    [Fact]
    public void MetricsWithATarget_HaveItForADirectionAndNoBestBelowIt()
    {
        // 0.15 is far below the data's 0.2, 0.21 nearly there: only the second is as diverse as the data.
        var report = Report(
            [.. Seeds("gan", _ => [0.150, 0.151, 0.149], "ms-ssim"), .. Seeds("dcgan", _ => [0.210, 0.211, 0.209], "ms-ssim")]);

        var name = Table(report, "results-mnist").Columns[4].Name;
        Assert.Equal("MS-SSIM, near 0.2", name);
        Assert.Equal(CellStyle.Plain, Cell(report, "results-mnist", "gan", name).Style);
        Assert.Equal(CellStyle.Best, Cell(report, "results-mnist", "dcgan", name).Style);
    }

    [Fact]
    public void ClassDivergence_IsNearZero()
    {
        var report = Report(Measured("gan", 1, [Of("class-kl", 0.01)]));

        Assert.Equal("Class divergence, near 0", Table(report, "results-mnist").Columns[4].Name);
    }

    [Fact]
    public void Bold_OfTheConfigurationWithTheWorstFid_IsNotGivenAndElsewhereExplained()
    {
        IEnumerable<RunDirectory> Add(string name, double fid, double precision) => Enumerable.Range(1, 3).Select(seed => Measured(
            name, (ulong)seed, [Of("fid", fid + (seed * 0.1)), Of("precision", precision + (seed * 0.001))]));
        var report = Report([.. Add("gan", 200, 0.9), .. Add("dcgan", 50, 0.7), .. Add("wgan", 80, 0.8)]);

        Assert.Equal(CellStyle.Plain, Cell(report, "results-mnist", "gan", "Precision ↑").Style);
        Assert.Equal(CellStyle.Best, Cell(report, "results-mnist", "dcgan", "FID ↓").Style);
        Assert.Contains(
            "Bold: the best of its column, which Welch's test over the seeds tells apart from every other (p < 0.05); never gan, whose FID "
            + "is the worst.", Table(report, "results-mnist").Notes);
        Assert.Contains(Table(report, "metrics-mnist-1").Notes, n => n.StartsWith("Bold: the best of its row", StringComparison.Ordinal));
    }

    [Fact]
    public void PublishedValue_NotComparable_HasNoDifferenceAndEveryReason()
    {
        var run = Measured("gan", 1, [Of("fid", 10, Classifier())]);
        run.WriteState(run.ReadState()! with { DatasetNote = "24,000 of 60,000 training images" });
        var study = new StudyResult
        {
            Id = "s", Title = "S",
            Published = [new("gan", "mnist", "fid", null, 8, "table 1") { NotComparable = "1 % of the images; another split" }],
        };

        var table = Table(ReportBuilder.FromRuns([run], new ReportOptions { Studies = [study] }), "study-s-mnist-fid");

        var row = Assert.Single(table.Rows);
        Assert.Equal("–", row[5].Text);
        Assert.Null(row[5].Value);
        Assert.Equal(
            "no: 1 % of the images; another split; classifier features, not Inception-v3; 24,000 of 60,000 training images", row[6].Text);
        Assert.EndsWith("measured from features of the dataset's classifier (mnist/train, accuracy 0.9125 on test), on 500 samples",
            table.Caption);
    }

    [Fact]
    public void MainMetric_IsDrawnBySteps_ImagesAndSeconds()
    {
        var (run, second) = (_runs.Add("gan", "mnist"), _runs.Add("gan", "mnist", 2));
        foreach (var (directory, factor) in new[] { (run, 0.01), (second, 0.03) })
        {
            directory.WriteState(directory.ReadState()! with { Seconds = 30_000 * factor, ImagesPerSecond = 64 / factor });
            // Slow at first: the log's own times count, not the mean speed.
            File.WriteAllLines(directory.ProgressFile, Enumerable.Range(1, 300).Select(i => System.Text.Json.JsonSerializer.Serialize(
                new ProgressRecord { Step = i * 100, Seconds = (i * 100 * factor / 2) + 50, Values = [new("lossD", 1)] }, RunJson.Line)));
        }

        var figure = Figures(Report(run, second)).First();

        Assert.Equal(["step", "real images seen", "seconds of training"], figure.Charts.Select(c => c.X.Label));
        Assert.Equal([ChartSize.Full, ChartSize.Half, ChartSize.Half], figure.Charts.Select(c => c.Size));
        var lines = figure.Charts.Select(c => c.Layers.OfType<LineLayer>().First()).ToList();
        Assert.Equal([10_000, 20_000, 30_000], lines[0].X);
        Assert.Equal([640_000, 1_280_000, 1_920_000], lines[1].X.Select(x => Math.Round(x, 6)));
        // Means of 10,000 × 0.005 + 50 and 10,000 × 0.015 + 50, and so on.
        Assert.Equal([150, 250, 350], lines[2].X.Select(x => Math.Round(x, 6)));
        Assert.Contains("only these compare effort", figure.Caption);
    }

    private static MetricRecord Of(string name, double value, Dictionary<string, string>? protocol = null) =>
        new() { Name = name, Value = value, Protocol = protocol ?? new() { ["samples"] = "500" } };

    private static Dictionary<string, string> Classifier(params (string Key, string Value)[] changed)
    {
        var protocol = new Dictionary<string, string>
        {
            ["samples"] = "500", ["extractor"] = "classifier", ["extractorDataset"] = "mnist/train", ["extractorChecksum"] = "cccc",
            ["extractorAccuracy"] = "0.9125 on test",
        };
        foreach (var (key, value) in changed)
            protocol[key] = value;
        return protocol;
    }

    private RunDirectory Measured(
        string architecture, ulong seed, IReadOnlyList<MetricRecord> records, Func<RunSpec, RunSpec>? change = null)
    {
        var run = _runs.Add(architecture, "mnist", seed, metrics: false, change: change);
        if (change is not null)
        {
            // The sample's ids do not tell such runs apart.
            var path = run.Path + "-" + change(run.ReadSpec()).ImageSize?.ToString(CultureInfo.InvariantCulture);
            Directory.Move(run.Path, path);
            run = new RunDirectory(path);
        }
        run.WriteMetrics(new MetricFile { Step = 30_000, CheckpointHash = "0", Metrics = records });
        return run;
    }

    private IEnumerable<RunDirectory> Seeds(string architecture, Func<int, IReadOnlyList<double>> values, string metric) =>
        values(0).Select((value, i) => Measured(
            architecture, (ulong)(i + 1), [Of(metric, value), Of(metric + "-real", 0.2)]));

    private IEnumerable<RunDirectory> Seeds(string architecture, Func<int, IReadOnlyList<MetricRecord>> values) =>
        values(0).Select((record, i) => Measured(architecture, (ulong)(i + 1), [record]));

    private static ReportModel Report(params IEnumerable<RunDirectory> runs) => ReportBuilder.FromRuns(runs, new ReportOptions());

    private static ReportTable Table(ReportModel report, string id) => ReportBuilderTests.Tables(report).Single(t => t.Id == id);

    private static TableCell Cell(ReportModel report, string table, string row, string column)
    {
        var found = Table(report, table);
        return found.Rows.Single(r => r[0].Text == row)[found.Columns.ToList().FindIndex(c => c.Name == column)];
    }

    private static IEnumerable<ChartFigure> Figures(ReportModel report) => report.Chapters.SelectMany(c => c.Sections)
        .Where(s => s.Id.EndsWith("-metrics", StringComparison.Ordinal)).SelectMany(s => s.Blocks).OfType<ChartFigure>();

    private static IEnumerable<Chart> Charts(ReportModel report) => Figures(report).SelectMany(f => f.Charts);

    public void Dispose() => _folder.Dispose();
}
