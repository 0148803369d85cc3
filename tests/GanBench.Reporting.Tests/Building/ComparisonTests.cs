using GanBench.Reporting.Building;
using GanBench.Reporting.Model;
using GanBench.Reporting.Tests.Samples;
using GanBench.Runs;
using GanBench.Testing;

namespace GanBench.Reporting.Tests.Building;

public class ComparisonTests
{
    [Fact]
    public void Table_MeasuredAtTheSameStep_HasDifferenceAndIsComparable()
    {
        using var folder = new TempFolder();
        var run = new SampleRuns(folder.Path) { LogEvery = 1000, Images = false }.Add("gan", "mnist");
        var measured = run.ReadMetrics(20_000)!.Metrics.Single(m => m.Name == "fid").Value!.Value;

        var row = Rows(run, new PublishedValue("GAN", "MNIST", "fid", 20_000, 91, "table 4-1")).Single();

        Assert.Equal("91", row[2].Text);
        Assert.Equal(measured, row[3].Value!.Value, 12);
        Assert.Equal(measured - 91, row[5].Value!.Value, 12);
        Assert.Equal("yes", row[6].Text);
    }

    [Fact]
    public void Table_ClassifierFeatures_AreNotComparable()
    {
        using var folder = new TempFolder();
        var run = new SampleRuns(folder.Path) { LogEvery = 1000, Images = false }.Add("gan", "mnist", metrics: false);
        run.WriteMetrics(new MetricFile
        {
            Step = 20_000,
            CheckpointHash = "0",
            Metrics = [new MetricRecord { Name = "fid", Value = 3, LowerIsBetter = true, Protocol = new Dictionary<string,
                string> { ["extractor"] = "classifier mnist" } }],
        });

        var row = Rows(run, new PublishedValue("gan", "mnist", "fid", 20_000, 91, "")).Single();

        Assert.Equal("no: classifier features, not Inception-v3", row[6].Text);
    }

    [Theory]
    [InlineData("fid", 25_000, "not measured at step 25,000")]
    [InlineData("density", 20_000, "not measured")]
    [InlineData("wasserstein-estimate", null, "not logged")]
    public void Table_NothingMeasured_SaysWhy(string metric, int? step, string why)
    {
        using var folder = new TempFolder();
        var run = new SampleRuns(folder.Path) { LogEvery = 1000, Images = false }.Add("gan", "mnist");

        var row = Rows(run, new PublishedValue("gan", "mnist", metric, step, 91, "")).Single();

        Assert.Equal("–", row[3].Text);
        Assert.Equal(why, row[6].Text);
    }

    [Fact]
    public void Study_DatasetThatWasNotRun_IsNamedInASentence()
    {
        using var folder = new TempFolder();
        var run = new SampleRuns(folder.Path) { LogEvery = 1000, Images = false }.Add("gan", "mnist");

        var blocks =
            Blocks(run, new PublishedValue("gan", "oxford-102", "fid", 10_000, 331, ""),
                new PublishedValue("gan", "oxford-102", "fid", 20_000, 341, ""));

        Assert.Equal("Published but not run here: FID on oxford-102 (2 values).", blocks.OfType<Paragraph>().Single().Text);
        Assert.Empty(blocks.OfType<TableBlock>());
    }

    private static IReadOnlyList<IReadOnlyList<TableCell>> Rows(RunDirectory run, params PublishedValue[] published) =>
        Blocks(run, published).OfType<TableBlock>().Single().Table.Rows;

    private static IReadOnlyList<ReportBlock> Blocks(RunDirectory run, params PublishedValue[] published)
    {
        var study = new StudyResult { Id = "s", Title = "Study", Published = published };
        return ReportBuilder.FromRuns([run], new ReportOptions { Studies = [study] })
            .Chapters.Single(c => c.Id == "study-s").Sections.Single(s => s.Id == "study-s-values").Blocks;
    }
}
