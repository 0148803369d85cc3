using GanBench.Reporting.Building;
using GanBench.Reporting.Html;
using GanBench.Reporting.Model;
using GanBench.Reporting.Tests.Samples;
using GanBench.Runs;
using GanBench.Testing;

namespace GanBench.Reporting.Tests.Building;

public class VerdictTests
{
    private static readonly double[] Low = [10, 10.1, 10.2], High = [20, 20.1, 20.2];

    [Fact]
    public void Verdict_SeedsFarApart_NamesTheBestAndTellsItApart()
    {
        using var folder = new TempFolder();

        var text = Verdict(new(), [.. Runs(folder, "gan", High), .. Runs(folder, "dcgan", Low)]);

        Assert.StartsWith("6 runs of 2 configurations on mnist, 3 seeds each, all completed.", text);
        // t(2, 97.5 %) = 4.303 and the standard error is 0.1 / √3: the half width is 0.248.
        Assert.Contains(
            "On mnist dcgan has the best FID (Inception-v3), 10.10 ± 0.25, told apart from the next, gan with 20.10 ± 0.25 (Welch's",
            text);
    }

    [Fact]
    public void Verdict_OverlappingSeeds_AreNotToldApart()
    {
        using var folder = new TempFolder();

        var text = Verdict(new(), [.. Runs(folder, "gan", [9, 11, 13]), .. Runs(folder, "dcgan", [8, 10, 13])]);

        Assert.Contains("dcgan has the best FID (Inception-v3), ", text);
        Assert.Contains(", not told apart from the next, gan with ", text);
    }

    [Fact]
    public void Verdict_OneSeed_SaysThatNothingTellsThemApart()
    {
        using var folder = new TempFolder();

        var text = Verdict(new(), [.. Runs(folder, "gan", [20]), .. Runs(folder, "dcgan", [10])]);

        Assert.Contains(
            "dcgan has the best FID (Inception-v3), 10.00, with one seed nothing tells it apart from the next, gan with 20.00.", text);
        Assert.DoesNotContain("confidence", text);
    }

    [Fact]
    public void Verdict_ValuesOfAnotherSampleCount_AreNotRankedWithTheOthers()
    {
        using var folder = new TempFolder();

        var text = Verdict(
            new(), [.. Runs(folder, "gan", [20]), .. Runs(folder, "dcgan", [10]), .. Runs(folder, "wgan", [1], samples: 100)]);

        Assert.Contains("dcgan has the best FID (Inception-v3)", text);
        Assert.DoesNotContain("wgan has", text);
    }

    [Fact]
    public void Verdict_PublishedValuesAndClaims_AreCountedByOutcome()
    {
        using var folder = new TempFolder();
        var study = new StudyResult
        {
            Id = "s", Title = "Study",
            Published =
            [
                new("gan", "mnist", "fid", 3000, 20.1, "table 1"), new("dcgan", "mnist", "fid", 3000, 15, "table 1"),
                new("dcgan", "mnist", "fid", 3000, 10, "table 1") { NotComparable = "read off a figure" },
                new("wgan", "mnist", "fid", 3000, 10, "table 1"),
            ],
            Claims = [new("s/1", "One", ClaimOutcome.Supported, "", []), new("s/2", "Two", ClaimOutcome.Undecided, "", [])],
        };

        var text = Verdict(new ReportOptions { Studies = [study] }, [.. Runs(folder, "gan", High), .. Runs(folder, "dcgan", Low)]);

        Assert.Contains("Of 2 claims: 1 supported, 0 refuted, 1 undecided.", text);
        Assert.Contains(
            "Of 4 published values 2 can be compared with these runs; 1 of 2 lie within our 95 % intervals. The others cannot: "
            + "read off a figure (1), not run (1).", text);
    }

    [Fact]
    public void Verdict_NothingComparable_SaysWhy()
    {
        using var folder = new TempFolder();
        var study = new StudyResult { Id = "s", Title = "Study", Published = [new("wgan", "mnist", "fid", null, 10, "table 1")] };

        var text = Verdict(new ReportOptions { Studies = [study] }, Runs(folder, "gan", High));

        Assert.Contains("None of the 1 published value can be compared with these runs: not run (1).", text);
    }

    [Fact]
    public void Verdict_DivergedRun_IsNamed()
    {
        using var folder = new TempFolder();
        var runs = new SampleRuns(folder.Path) { LogEvery = 1000, Images = false };

        var text = Verdict(new(), [runs.Add("gan", "mnist"), runs.Add("wgan", "mnist", 1, RunStatus.Diverged)]);

        Assert.Contains("1 completed, 1 diverged.", text);
        Assert.EndsWith("Failed: wgan on mnist, seed 1 (diverged at step 15,000).", text.Trim());
    }

    [Fact]
    public void FirstPage_OfSeveralDatasets_HasOneTableOfResults()
    {
        var report = SampleReport.Model;

        var blocks = report.Chapters[0].Sections[0].Blocks;

        Assert.IsType<Verdict>(blocks[0]);
        Assert.Equal("results-mnist", Assert.Single(blocks.OfType<TableBlock>()).Table.Id);
        Assert.Contains(
            report.Chapters.Single(c => c.Id == "data-nlvr").Sections[0].Blocks.OfType<TableBlock>(), t => t.Table.Id == "results-nlvr");
        var html = HtmlRenderer.Render(report);
        Assert.InRange(
            html.IndexOf("<nav class=\"toc\">", StringComparison.Ordinal), html.IndexOf("id=\"summary\"", StringComparison.Ordinal),
            html.IndexOf("id=\"study-chen-2019\"", StringComparison.Ordinal));
    }

    private static string Verdict(ReportOptions options, IReadOnlyList<RunDirectory> runs) =>
        ReportBuilder.FromRuns(runs, options).Chapters[0].Sections[0].Blocks.OfType<Verdict>().Single().Text;

    private static IReadOnlyList<RunDirectory> Runs(TempFolder folder, string architecture, double[] fids, int samples = 5000) =>
        [.. fids.Select((fid, i) =>
        {
            var run = new SampleRuns(folder.Path) { Steps = 3000, LogEvery = 1000, Images = false }
                .Add(architecture, "mnist", (ulong)(i + 1), metrics: false);
            run.WriteMetrics(new MetricFile
            {
                Step = 3000,
                CheckpointHash = "0",
                Metrics = [new MetricRecord { Name = "fid", Value = fid, LowerIsBetter = true, Protocol = new Dictionary<string, string>
                {
                    ["extractor"] = "inception-2015-12-05", ["samples"] = FormattableString.Invariant($"{samples}"),
                } }],
            });
            return run;
        })];
}
