using GanBench.Suites.Claims;
using GanBench.Suites.Planning;
using GanBench.Testing;

namespace GanBench.Tests.Suites;

public sealed class DecidabilityTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    // A claim that no budget could ever decide is a mistake of the suite.
    [Theory]
    [InlineData("chen-2019")]
    [InlineData("beranek-2023")]
    [InlineData("hyperparameters-2023")]
    [InlineData("mcginney-poster")]
    [InlineData("sabiri-2022")]
    public void Problems_OfAStudy_AreNone(string suite) =>
        Assert.Empty(Decidability.Problems(Planner.Plan(suite, Profile.Published)));

    [Theory]
    [InlineData("seeds: [1]", "kind: order, cells: [gan/glyphs, dcgan/glyphs]", "1 seed, of 2 that are needed")]
    [InlineData("", "kind: between, quantities: kid, high: 1, cells: gan/glyphs", "kid is not measured: add kid to the metrics")]
    [InlineData("", "kind: correlation, quantities: [loss-g, fid], low: 0, cells: gan/glyphs", "4 measured points, of 10")]
    [InlineData("", "kind: trend, trend: [falls, rises], cells: gan/glyphs", "2 points a part show no trend, however clear")]
    [InlineData(
        "", "kind: between, at: share, atLeast: 1, window: [0.1, 0.2], low: 0, cells: gan/glyphs", "no checkpoint lies in the window")]
    [InlineData(
        "", "kind: agreement, quantities: [kid, human-error-rate], cells: '*/glyphs'", "kid is not measured: add kid to the metrics")]
    [InlineData(
        "seeds: [1]", "kind: agreement, quantities: [fid, human-error-rate], cells: '*/glyphs'", "1 seed, of 2 that are needed")]
    [InlineData(
        "", "kind: agreement, quantities: [fid, human-error-rate], cells: ['*/glyphs batchSize=8', gan/glyphs batchSize=16]",
        "gan/glyphs batchSize=8, gan/glyphs batchSize=16: people are asked about one cell per architecture and dataset",
        ", sweep: [{keys: training.batchSize, values: [8, 16]}]")]
    public void Problems_OfWhatCannotBeDecided_SayWhy(string keys, string check, string problem, string grid = "")
    {
        var plan = Plan(keys, check, grid);
        Assert.Contains(problem, string.Join('\n', Decidability.Problems(plan)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("evaluation: {curve: {every: 10}}", "kind: correlation, quantities: [loss-g, fid], low: 0, cells: gan/glyphs")]
    [InlineData("", "kind: trend, trend: falls, cells: gan/glyphs")]
    [InlineData("", "kind: trend, quantities: loss-g, trend: [falls, rises, falls], cells: gan/glyphs")]
    [InlineData("", "kind: status, cells: gan/glyphs")]
    [InlineData("", "kind: agreement, quantities: [fid, human-error-rate-question], cells: '*/glyphs'")]
    public void Problems_OfWhatCanBeDecided_AreNone(string keys, string check) => Assert.Empty(Decidability.Problems(Plan(keys, check)));

    private SuitePlan Plan(string keys, string check, string grid = "") => Planner.Plan(
        _folder.Write("s.yaml", $$"""
            name: s
            {{(keys.StartsWith("seeds", StringComparison.Ordinal) ? "" : "seeds: [1, 2, 3]")}}
            {{keys}}
            training: {steps: 100, batchSize: 8, checkpointEvery: 25}
            grid: [{architectures: [gan, dcgan, wgan, wgan-gp], datasets: glyphs{{grid}}}]
            claims: [{id: c, text: t, checks: [{ {{check}} }]}]
            """),
        Profile.Published);
}
