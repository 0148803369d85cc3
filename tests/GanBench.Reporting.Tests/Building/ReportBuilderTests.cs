using GanBench.Recipes;
using GanBench.Reporting.Building;
using GanBench.Reporting.Html;
using GanBench.Reporting.Model;
using GanBench.Reporting.Tests.Samples;
using GanBench.Runs;
using GanBench.Testing;

namespace GanBench.Reporting.Tests.Building;

public class ReportBuilderTests
{
    private static readonly ReportOptions Plain = new();

    [Fact]
    public void FromRuns_NoRuns_SaysSoAndHasNothingElse()
    {
        var report = ReportBuilder.FromRuns([], Plain);

        Assert.Equal(["summary"], report.Chapters.Select(c => c.Id));
        Assert.Contains("holds no runs", HtmlRenderer.Render(report));
        Assert.Null(report.Cover.Date);
    }

    [Fact]
    public void FromRuns_OneRun_HasItsMetricsLossesSamplesAndIndex()
    {
        using var folder = new TempFolder();

        var report = ReportBuilder.FromRuns([new SampleRuns(folder.Path) { LogEvery = 100 }.Add("dcgan", "mnist")], Plain);

        Assert.Equal(["summary", "data-mnist", "originality", "method", "runs"], report.Chapters.Select(c => c.Id));
        Assert.Equal(
            ["data-mnist-samples", "data-mnist-metrics", "data-mnist-loss", "data-mnist-estimates", "data-mnist-discriminator",
                "data-mnist-time"],
            report.Chapters[1].Sections.Select(s => s.Id));
        var table = Tables(report).Single(t => t.Id == "results-mnist");
        var fid = table.Rows[0][4];
        Assert.Equal(
            report.Measurements.Single(m => m is { Step: 30_000, Metric: "fid" }).Value,
            fid.Value);
        Assert.DoesNotContain("±", fid.Text);
    }

    [Fact]
    public void FromRuns_DivergedOnly_HasNoMetricsAndGivesTheReason()
    {
        using var folder = new TempFolder();

        var report =
            ReportBuilder.FromRuns([new SampleRuns(folder.Path) { LogEvery = 100 }.Add("wgan", "nlvr", 1, RunStatus.Diverged)], Plain);

        Assert.DoesNotContain(report.Chapters.SelectMany(c => c.Sections), s => s.Id == "data-nlvr-metrics");
        Assert.Contains("diverged at step 15,000 (the discriminator's loss became NaN)", Bullets(report).Single());
        Assert.Equal("diverged", Tables(report).Single(t => t.Id == "results-nlvr").Rows[0][3].Text);
    }

    [Fact]
    public void FromRuns_ProcessOfARunDied_SaysHowInSummaryAndTables()
    {
        using var folder = new TempFolder();
        var runs = new SampleRuns(folder.Path) { LogEvery = 100, Images = false };
        var died = runs.Add("gan", "mnist", 1, RunStatus.Failed);
        died.WriteState(died.ReadState()! with { Step = 500, Crash = RunCrash.Of(134, ["terminate called", "  what():  no such luck"]) });
        // Trained to its end; the process that measured it was killed.
        var measured = runs.Add("gan", "mnist", 2, RunStatus.Completed);
        measured.WriteState(measured.ReadState()! with { Crash = RunCrash.Of(137, []) });

        var report = ReportBuilder.FromRuns([died, measured, runs.Add("gan", "mnist", 3)], Plain);

        Assert.Contains(
            Bullets(report), b => b.EndsWith("crashed at step 500 (SIGABRT, exit code 134: no such luck)", StringComparison.Ordinal));
        Assert.Contains(
            Bullets(report), b =>
            b.EndsWith("crashed at step 30,000 (its measurement died of SIGKILL, exit code 137: killed from outside, or memory ran out)",
                StringComparison.Ordinal));
        Assert.Equal("1 completed, 2 crashed", Tables(report).Single(t => t.Id == "results-mnist").Rows[0][3].Text);
        var index = Tables(report).Single(t => t.Id == "runs");
        Assert.Equal(["completed", "crashed", "crashed"], index.Rows.Select(r => r[2].Text).Order(StringComparer.Ordinal));
        Assert.Contains(index.Notes, n => n == $"{died.Id} crashed at step 500: SIGABRT, exit code 134: no such luck.");
    }

    [Fact]
    public void FromRuns_MetricsMissingForOneArchitecture_LeavesItsCellsEmpty()
    {
        using var folder = new TempFolder();
        var runs = new SampleRuns(folder.Path) { LogEvery = 100, Images = false };

        var report = ReportBuilder.FromRuns([runs.Add("gan", "mnist"), runs.Add("dcgan", "mnist", metrics: false)], Plain);

        var rows = Tables(report).Single(t => t.Id == "results-mnist").Rows;
        Assert.Equal("–", rows.Single(r => r[0].Text == "dcgan")[4].Text);
        Assert.NotNull(rows.Single(r => r[0].Text == "gan")[4].Value);
    }

    [Fact]
    public void FromRuns_DamagedFiles_AreNamedAndTheRestIsReported()
    {
        using var folder = new TempFolder();
        var runs = new SampleRuns(folder.Path) { LogEvery = 100, Images = false };
        var whole = runs.Add("gan", "mnist");
        var noSpec = runs.Add("dcgan", "mnist");
        File.WriteAllText(noSpec.SpecFile, "architecture: [");
        var badMetrics = runs.Add("wgan", "mnist");
        File.WriteAllText(badMetrics.MetricFile(30_000), "{");

        var report = ReportBuilder.FromRuns([whole, noSpec, badMetrics], Plain);

        Assert.Equal(2, Tables(report).Single(t => t.Id == "runs").Rows.Count);
        var unreadable = report.Chapters.Single(c => c.Id == "runs").Sections.SelectMany(s => s.Blocks).OfType<FactList>()
            .Single().Facts.Single();
        Assert.Equal(noSpec.Id, unreadable.Name);
        Assert.DoesNotContain(folder.Path, unreadable.Value);
        Assert.Contains(Bullets(report), b => b.StartsWith(badMetrics.Id, StringComparison.Ordinal));
    }

    [Fact]
    public void FromRuns_SeveralSeeds_GiveMeanAndConfidenceInterval()
    {
        using var folder = new TempFolder();
        var runs = new SampleRuns(folder.Path) { LogEvery = 1000, Images = false };
        RunDirectory[] directories = [runs.Add("gan", "mnist", 1), runs.Add("gan", "mnist", 2), runs.Add("gan", "mnist", 3)];

        var report = ReportBuilder.FromRuns(directories, Plain);

        var values = directories.Select(d => d.ReadMetrics(30_000)!.Metrics.Single(m => m.Name == "fid").Value!.Value).ToList();
        var cell = Tables(report).Single(t => t.Id == "results-mnist").Rows.Single()[4];
        Assert.Equal(values.Average(), cell.Value!.Value, 10);
        Assert.Contains(" ± ", cell.Text);
    }

    [Fact]
    public void FromRuns_SweptSetting_NamesConfigurationsByIt()
    {
        using var folder = new TempFolder();
        var runs = new SampleRuns(folder.Path) { LogEvery = 1000, Images = false };
        RunSpec Batch(RunSpec spec, int size) => spec with { Training = spec.Training with { BatchSize = size } };
        RunSpec Rate(RunSpec spec) => Batch(spec, 128) with
        {
            Recipe = spec.Recipe with { Generator =
                spec.Recipe.Generator with { Optimizer = new OptimizerOptions { LearningRate = 1e-3 } } },
        };

        var report = ReportBuilder.FromRuns(
            [runs.Add("gan", "mnist", change: s => Batch(s, 128)), runs.Add("gan", "mnist", change: s => Batch(s, 256)),
                runs.Add("gan", "mnist", change: Rate)],
            Plain);

        Assert.Equal(
            ["gan, generator learningRate 0.0002, batchSize 128", "gan, generator learningRate 0.0002, batchSize 256",
                "gan, generator learningRate 0.001, batchSize 128"],
            Tables(report).Single(t => t.Id == "results-mnist").Rows.Select(r => r[0].Text));
    }

    [Fact]
    public void FromRuns_CollapsedRun_IsNamedInTheResults()
    {
        using var folder = new TempFolder();
        var run = new SampleRuns(folder.Path) { LogEvery = 1000, Images = false }.Add("gan", "mnist", metrics: false);
        run.WriteMetrics(
            new MetricFile { Step = 30_000, CheckpointHash = "0",
                Metrics = [new MetricRecord { Name = "collapse", Value = 0.91, LowerIsBetter = true, Note = "collapsed" }] });

        var table = Tables(ReportBuilder.FromRuns([run], Plain)).Single(t => t.Id == "results-mnist");

        Assert.Equal("0.910 collapsed", table.Rows[0][table.Columns.ToList().FindIndex(c => c.Name == "Collapse ↓")].Text);
    }

    [Fact]
    public void FromRuns_MetricWithoutValue_HasNoColumnButItsReasonInTheProtocol()
    {
        using var folder = new TempFolder();

        var report = ReportBuilder.FromRuns([new SampleRuns(folder.Path) { LogEvery = 1000, Images = false }.Add("gan", "mnist")], Plain);

        Assert.DoesNotContain(
            Tables(report).Single(t => t.Id == "results-mnist").Columns, c => c.Name.StartsWith("KID", StringComparison.Ordinal));
        var protocol = Tables(report).Single(t => t.Id == "protocols").Rows.Single(r => r[0].Text == "KID");
        Assert.Equal(("needs at least 1,000 images", 0), (protocol[3].Text, protocol[4].Value));
    }

    [Fact]
    public void FromRuns_FiveHundredRuns_AreAllInTheIndex()
    {
        using var folder = new TempFolder();
        var runs = new SampleRuns(folder.Path) { LogEvery = 3000, Images = false };
        var directories = Enumerable.Range(0, 500)
            .Select(i => runs.Add(
                $"architecture-{i % 50:00}", "mnist", (ulong)(1 + (i / 50)), i % 7 == 0 ? RunStatus.Diverged : RunStatus.Completed))
                .ToList();

        var report = ReportBuilder.FromRuns(directories, Plain);
        var html = HtmlRenderer.Render(report);

        Assert.Equal(500, Tables(report).Single(t => t.Id == "runs").Rows.Count);
        Assert.Equal(50, Tables(report).Single(t => t.Id == "results-mnist").Rows.Count);
        Assert.All(directories, d => Assert.Contains(d.Id, html));
    }

    [Fact]
    public void FromRuns_NamesInOtherScriptsAndVeryLong_KeepAnchorsApart()
    {
        using var folder = new TempFolder();
        var runs = new SampleRuns(folder.Path) { LogEvery = 1000, Images = false };
        string[] datasets = ["手写数字", "手写字母", "أرقام", new string('x', 300) + "1", new string('x', 300) + "2", "<b>&\"quoted\"</b>"];
        var options = new ReportOptions { Title = "بنش — 生成对抗网络 <script>alert(1)</script> \" } @page { size: A1 }" };

        var report = ReportBuilder.FromRuns(datasets.Select(d => runs.Add("gan", d)), options);
        var html = HtmlRenderer.Render(report);

        var ids = report.Chapters.SelectMany(c => c.Sections.Select(s => s.Id).Append(c.Id)).ToList();
        Assert.Equal(ids.Count, ids.Distinct().Count());
        Assert.All(ids, id => Assert.Matches("^[a-z][a-z0-9-]{0,90}$", id));
        Assert.DoesNotContain("<script>alert", html);
        Assert.DoesNotContain("<b>&", html);
        Assert.Contains("手写数字", html);
    }

    internal static IEnumerable<ReportTable> Tables(ReportModel report) =>
        report.Chapters.SelectMany(c => c.Sections).SelectMany(s => s.Blocks).OfType<TableBlock>().Select(b => b.Table);

    private static IEnumerable<string> Bullets(ReportModel report) =>
        report.Chapters[0].Sections.SelectMany(s => s.Blocks).OfType<BulletList>().SelectMany(b => b.Items);
}
