using System.Globalization;
using System.Text.RegularExpressions;
using GanBench.Metrics;
using GanBench.Suites.Planning;
using GanBench.Suites.Results;
using GanBench.Suites.Running;
using GanBench.Testing;

namespace GanBench.Tests.Suites;

public sealed partial class StudyGuideTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    // What 'ganbench suite show full' prints.
    [Fact]
    public void Write_TheFullSuite_IsTheDocument()
    {
        var file = Repository.PathOf("docs/studies.md");
        var current = StudyGuide.Write(Planner.Plan("full", Profile.Published));
        if (Environment.GetEnvironmentVariable(Approver.AcceptVariable) == "1")
            File.WriteAllText(file, current + "\n");
        Assert.Equal(current, File.ReadAllText(file).TrimEnd());
    }

    // Counted in the documents themselves: their claims by the numbers of the suites, and their numbered figures and tables from the
    // first to the last that show something of a run (those before are theory and other people's pictures).
    [Theory]
    [InlineData("chen-2019", 9, "3-3..3-7 3-9..3-13 4-1..4-46", "4-1..4-6")]
    [InlineData("beranek-2023", 7, "1..15", "1..2")]
    [InlineData("hyperparameters-2023", 3, "3.1..3.4", "3.1..3.3")]
    [InlineData("mcginney-poster", 4, "1..2", "")]
    [InlineData("sabiri-2022", 6, "1..15", "1")]
    public void Study_OfTheFullSuite_AnswersEveryClaimFigureAndTable(string name, int claims, string figures, string tables)
    {
        var suite = Planner.Plan(name, Profile.Published).Suite;

        var numbers = suite.Claims.Select(c => int.Parse(c.Id.Split('-')[0], CultureInfo.InvariantCulture)).Distinct().Order();
        Assert.Equal(Enumerable.Range(1, claims), numbers);
        var told = suite.Study.Figures.Select(f => f.Of).ToList();
        Assert.Empty(Numbers(figures).Except(told.Where(of => !IsTable(of)).SelectMany(Numbers)));
        Assert.Empty(Numbers(tables).Except(told.Where(IsTable).SelectMany(Numbers)));
    }

    [Theory]
    [InlineData("chen-2019")]
    [InlineData("beranek-2023")]
    [InlineData("mcginney-poster")]
    [InlineData("sabiri-2022")]
    public void Study_Figures_AreAnsweredByWhatTheSuiteMeasures(string name)
    {
        var plan = Planner.Plan(name, Profile.Published);
        var measured = plan.Runs.SelectMany(run => CheckpointEvaluator.Applicable(
                plan.Suite.Evaluation.Metrics.Concat(plan.Suite.Evaluation.Curve.Metrics), run.Cell.Kind))
            .SelectMany(metric => metric.Values.Select(v => v.Name).Append(metric.Name)).ToHashSet();

        var values = plan.Suite.Study.Figures.SelectMany(f => f.By).Where(by => MetricsOf(by).Any()).ToList();

        Assert.NotEmpty(values);
        Assert.All(values, value => Assert.Contains(value, measured));
    }

    [Fact]
    public void Write_OfASmallStudy_NamesEachItemWithWhatAnswersIt()
    {
        var text = StudyGuide.Write(Planner.Plan(Suite("{of: figure 1, shows: losses, by: [loss-d, loss-g]}"), Profile.Published));

        Assert.Contains("| `gan/glyphs` | 1×28×28 | 20,000 | 1, 2 | 100 steps, batch 8, 4 checkpoints |", text, StringComparison.Ordinal);
        Assert.Contains(
            "| table 2 | `fid` | `gan/glyphs` | no: trained on 20,000 images, the publication on 3 |", text,
            StringComparison.Ordinal);
        Assert.Contains("| figure 1 | losses | `loss-d`, `loss-g` |", text, StringComparison.Ordinal);
        Assert.Contains("| `1-low` | FID is low. | between `fid`: `gan/glyphs` |", text, StringComparison.Ordinal);
        Assert.Contains("- The rate is not stated.", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{of: figure 1, shows: losses}", "study.figures: 'figure 1' needs either by or omitted")]
    [InlineData("{of: figure 1, shows: losses, by: loss-d, omitted: why}", "study.figures: 'figure 1' needs either by or omitted")]
    [InlineData("{of: figure 1, shows: losses, by: los-d}", "'figure 1': Unknown quantity 'los-d'. Did you mean 'loss-d'")]
    public void Load_FigureThatNothingAnswers_IsRefused(string figure, string message) => Assert.Contains(
        message, Assert.Throws<UsageException>(() => Planner.Plan(Suite(figure), Profile.Published)).Message, StringComparison.Ordinal);

    private string Suite(string figure) => _folder.Write("s.yaml", $$$"""
        name: s
        title: A small study
        study:
          source: Nowhere, 2020.
          data: {glyphs: {images: 3}}
          figures: [{{{figure}}}]
        seeds: [1, 2]
        training: {steps: 100, batchSize: 8, checkpointEvery: 25}
        grid: [{architectures: gan, datasets: glyphs}]
        published: [{metric: fid, source: table 2, values: {gan/glyphs: 7}}]
        claims: [{id: 1-low, text: FID is low., checks: [{kind: between, cells: gan/glyphs, high: 3}]}]
        assumed: [The rate is not stated.]
        """);

    private static IEnumerable<IMetric> MetricsOf(string name) =>
        RunQuantity.IsLogged(name) ? [] : MetricRegistry.All.Where(m => m.Name == name || m.Values.Any(v => v.Name == name));

    private static bool IsTable(string of) => of.StartsWith("table", StringComparison.Ordinal);

    // "3-9..3-13", "figures 4-1 to 4-6" and "1, 25 and 58" name each number.
    private static IEnumerable<string> Numbers(string text)
    {
        foreach (Match match in Ranges().Matches(text))
        {
            var (prefix, first) = (match.Groups[1].Value, int.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture));
            var last = match.Groups[4].Success ? int.Parse(match.Groups[4].Value, CultureInfo.InvariantCulture) : first;
            for (var i = first; i <= last; i++)
                yield return FormattableString.Invariant($"{prefix}{i}");
        }
    }

    [GeneratedRegex(@"(?<![\d.-])(\d+[.-])?(\d+)(?:(?:\.\.| to )(\d+[.-])?(\d+))?(?![\d-])")]
    private static partial Regex Ranges();
}
