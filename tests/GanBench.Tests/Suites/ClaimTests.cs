using System.Text.Json;
using GanBench.Runs;
using GanBench.Storage;
using GanBench.Suites.Loading;
using GanBench.Suites.Planning;
using GanBench.Suites.Results;
using GanBench.Testing;

namespace GanBench.Tests.Suites;

/// <summary>Claims over made-up run directories, whose outcome is known.</summary>
public sealed class ClaimTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("{kind: order, cells: [dcgan/glyphs, gan/glyphs]}", ClaimOutcome.Supported)]
    [InlineData("{kind: order, cells: [gan/glyphs, dcgan/glyphs]}", ClaimOutcome.Refuted)]
    [InlineData("{kind: order, cells: [dcgan/glyphs, gan/glyphs], at: every}", ClaimOutcome.Supported)]
    [InlineData("{kind: order, quantities: loss-g, cells: [dcgan/glyphs, gan/glyphs]}", ClaimOutcome.Undecided)]
    [InlineData("{kind: order, quantities: score-real, cells: [dcgan/glyphs, gan/glyphs]}", ClaimOutcome.Undecided)]
    [InlineData("{kind: order, quantities: score-real, cells: [dcgan/glyphs, gan/glyphs], strict: false}", ClaimOutcome.Supported)]
    [InlineData("{kind: times, cells: [dcgan/glyphs, gan/glyphs], factor: 3}", ClaimOutcome.Supported)]
    [InlineData("{kind: times, cells: [dcgan/glyphs, gan/glyphs], factor: 8}", ClaimOutcome.Refuted)]
    [InlineData("{kind: between, cells: dcgan/glyphs, low: 15, high: 25}", ClaimOutcome.Supported)]
    [InlineData("{kind: between, cells: dcgan/glyphs, low: 30}", ClaimOutcome.Refuted)]
    [InlineData("{kind: between, cells: dcgan/glyphs, low: 20.001}", ClaimOutcome.Undecided)]
    [InlineData("{kind: trend, cells: '*/glyphs', trend: falls}", ClaimOutcome.Supported)]
    [InlineData("{kind: trend, cells: '*/glyphs', trend: rises}", ClaimOutcome.Refuted)]
    [InlineData("{kind: trend, quantities: loss-d, cells: '*/glyphs', trend: [falls, rises]}", ClaimOutcome.Supported)]
    [InlineData("{kind: crossings, quantities: [loss-d, score-real], cells: '*/glyphs', crossings: 2}", ClaimOutcome.Supported)]
    [InlineData("{kind: crossings, quantities: [loss-d, score-real], cells: '*/glyphs', crossings: 1}", ClaimOutcome.Refuted)]
    [InlineData("{kind: above, quantities: [score-fake, score-real], cells: '*/glyphs'}", ClaimOutcome.Supported)]
    [InlineData("{kind: above, quantities: [score-real, score-fake], cells: '*/glyphs'}", ClaimOutcome.Refuted)]
    [InlineData("{kind: correlation, quantities: [score-fake, fid], cells: '*/glyphs', high: -0.9}", ClaimOutcome.Supported)]
    [InlineData("{kind: status, cells: '*/glyphs', status: completed}", ClaimOutcome.Supported)]
    [InlineData("{kind: status, cells: '*/glyphs', status: diverged}", ClaimOutcome.Refuted)]
    [InlineData("{kind: between, quantities: kid, cells: gan/glyphs, low: 0}", ClaimOutcome.Undecided)]
    public void Evaluate_Check_HasKnownOutcome(string check, ClaimOutcome expected)
    {
        var result = Evaluate(check, seeds: "[1, 2, 3]");
        Assert.True(expected == result.Outcome, $"{result.Outcome}: {result.Why}");
        Assert.EndsWith(".", result.Why, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{kind: between, quantities: kid, cells: gan/glyphs, low: 0}", "of gan/glyphs was not measured")]
    [InlineData("{kind: between, quantities: collapse, cells: gan/glyphs, low: 0}", "gan/glyphs has no value (not yet learned)")]
    [InlineData("{kind: order, quantities: collapse, cells: [gan/glyphs, dcgan/glyphs]}", "gan/glyphs has no value (not yet learned)")]
    [InlineData("{kind: order, quantities: score-real, cells: [gan/glyphs, dcgan/glyphs]}", "p = 1: all values are the same")]
    public void Evaluate_NothingToDecideBy_SaysWhy(string check, string why) => Assert.Contains(why, Evaluate(check, "[1, 2]").Why);

    // DCGAN measured on 100 samples, GAN on 200: no order, no factor and no test between them, but each may be judged by itself.
    [Theory]
    [InlineData("{kind: order, cells: [dcgan/glyphs, gan/glyphs]}", ClaimOutcome.Undecided)]
    [InlineData("{kind: order, cells: [dcgan/glyphs, gan/glyphs], at: every}", ClaimOutcome.Undecided)]
    [InlineData("{kind: times, cells: [dcgan/glyphs, gan/glyphs], factor: 3}", ClaimOutcome.Undecided)]
    [InlineData("{kind: between, cells: '*/glyphs', low: 15, high: 125}", ClaimOutcome.Supported)]
    [InlineData("{kind: trend, cells: '*/glyphs', trend: falls}", ClaimOutcome.Supported)]
    public void Evaluate_CellsMeasuredDifferently_AreNotComparedWithEachOther(string check, ClaimOutcome expected)
    {
        var plan = WritePlan(check, "[1, 2, 3]");
        MakeRuns(plan, run => run.Spec.Architecture == "gan" ? "200" : "100");
        var results = SuiteResults.Collect(plan, _folder["runs"]);

        var result = results.Studies[0].Claims[0];

        Assert.True(expected == result.Outcome, $"{result.Outcome}: {result.Why}");
        Assert.Equal(expected == ClaimOutcome.Undecided,
            result.Why == "Fid was measured in 2 ways that are not compared: FID, 200 samples; FID, 100 samples.");
        Assert.Null(Assert.Single(results.Compare("fid")).Test);
    }

    [Fact]
    public void Summary_OneSeedMeasuredDifferently_IsOfTheOthers()
    {
        var plan = WritePlan("{kind: status, cells: '*/glyphs'}", "[1, 2, 3]");
        MakeRuns(plan, run => run.Spec.Seed == 3 ? "200" : "100");

        var summary = SuiteResults.Collect(plan, _folder["runs"]).Cells[0].Summary("fid")!;

        // Seeds 1 and 2 have 99.9 and 100.
        Assert.Equal((2, 99.95), (summary.Count, Math.Round(summary.Mean, 9)));
    }

    [Fact]
    public void Evaluate_OneSeed_StaysUndecidedAndSaysWhereItPoints()
    {
        var result = Evaluate("{kind: order, cells: [dcgan/glyphs, gan/glyphs]}", seeds: "[1]");
        Assert.Equal(ClaimOutcome.Undecided, result.Outcome);
        Assert.Contains("difference 80", result.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void Evaluate_MissingRuns_SaysWhichWereNotRun()
    {
        var plan = WritePlan("{kind: status, cells: '*/glyphs'}", "[1, 2]");
        var result = SuiteResults.Collect(plan, _folder["empty"]).Studies[0].Claims[0];
        Assert.Equal(ClaimOutcome.Undecided, result.Outcome);
        Assert.Contains("not run: gan/glyphs, dcgan/glyphs", result.Why, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Collect_PublishedValues_CarryStepsAndCells()
    {
        var plan = WritePlan(
            "{kind: status, cells: '*/glyphs'}", "[1]", "published: [{source: table 1, steps: [50, 100], values: {gan/glyphs: [90, 80]}}]");
        var published = SuiteResults.Collect(plan, _folder["runs"]).Studies[0].Published;
        Assert.Equal([(50, 90.0), (100, 80.0)], published.Select(p => (p.Step!.Value, p.Value)));
        Assert.All(published, p => Assert.Equal(("gan", "glyphs", "fid", "table 1"), (p.Architecture, p.Dataset, p.Metric, p.Source)));
    }

    [Fact]
    public void Collect_Cells_SummariseSeedsAndCompareArchitectures()
    {
        var plan = WritePlan("{kind: status, cells: '*/glyphs'}", "[1, 2, 3]");
        MakeRuns(plan);
        var results = SuiteResults.Collect(plan, _folder["runs"]);
        Assert.Equal((3, 100.0), (results.Cells[0].Done, results.Cells[0].Summary("fid")!.Mean));
        var (first, second, test) = Assert.Single(results.Compare("fid"));
        Assert.Equal(("gan", "dcgan"), (first.Architecture, second.Architecture));
        Assert.True(test!.Low > 0);
    }

    private ClaimResult Evaluate(string check, string seeds)
    {
        var plan = WritePlan(check, seeds);
        MakeRuns(plan);
        return SuiteResults.Collect(plan, _folder["runs"]).Studies[0].Claims[0];
    }

    private SuitePlan WritePlan(string check, string seeds, string more = "") => Planner.Plan(
        SuiteLoader.Load(_folder.Write("claims.yaml", $$"""
            name: claims
            seeds: {{seeds}}
            training: {steps: 100, batchSize: 8, checkpointEvery: 10}
            grid:
              - {architectures: [gan, dcgan], datasets: glyphs}
            claims:
              - id: c
                text: t
                checks: {{check}}
            {{more}}
            """)),
        Profile.Published);

    // FID falls to 100 (gan) or 20 (dcgan), give or take the seed; loss-d falls and rises, and crosses score-real = 0.5 twice;
    // score-fake rises and lies above it.
    private void MakeRuns(SuitePlan plan, Func<PlannedRun, string>? samples = null)
    {
        foreach (var run in plan.Runs)
        {
            var directory = new RunDirectory(_folder["runs", FormattableString.Invariant($"{run.Spec.Architecture}-{run.Spec.Seed}")]);
            AtomicFile.WriteAllText(directory.SpecFile, RunSpecYaml.Write(run.Spec));
            var noise = (run.Spec.Seed - 2.0) / 10;
            var lines = Enumerable.Range(1, 100).Select(step => new ProgressRecord
            {
                Step = step,
                Values =
                [
                    new("lossD", 0.2 + (Math.Abs(step - 50) / 50.0)), new("lossG", 1 + noise),
                    new("scoreReal", 0.5), new("scoreFake", 0.6 + (step / 1000.0)),
                ],
            });
            AtomicFile.WriteAllText(
                directory.ProgressFile, string.Concat(lines.Select(l => JsonSerializer.Serialize(l, RunJson.Line) + "\n")));
            foreach (var step in run.Checkpoints)
            {
                directory.WriteMetrics(new MetricFile
                {
                    Step = step,
                    CheckpointHash = "x",
                    Metrics =
                    [
                        new MetricRecord
                        {
                            Name = "fid", LowerIsBetter = true,
                            Value = (run.Spec.Architecture == "gan" ? 100 : 20) + noise + (100 - step),
                            Protocol = samples is null ? new Dictionary<string, string>() : new() { ["samples"] = samples(run) },
                        },
                        new MetricRecord { Name = "collapse", Note = "not yet learned" },
                    ],
                });
            }
            directory.WriteState(new RunState { Id = directory.Id, Status = RunStatus.Completed, Step = 100, Steps = 100, Seconds = 5 });
        }
    }
}
