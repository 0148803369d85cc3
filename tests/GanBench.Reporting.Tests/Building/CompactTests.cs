using GanBench.Reporting.Building;
using GanBench.Reporting.Model;
using GanBench.Reporting.Tests.Samples;
using GanBench.Runs;
using GanBench.Testing;

namespace GanBench.Reporting.Tests.Building;

/// <summary>What is equal is said once.</summary>
public class CompactTests
{
    [Fact]
    public void Networks_ThatAreEqual_AreOneTableUnderAllNames()
    {
        var report = ReportBuilder.FromRuns([], new ReportOptions { Networks = [Network("dcgan"), Network("lsgan"), Network("gan", 100)] });

        var tables = ReportBuilderTests.Tables(report).ToList();

        Assert.Equal(["dcgan, lsgan generator, 100", "gan generator, 100"], tables.Select(t => t.Caption));
        Assert.Equal(
            ["Dense, BatchNorm, ReLU · 8 · 120", "Reshape · 1×2×4 · 0"],
            tables[0].Rows.Select(r => string.Join(" · ", r.Select(c => c.Text))));
        Assert.Contains(report.Chapters.SelectMany(c => c.Sections).SelectMany(s => s.Blocks), b => b is TableBlock { IsNarrow: true });
    }

    [Fact]
    public void Settings_OfMost_AreSaidOnceAndExceptionsPerConfiguration()
    {
        using var folder = new TempFolder();
        var runs = new SampleRuns(folder.Path) { LogEvery = 1000, Images = false };
        RunSpec Small(RunSpec spec) => spec with { Training = spec.Training with { BatchSize = 32 } };

        var report = ReportBuilder.FromRuns(
            [runs.Add("gan", "mnist"), runs.Add("dcgan", "mnist"), runs.Add("wgan", "mnist", change: Small)], new ReportOptions());

        var table = ReportBuilderTests.Tables(report).Single(t => t.Id == "settings");
        Assert.Equal(
            [("dcgan", "as most"), ("gan", "as most"), ("wgan", "training.batchSize 32")],
            table.Rows.Select(r => (r[0].Text, r[1].Text)));
        var grids = Grids(report);
        Assert.Equal("128", Assert.Single(grids[1].Facts, f => f.Name == "training.batchSize").Value);
        Assert.DoesNotContain(grids[0].Facts, f => f.Name == "training.batchSize");
        Assert.Contains(grids[0].Facts, f => f.Name == "training.steps");
    }

    [Fact]
    public void Protocol_SharedByMetrics_IsSaidOnce()
    {
        using var folder = new TempFolder();

        var report = ReportBuilder.FromRuns(
            [new SampleRuns(folder.Path) { LogEvery = 1000, Images = false }.Add("gan", "mnist")], new ReportOptions());

        var shared = Grids(report).Single(g => g.Title.StartsWith("Wherever a metric", StringComparison.Ordinal));
        Assert.Equal("5000", shared.Facts.Single(f => f.Name == "samples").Value);
        Assert.Equal("3", shared.Facts.Single(f => f.Name == "k").Value);
        var rows = ReportBuilderTests.Tables(report).Single(t => t.Id == "protocols").Rows;
        Assert.DoesNotContain(rows, r => r[2].Text.Contains("5000", StringComparison.Ordinal));
        Assert.Equal("splits 10", rows.Single(r => r[0].Text.StartsWith("Inception Score", StringComparison.Ordinal))[2].Text);
        // Both have k and samples alone, so they share a row.
        Assert.Contains(rows, r => r[0].Text.Contains("Precision", StringComparison.Ordinal) && r[0].Text.Contains("Recall"));
    }

    [Fact]
    public void Samples_OfRuns_StandBesideTrainingImagesOrSayThatThereAreNone()
    {
        using var folder = new TempFolder();
        var run = new SampleRuns(folder.Path) { LogEvery = 1000 }.Add("gan", "mnist");

        var without = Samples(run);
        File.Copy(run.SampleFile(0), run.RealFile);
        var with = Samples(run);

        Assert.DoesNotContain(without.Columns, c => c == "real images");
        Assert.Contains("without training images beside them: these runs kept none.", without.Caption);
        Assert.Equal("real images", with.Columns[^1]);
        Assert.Equal("Images of mnist", with.Rows[0].Images[^1]!.Alt);
        Assert.Contains("and training images as the run saw them", with.Caption);
        var strip = ReportBuilder.FromRuns([run], new ReportOptions()).Chapters[0].Sections[0].Blocks.OfType<ImageFigure>().Single();
        Assert.Equal(["real images", "gan"], strip.Columns);
    }

    [Fact]
    public void Datasets_InFolders_AreCalledByTheFolder()
    {
        using var folder = new TempFolder();
        var run = new SampleRuns(folder.Path) { LogEvery = 1000, Images = false }.Add("gan", "folder:/home/somebody/pictures/cats");

        var report = ReportBuilder.FromRuns([run], new ReportOptions());

        Assert.Contains(report.Chapters, c => c.Title == "Results on cats");
        Assert.Contains(report.Chapters, c => c.Id.StartsWith("data-cats-", StringComparison.Ordinal));
        Assert.DoesNotContain(
            "somebody", string.Join('\n', ReportBuilderTests.Tables(report).Where(t => t.Id != "runs").SelectMany(t => t.Rows)
                .SelectMany(r => r).Select(c => c.Text).Concat(ReportBuilderTests.Tables(report).Select(t => t.Caption))));
    }

    [Fact]
    public void Configurations_ThatDifferInMuch_AreNamedByAFewSettings()
    {
        using var folder = new TempFolder();
        var runs = new SampleRuns(folder.Path) { LogEvery = 1000, Images = false };
        RunSpec Other(RunSpec spec) => spec with
        {
            Training = spec.Training with { BatchSize = 32 },
            Recipe = spec.Recipe with
            {
                Generator = spec.Recipe.Generator with { Optimizer = new() { LearningRate = 1e-3, Beta1 = 0.1 } },
                Discriminator = spec.Recipe.Discriminator with { Optimizer = new() { LearningRate = 2e-3, Beta1 = 0.2 } },
            },
        };

        var report = ReportBuilder.FromRuns([runs.Add("gan", "mnist"), runs.Add("gan", "mnist", change: Other)], new ReportOptions());

        var names = ReportBuilderTests.Tables(report).Single(t => t.Id == "results-mnist").Rows.Select(r => r[0].Text).ToList();
        Assert.Equal(2, names.Distinct().Count());
        Assert.All(names, name => Assert.InRange(name.Split(", ").Length, 2, 4));
    }

    private static List<FactGrid> Grids(ReportModel report) =>
        [.. report.Chapters.Single(c => c.Id == "method").Sections.SelectMany(s => s.Blocks).OfType<FactGrid>()];

    private static ImageFigure Samples(RunDirectory run) =>
        ReportBuilder.FromRuns([run], new ReportOptions()).Chapters.Single(c => c.Id == "data-mnist").Sections
            .Single(s => s.Id == "data-mnist-samples").Blocks.OfType<ImageFigure>().Single();

    private static NetworkSummaryTable Network(string architecture, long parameters = 104) => new()
    {
        Architecture = architecture,
        Network = "generator",
        Input = "100",
        Layers =
        [
            new("Dense", "8", parameters), new("BatchNorm", "8", 16) { Continues = true }, new("ReLU", "8", 0) { Continues = true },
            new("Reshape", "1×2×4", 0),
        ],
        Parameters = parameters + 16,
        Trainable = parameters + 8,
    };
}
