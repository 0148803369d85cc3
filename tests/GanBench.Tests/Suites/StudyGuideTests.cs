using System.Globalization;
using System.Text.RegularExpressions;
using GanBench.Configuration;
using GanBench.Metrics;
using GanBench.Suites.Guide;
using GanBench.Suites.Planning;
using GanBench.Suites.Results;
using GanBench.Suites.Running;
using GanBench.Suites.Schema;
using GanBench.Testing;
using YamlDotNet.RepresentationModel;

namespace GanBench.Tests.Suites;

public sealed partial class StudyGuideTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    // What 'ganbench suite show full --output docs' writes.
    [Fact]
    public void Index_OfTheFullSuite_IsTheDocument() =>
        Verify("docs/studies.md", StudyGuide.Index(Planner.Plan("full", Profile.Published)));

    [Theory]
    [InlineData("chen-2019")]
    [InlineData("beranek-2023")]
    [InlineData("hyperparameters-2023")]
    [InlineData("mcginney-poster")]
    [InlineData("sabiri-2022")]
    public void Page_OfAStudy_IsItsDocument(string name) => Verify($"docs/studies/{name}.md", Page(name));

    [Fact]
    public void Pages_OfTheFullSuite_AreAllThereIs() => Assert.Equal(
        StudyGuide.Studies(Planner.Plan("full", Profile.Published)).Select(suite => suite.Name + ".md").Order(),
        Directory.GetFiles(Repository.PathOf("docs/studies")).Select(Path.GetFileName).Order());

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
    public void Page_OfASmallStudy_NamesEachItemWithWhatAnswersIt()
    {
        var text = Page(Suite("{of: figure 1, shows: losses, by: [loss-d, loss-g]}"));

        // Dense layers by (inputs + 1) × outputs, batch norms by 4 × outputs: 25,856 + 1,024 + 131,584 + 2,048 + 525,312 + 4,096 +
        // 803,600 and 401,920 + 131,328 + 257.
        Assert.Contains(
            "| `gan/glyphs` | 1×28×28 | 20,000 | 1,493,520 | 533,505 | 1, 2 | 100 steps, batch 8, 4 checkpoints |", text,
            StringComparison.Ordinal);
        Assert.Contains("| `published` | 2 | 1, 2 | 100 |", text, StringComparison.Ordinal);
        Assert.Contains("| `training.batchSize` | `8` | all |", text, StringComparison.Ordinal);
        Assert.Contains(
            "`fid`, table 2; not comparable: trained on 20,000 images, the publication on 3.\n\n| cell | at the end |\n| --- | ---: |\n"
            + "| `gan/glyphs` | 7 |", text, StringComparison.Ordinal);
        Assert.Contains("| figure 1 | losses | `loss-d`, `loss-g` |", text, StringComparison.Ordinal);
        Assert.Contains("| `1-low` | FID is low. | `fid` ≤ 3: `gan/glyphs` |", text, StringComparison.Ordinal);
        Assert.Contains("- The rate is not stated.", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{of: figure 1, shows: losses}", "study.figures: 'figure 1' needs either by or omitted")]
    [InlineData("{of: figure 1, shows: losses, by: loss-d, omitted: why}", "study.figures: 'figure 1' needs either by or omitted")]
    [InlineData("{of: figure 1, shows: losses, by: los-d}", "'figure 1': Unknown quantity 'los-d'. Did you mean 'loss-d'")]
    public void Load_FigureThatNothingAnswers_IsRefused(string figure, string message) => Assert.Contains(
        message, Assert.Throws<UsageException>(() => Planner.Plan(Suite(figure), Profile.Published)).Message, StringComparison.Ordinal);

    // Every kind of check, with each of its settings.
    [Theory]
    [InlineData("{kind: order, cells: [a/x, b/x, c/x]}", "`fid`: `a/x` < `b/x` < `c/x`")]
    [InlineData("{kind: order, cells: [a/x, b/x], strict: false}", "`fid`: `a/x` ≤ `b/x` (equal within 10 %)")]
    [InlineData("{kind: order, cells: [a/x, b/x], quantities: loss-g, at: spread}",
        "standard deviation of `loss-g` over the last half: `a/x` < `b/x`")]
    [InlineData("{kind: times, cells: [a/x, b/x], factor: 10, at: every}", "`fid` at every checkpoint: `b/x` ≥ 10 × `a/x`")]
    [InlineData("{kind: between, cells: a/x, low: 0.25, high: 0.5}", "`fid` ≥ 0.25 and ≤ 0.5: `a/x`")]
    [InlineData("{kind: between, cells: a/x, low: 0.5, at: share, atLeast: 0.3, window: [0.7, 1]}",
        "share of the checkpoints from 70 to 100 % of the run with `fid` ≥ 0.3 is at least 0.5: `a/x`")]
    [InlineData("{kind: trend, cells: a/x, trend: [falls, flat]}", "`fid` falls, then flat: `a/x`")]
    [InlineData("{kind: correlation, cells: a/x, quantities: [loss-g, fid], high: 0.5}",
        "rank correlation of `loss-g` and `fid` ≤ 0.5: `a/x`")]
    [InlineData("{kind: agreement, cells: a/x, quantities: [human-error-rate, fid]}",
        "`human-error-rate` and `fid` rank the cells of each dataset alike: `a/x`")]
    [InlineData("{kind: crossings, cells: a/x, quantities: [loss-d, loss-g], crossings: 2, orMore: true}",
        "`loss-d` and `loss-g` cross at least 2 times: `a/x`")]
    [InlineData("{kind: above, cells: a/x, quantities: [loss-d, loss-g], share: 0.6, window: [0, 0.5]}",
        "`loss-d` > `loss-g` in at least 60 % of the steps from 0 to 50 % of the run: `a/x`")]
    [InlineData("{kind: status, cells: a/x, status: diverged}", "every run ends diverged: `a/x`")]
    public void CheckText_OfACheck_IsItsPredicate(string yaml, string predicate)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(yaml));
        var problems = new List<string>();

        var check = SettingsBinder.Bind(new ClaimCheck(), (YamlMappingNode)stream.Documents[0].RootNode, "check.yaml", problems);

        Assert.Empty(problems);
        Assert.Equal(predicate, CheckText.Write(check));
    }

    private static string Page(string suite)
    {
        var plan = Planner.Plan(suite, Profile.Published);
        return StudyGuide.Page(plan, Assert.Single(StudyGuide.Studies(plan)));
    }

    private static void Verify(string document, string current)
    {
        var file = Repository.PathOf(document);
        if (Environment.GetEnvironmentVariable(Approver.AcceptVariable) == "1")
            File.WriteAllText(file, current + "\n");
        Assert.Equal(current, File.ReadAllText(file).TrimEnd());
    }

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
