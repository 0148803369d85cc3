using System.Globalization;
using GanBench.Runs;
using GanBench.Storage;
using GanBench.Suites.Loading;
using GanBench.Suites.Planning;
using GanBench.Suites.Results;
using GanBench.Testing;

namespace GanBench.Tests.Suites;

/// <summary>
/// Whether people rank the models of a dataset as FID does, near the borders between the outcomes. FIDs of a cell are its value − 1, ± 0
/// and + 1; rates of people are errors of 36. Six pairs share 0.05, which is 0.0083 for each: two FIDs are then told apart from a
/// difference of 3.961 on (Student's t with 4 degrees of freedom, 4.851·√(2/3)), and 5 errors of 36 from 17 on (Fisher: 0.0086 for 16,
/// 0.0043 for 17).
/// </summary>
public sealed class AgreementTests : IDisposable
{
    private static readonly string[] Architectures = ["gan", "dcgan", "wgan", "wgan-gp"];

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    // The one order of 24 that agrees: p = 0.042. Nothing has to be far apart.
    [InlineData("10 20 30 40", "30 20 10 5", ClaimOutcome.Supported)]
    [InlineData("10 20 30 40", "13 12 11 10", ClaimOutcome.Supported)]
    // Two neighbours swapped: four orders of 24 are as good. A tie: two of 24.
    [InlineData("10 20 30 40", "30 10 20 5", ClaimOutcome.Undecided)]
    [InlineData("10 20 30 40", "30 20 5 5", ClaimOutcome.Undecided)]
    // The swap is refuted when both tell the two apart.
    [InlineData("10 20 24 40", "30 5 16 2", ClaimOutcome.Undecided)]
    [InlineData("10 20 24 40", "30 5 17 2", ClaimOutcome.Refuted)]
    [InlineData("10 20 23.9 40", "30 5 17 2", ClaimOutcome.Undecided)]
    // The reverse, although no two rates are told apart: p = 0.042 again. One swap from it: 4 of 24.
    [InlineData("10 20 30 40", "10 11 12 13", ClaimOutcome.Refuted)]
    [InlineData("10 20 30 40", "11 10 12 13", ClaimOutcome.Undecided)]
    [InlineData("10 20 30 40", "0 0 0 0", ClaimOutcome.Undecided)]
    // Chen (2019), NLVR, MNIST and Oxford-102: the first agrees wholly. Ties leave the others open: WGAN and WGAN-GP on MNIST by FID as
    // printed, vanilla GAN and WGAN on Oxford-102 by people, whom neither deceived.
    [InlineData("314 242 256 109", "0 5 2 7", ClaimOutcome.Supported)]
    [InlineData("85 8 6 6", "2 16 19 26", ClaimOutcome.Undecided)]
    [InlineData("353 79 363 104", "0 10 0 4", ClaimOutcome.Undecided)]
    public void Agreement_OfPeopleAndFid_IsDecidedByTheRankings(string fids, string errors, ClaimOutcome expected)
    {
        var result = Evaluate(fids, Judgement(errors));

        Assert.True(expected == result.Outcome, $"{result.Outcome}: {result.Why}");
    }

    [Fact]
    public void Agreement_AtQuestionLevel_TakesTheQuestions()
    {
        var judgement = Judgement("5 10 20 30") with { Rows = [.. Judgement("5 10 20 30").Rows.Select(
            (row, i) => row with { Questions = new ErrorRate(17 - i, 18) })] };

        Assert.Equal(ClaimOutcome.Refuted, Evaluate("10 20 30 40", judgement).Outcome);
        var question = Evaluate("10 20 30 40", judgement, "human-error-rate-question");
        Assert.Equal(ClaimOutcome.Supported, question.Outcome);
        Assert.Contains(
            new Fact("human-error-rate-question of gan/glyphs", "94.44 % (17 of 18, 95 % interval 74.2 to 99 %)"), question.Numbers);
    }

    [Fact]
    public void Agreement_WithoutSurvey_SaysHowToHandItIn()
    {
        var result = Evaluate("10 20 30 40", null);

        Assert.Equal((ClaimOutcome.Undecided, "No answers of people: ganbench report --survey."), (result.Outcome, result.Why));
    }

    [Fact]
    public void Agreement_OfSimulatedParticipants_IsUndecidedAndSaysSo()
    {
        var result = Evaluate("10 20 30 40", Judgement("30 20 10 5") with { Simulated = true });

        Assert.Equal(ClaimOutcome.Undecided, result.Outcome);
        Assert.StartsWith("The participants are SIMULATED and say nothing about people; the numbers point to support", result.Why);
        Assert.All(
            result.Numbers.Where(n => n.Name.StartsWith("human", StringComparison.Ordinal)), n => Assert.Contains("SIMULATED", n.Value));
    }

    [Fact]
    public void Agreement_PeopleWereAskedAboutOtherRuns_IsUndecided()
    {
        Assert.Equal(ClaimOutcome.Supported, Evaluate("10 20 30 40", Asked("-1")).Outcome);
        Assert.Equal(ClaimOutcome.Supported, Evaluate("10 20 30 40", Asked("-1", "-2")).Outcome);
        // A rate over images of this cell and of others is neither's.
        Assert.Equal(ClaimOutcome.Undecided, Evaluate("10 20 30 40", Asked("-1", "-9")).Outcome);
        var result = Evaluate("10 20 30 40", Asked("-9"));

        Assert.Equal(ClaimOutcome.Undecided, result.Outcome);
        Assert.Contains("people were not asked for human-error-rate of gan/glyphs", result.Why, StringComparison.OrdinalIgnoreCase);

        static HumanJudgement Asked(params string[] seeds) => Judgement("30 20 10 5") with
        {
            Rows = [.. Judgement("30 20 10 5").Rows.Select(row => row with { Runs = [.. seeds.Select(seed => row.Architecture + seed)] })],
        };
    }

    [Fact]
    public void Agreement_OneSeed_StaysUndecided()
    {
        var result = Evaluate("10 20 30 40", Judgement("30 20 10 5"), seeds: "[1]");

        Assert.Equal(ClaimOutcome.Undecided, result.Outcome);
        Assert.StartsWith("One seed says nothing about chance; the numbers point to support", result.Why);
    }

    [Theory]
    [InlineData("{kind: order, quantities: human-error-rate, cells: [gan/glyphs, dcgan/glyphs]}", "rates of people do not have")]
    [InlineData("{kind: agreement, quantities: [fid, loss-d], cells: '*/glyphs'}", "neither end of loss-d is")]
    [InlineData("{kind: agreement, quantities: fid, cells: '*/glyphs'}", "'agreement' takes 2 quantities (was 1)")]
    [InlineData("{kind: agreement, quantities: [fid, kid], cells: [gan/glyphs, dcgan/glyphs, wgan/glyphs]}",
        "'agreement' needs 4 cells on a dataset")]
    public void Load_CheckThatCannotBeDecided_IsRefused(string check, string rule) =>
        Assert.Contains(rule, Assert.Throws<UsageException>(() => Plan(check, "[1]")).Message, StringComparison.Ordinal);

    private static HumanJudgement Judgement(string errors) => new()
    {
        Title = "t", SurveyHash = "h", Simulated = false, Participants = 18, Excluded = new Dictionary<string, int>(), Method = "m",
        Question = new ForcedChoice(4, 2),
        Rows = [.. Architectures.Zip(errors.Split(' ')).Select(p => new HumanErrorRate
        {
            Architecture = p.First, Dataset = "glyphs",
            Images = new ErrorRate(int.Parse(p.Second, CultureInfo.InvariantCulture), 36),
            EveryoneImages = new ErrorRate(int.Parse(p.Second, CultureInfo.InvariantCulture), 36),
        })],
    };

    private ClaimResult Evaluate(
        string fids, HumanJudgement? judgement, string quantity = "human-error-rate", string seeds = "[1, 2, 3]")
    {
        var plan = Plan($"{{kind: agreement, quantities: [fid, {quantity}], cells: '*/glyphs'}}", seeds);
        var values = Architectures.Zip(fids.Split(' '))
            .ToDictionary(p => p.First, p => double.Parse(p.Second, CultureInfo.InvariantCulture));
        foreach (var run in plan.Runs)
        {
            var directory = new RunDirectory(_folder["runs", FormattableString.Invariant($"{run.Spec.Architecture}-{run.Spec.Seed}")]);
            AtomicFile.WriteAllText(directory.SpecFile, RunSpecYaml.Write(run.Spec));
            var record = new MetricRecord { Name = "fid", LowerIsBetter = true, Value = values[run.Spec.Architecture] + run.Spec.Seed - 2 };
            directory.WriteMetrics(new MetricFile { Step = 100, CheckpointHash = "x", Metrics = [record] });
            directory.WriteState(new RunState { Id = directory.Id, Status = RunStatus.Completed, Step = 100, Steps = 100, Seconds = 5 });
        }
        return SuiteResults.Collect(plan, _folder["runs"], judgement).Studies[0].Claims[0];
    }

    private SuitePlan Plan(string check, string seeds) => Planner.Plan(
        SuiteLoader.Load(_folder.Write("agreement.yaml", $$"""
            name: agreement
            seeds: {{seeds}}
            training: {steps: 100, batchSize: 8, checkpointEvery: 100}
            grid: [{architectures: [gan, dcgan, wgan, wgan-gp], datasets: glyphs}]
            claims: [{id: c, text: t, checks: {{check}}}]
            """)),
        Profile.Published);
}
