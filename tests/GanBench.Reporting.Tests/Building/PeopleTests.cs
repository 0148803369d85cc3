using GanBench.Reporting.Building;
using GanBench.Reporting.Charts;
using GanBench.Reporting.Model;
using GanBench.Reporting.Tests.Samples;
using GanBench.Testing;

namespace GanBench.Reporting.Tests.Building;

public class PeopleTests
{
    // The published rate is that of Chen (2019), section 4.1.5; the counts are those of the sample.
    [Theory]
    [InlineData("human-error-rate", "19", "36", 100 * 19 / 36.0, "Guessing gives 50.0 %")]
    [InlineData("human-error-rate-question", "13", "18", 100 * 13 / 18.0, "Guessing gives 83.3 %")]
    public void PeopleTable_OfEachLevel_HasCountsChanceLevelAndThePublishedRate(
        string id, string errors, string shown, double percent, string chance)
    {
        var table = Tables(SampleReport.Model).Single(t => t.Id == id);

        var row = table.Rows.Single(r => r[1].Text == "wgan");
        Assert.Equal([errors, shown], row.Skip(2).Take(2).Select(c => c.Text));
        Assert.Equal(percent, row[4].Value!.Value, 1e-9);
        Assert.Equal("Published", table.Columns[^1].Name);
        Assert.Equal(52.78, row[^1].Value);
        Assert.Contains(table.Notes, n => n.Contains(chance, StringComparison.Ordinal));
        Assert.Contains(HumanJudgement.OfPublished, table.Notes);
    }

    [Fact]
    public void PeopleFigure_BothLevels_DrawsIntervalsGuessingAndPublished()
    {
        var chart = Blocks(SampleReport.Model, "people").OfType<ChartFigure>().Single().Charts.Single();

        var bars = chart.Layers.OfType<BarLayer>().ToList();
        Assert.Equal(["images", "questions"], bars.Select(b => b.Name));
        Assert.All(bars, b => Assert.Equal((4, 4), (b.Low!.Count, b.High!.Count)));
        Assert.Equal([50, 83.333333], chart.Layers.OfType<LineLayer>().Select(l => Math.Round(l.X[0], 6)));
        Assert.Equal([5.56, 44.44, 52.78, 72.22], chart.Layers.OfType<PointLayer>().Single().X);
    }

    [Fact]
    public void StudyTable_OfPeople_SetsBothRatesBesideThePublishedOne()
    {
        var table = Tables(SampleReport.Model).Single(t => t.Id == "study-chen-2019-mnist-human-error-rate");

        // Wilson's interval of 15 of 36 is 27.1 to 57.8 %, of 10 of 18 it is 33.7 to 75.4 %, both by hand.
        Assert.Equal(
            ["dcgan", "44.44", "41.7 (15 of 36)", "27.1 to 57.8", "55.6 (10 of 18)", "33.7 to 75.4", "yes"],
            table.Rows.Single(r => r[0].Text == "dcgan").Select(c => c.Text));
    }

    [Theory]
    [InlineData(null, "no answers of people")]
    [InlineData("another", "people were asked about other images")]
    [InlineData("", "no: SIMULATED participants")]
    public void StudyTable_RatesThatMayNotBeCompared_SaysWhy(string? run, string why)
    {
        using var folder = new TempFolder();
        var options = SampleReport.Options with
        {
            Survey = run is null ? null : SampleReport.Options.Survey! with
            {
                Simulated = run.Length == 0,
                Rows = [.. SampleReport.Options.Survey.Rows.Select(row => row with { Runs = run.Length == 0 ? [] : [run] })],
            },
        };
        var runs = new SampleRuns(folder.Path) { LogEvery = 1000, Images = false };

        var report = ReportBuilder.FromRuns([runs.Add("dcgan", "mnist")], options);

        var table = Tables(report).Single(t => t.Id == "study-chen-2019-mnist-human-error-rate");
        Assert.Equal(why, table.Rows.Single(r => r[0].Text == "dcgan")[6].Text);
        Assert.Equal(run == "", table.Caption.StartsWith("SIMULATED participants: ", StringComparison.Ordinal));
    }

    private static IEnumerable<ReportTable> Tables(ReportModel report) =>
        report.Chapters.SelectMany(c => c.Sections).SelectMany(s => s.Blocks).OfType<TableBlock>().Select(b => b.Table);

    private static IEnumerable<ReportBlock> Blocks(ReportModel report, string chapter) =>
        report.Chapters.Single(c => c.Id == chapter).Sections.SelectMany(s => s.Blocks);
}
