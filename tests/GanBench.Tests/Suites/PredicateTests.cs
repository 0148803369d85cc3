using System.Globalization;
using System.Text.Json;
using GanBench.Runs;
using GanBench.Storage;
using GanBench.Suites.Planning;
using GanBench.Suites.Results;
using GanBench.Testing;

namespace GanBench.Tests.Suites;

/// <summary>
/// Each predicate of a claim with values near the border between its outcomes. Three values with standard deviation 1 have a 95 % interval
/// of
/// ± 4.303/√3 = 2.484 around their mean, and two such samples one of ± 2.776·√(2/3) = 2.267 around their difference (Student's t with 2
/// and 4 degrees of freedom).
/// </summary>
public sealed class PredicateTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("19 20 21", "21.3 22.3 23.3", ClaimOutcome.Supported)]
    [InlineData("19 20 21", "21.2 22.2 23.2", ClaimOutcome.Undecided)]
    [InlineData("19 20 21", "16.8 17.8 18.8", ClaimOutcome.Undecided)]
    [InlineData("19 20 21", "16.7 17.7 18.7", ClaimOutcome.Refuted)]
    public void Order_Strict_IsDecidedByTheInterval(string first, string second, ClaimOutcome expected) =>
        Decides("{kind: order, cells: [gan/glyphs, dcgan/glyphs]}", first, second, expected);

    // The margin is a tenth of 20: equal is what lies above by less than 2.
    [Theory]
    [InlineData("19 20 21", "19.3 20.3 21.3", ClaimOutcome.Supported)]
    [InlineData("19 20 21", "19.1 20.1 21.1", ClaimOutcome.Undecided)]
    [InlineData("19 20 21", "14.8 15.8 16.8", ClaimOutcome.Undecided)]
    [InlineData("19 20 21", "14.6 15.6 16.6", ClaimOutcome.Refuted)]
    public void Order_NotStrict_AcceptsWhatIsEqualWithinTheMargin(string first, string second, ClaimOutcome expected) =>
        Decides("{kind: order, cells: [gan/glyphs, dcgan/glyphs], strict: false}", first, second, expected);

    [Theory]
    [InlineData(0, ClaimOutcome.Undecided)]
    [InlineData(0.2, ClaimOutcome.Supported)]
    public void Order_NotStrict_TakesTheMarginThatIsStated(double margin, ClaimOutcome expected) =>
        Decides(
            string.Create(
                CultureInfo.InvariantCulture, $"{{kind: order, cells: [gan/glyphs, dcgan/glyphs], strict: false, margin: {margin}}}"),
            "19 20 21", "19 20 21", expected);

    // Logarithms 0.01 apart: the interval of their difference is ± 0.0227, so that of the ratio reaches 2.3 % to either side.
    [Theory]
    [InlineData("2.0471", ClaimOutcome.Supported)]
    [InlineData("2.0400", ClaimOutcome.Undecided)]
    [InlineData("1.9600", ClaimOutcome.Undecided)]
    [InlineData("1.9540", ClaimOutcome.Refuted)]
    public void Times_Factor_IsDecidedByTheRatiosInterval(string ratio, ClaimOutcome expected)
    {
        static string Around(double centre) =>
            string.Join(' ', ((double[])[-0.01, 0, 0.01]).Select(d => (centre * Math.Exp(d)).ToString("R", CultureInfo.InvariantCulture)));
        Decides(
            "{kind: times, cells: [gan/glyphs, dcgan/glyphs], factor: 2}",
            Around(10), Around(10 * double.Parse(ratio, CultureInfo.InvariantCulture)), expected);
    }

    [Theory]
    [InlineData("low: 17.5", ClaimOutcome.Supported)]
    [InlineData("low: 17.6", ClaimOutcome.Undecided)]
    [InlineData("low: 22.4", ClaimOutcome.Undecided)]
    [InlineData("low: 22.5", ClaimOutcome.Refuted)]
    [InlineData("low: 17.5, high: 22.5", ClaimOutcome.Supported)]
    public void Between_Bounds_AreComparedWithTheInterval(string bounds, ClaimOutcome expected) =>
        Decides($"{{kind: between, cells: gan/glyphs, {bounds}}}", "19 20 21", "1 2 3", expected);

    // Kendall's S of three series of four values is at most 18, with variance 26: p is 0.0009 for 18, 0.05 from 11 on.
    [Theory]
    [InlineData("falls", "9 8 7 6|9 8 7 6|9 8 7 6", ClaimOutcome.Supported)]
    [InlineData("falls", "9 8 7 6|9 8 7 6|7 6 9 8", ClaimOutcome.Undecided)]
    [InlineData("falls", "6 7 8 9|6 7 8 9|6 7 8 9", ClaimOutcome.Refuted)]
    [InlineData("flat", "9 9.1 9 9.1|9 9 9.1 9|9 9.2 9.1 9", ClaimOutcome.Supported)]
    [InlineData("flat", "9 8 7 6|9 8 7 6|9 8 7 6", ClaimOutcome.Refuted)]
    [InlineData("flat", "4 9 5 9|9 6 8 7|5 9 4 9", ClaimOutcome.Undecided)]
    public void Trend_OfCheckpoints_IsDecidedByTheSeedsTogether(string trend, string seeds, ClaimOutcome expected) =>
        Decides($"{{kind: trend, cells: gan/glyphs, trend: {trend}}}", seeds.Split('|'), ["1", "2", "3"], expected);

    // Of the four checkpoints the last three lie in the window. Shares 1, 1, 1 have no spread; 1, ⅔, ⅔ have the mean 7/9 and the interval
    // 7/9 ± 4.303·(0.1925/√3) = 0.30 to 1.26.
    [Theory]
    [InlineData("low: 0.5", "0 9 9 9|0 9 9 9|0 9 9 9", ClaimOutcome.Supported)]
    [InlineData("low: 0.29", "9 9 9 9|9 9 1 9|9 1 9 9", ClaimOutcome.Supported)]
    [InlineData("low: 0.31", "9 9 9 9|9 9 1 9|9 1 9 9", ClaimOutcome.Undecided)]
    [InlineData("low: 0.5", "9 1 1 1|9 1 1 1|9 1 1 1", ClaimOutcome.Refuted)]
    public void Between_ShareOfAWindow_CountsItsCheckpoints(string bounds, string seeds, ClaimOutcome expected) =>
        Decides(
            $"{{kind: between, at: share, atLeast: 5, window: [0.5, 1], cells: gan/glyphs, {bounds}}}", seeds.Split('|'), ["1", "2", "3"],
            expected);

    [Theory]
    [InlineData("1 1 1 1|1 1 1 1|1 1 1 9", "9 9 9 9|9 9 9 9|9 9 9 9", ClaimOutcome.Supported)]
    [InlineData("1 1 9 9|9 1 9 1|1 9 1 1", "1 9 9 9|9 9 1 1|9 1 1 9", ClaimOutcome.Undecided)]
    [InlineData("9 9 9 9|9 9 9 9|9 9 9 9", "1 1 1 1|1 1 1 1|1 1 1 9", ClaimOutcome.Refuted)]
    public void Order_ShareOfAWindow_ComparesHowOften(string first, string second, ClaimOutcome expected) =>
        Decides(
            "{kind: order, at: share, atLeast: 5, cells: [gan/glyphs, dcgan/glyphs]}", first.Split('|'), second.Split('|'), expected);

    [Theory]
    [InlineData("at: share", "'at: share' needs atLeast")]
    [InlineData("at: share, atLeast: 1, window: [0.7, 0.2]", "window must be two shares of the run, ascending (was 0.7, 0.2)")]
    [InlineData("at: share, atLeast: 1, quantities: loss-g", "'at: share' counts checkpoints, so it needs a metric")]
    public void Share_StatedWrongly_IsAnErrorOfTheSuite(string keys, string problem)
    {
        var check = $"{{kind: between, cells: gan/glyphs, low: 0, {keys}}}";
        var error = Assert.Throws<UsageException>(() => Decides(check, "1", "1", ClaimOutcome.Undecided));
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
    }

    // Ten points and a correlation of ±1 in every seed leave no doubt; nine points say nothing, whatever they are.
    [Theory]
    [InlineData(10, 1, ClaimOutcome.Supported)]
    [InlineData(10, -1, ClaimOutcome.Refuted)]
    [InlineData(9, 1, ClaimOutcome.Undecided)]
    public void Correlation_OfPointsMeasuredInPassing_NeedsTen(int points, int sign, ClaimOutcome expected)
    {
        var plan = Planner.Plan(
            _folder.Write("curve.yaml", """
                name: curve
                seeds: [1, 2, 3]
                training: {steps: 100, batchSize: 8, checkpointEvery: 50}
                evaluation: {curve: {every: 10}}
                grid: [{architectures: gan, datasets: glyphs}]
                claims: [{id: c, text: t, checks: {kind: correlation, quantities: [loss-g, fid], cells: gan/glyphs, low: 0.5}}]
                """),
            Profile.Published);
        foreach (var run in plan.Runs)
        {
            var directory = new RunDirectory(_folder["runs", FormattableString.Invariant($"gan-{run.Spec.Seed}")]);
            AtomicFile.WriteAllText(directory.SpecFile, RunSpecYaml.Write(run.Spec));
            AtomicFile.WriteAllText(directory.ProgressFile, string.Concat(Enumerable.Range(1, 100).Select(step => JsonSerializer.Serialize(
                new ProgressRecord { Step = step, Values = [new("lossG", step)] }, RunJson.Line) + "\n")));
            foreach (var step in run.CurveSteps.Take(points))
            {
                var record = new MetricRecord { Name = "fid", LowerIsBetter = true, Value = 500 + (sign * step) };
                directory.WriteCurve(new MetricFile { Step = step, CheckpointHash = "", Metrics = [record] });
            }
            directory.WriteState(new RunState { Id = directory.Id, Status = RunStatus.Completed, Step = 100, Steps = 100 });
        }

        var result = SuiteResults.Collect(plan, _folder["runs"]).Studies[0].Claims[0];

        Assert.True(expected == result.Outcome, $"{result.Outcome}: {result.Why}");
    }

    private void Decides(string check, string first, string second, ClaimOutcome expected) =>
        Decides(check, first.Split(' '), second.Split(' '), expected);

    // The values of a seed at its checkpoints; a single one stands for all of them.
    private void Decides(string check, string[] first, string[] second, ClaimOutcome expected)
    {
        var plan = Planner.Plan(
            _folder.Write("predicate.yaml", $$"""
                name: predicate
                seeds: [1, 2, 3]
                training: {steps: 100, batchSize: 8, checkpointEvery: 25}
                grid: [{architectures: [gan, dcgan], datasets: glyphs}]
                claims: [{id: c, text: t, checks: {{check}}}]
                """),
            Profile.Published);
        foreach (var run in plan.Runs)
        {
            var values = (run.Cell.Architecture == "gan" ? first : second)[(int)run.Spec.Seed - 1].Split(' ');
            var directory = new RunDirectory(_folder["runs", FormattableString.Invariant($"{run.Spec.Architecture}-{run.Spec.Seed}")]);
            AtomicFile.WriteAllText(directory.SpecFile, RunSpecYaml.Write(run.Spec));
            for (var i = 0; i < run.Checkpoints.Count; i++)
            {
                var value = double.Parse(values[Math.Min(i, values.Length - 1)], CultureInfo.InvariantCulture);
                var record = new MetricRecord { Name = "fid", LowerIsBetter = true, Value = value };
                directory.WriteMetrics(new MetricFile { Step = run.Checkpoints[i], CheckpointHash = "x", Metrics = [record] });
            }
            directory.WriteState(new RunState { Id = directory.Id, Status = RunStatus.Completed, Step = 100, Steps = 100, Seconds = 5 });
        }
        var result = SuiteResults.Collect(plan, _folder["runs"]).Studies[0].Claims[0];
        Assert.True(expected == result.Outcome, $"{result.Outcome}: {result.Why}");
    }
}
