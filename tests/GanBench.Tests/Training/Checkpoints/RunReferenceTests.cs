using GanBench.Runs;
using GanBench.Testing;
using GanBench.Training.Checkpoints;

namespace GanBench.Tests.Training.Checkpoints;

/// <summary>How runs are named on the command line.</summary>
public sealed class RunReferenceTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public RunReferenceTests()
    {
        foreach (var id in new[] { "dcgan-glyphs-s1", "gan-glyphs-s1", "gan-glyphs-s12", "gan-shapes-s1" })
            _folder.Write($"{id}/spec.yaml", "");
        Directory.CreateDirectory(_folder["no-run"]);
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("dcgan-glyphs-s1", "dcgan-glyphs-s1", null)]
    [InlineData("d", "dcgan-glyphs-s1", null)]
    // The beginning of another one, and a run itself.
    [InlineData("gan-glyphs-s1", "gan-glyphs-s1", null)]
    [InlineData("gan-s@20", "gan-shapes-s1", 20)]
    [InlineData("gan-glyphs-s12@last", "gan-glyphs-s12", null)]
    public void Parse_IdOrBeginning_IsThatRunAtThatStep(string text, string id, int? step)
    {
        var reference = RunReference.Parse(text, _folder.Path);

        Assert.Equal((id, step), (reference.Directory.Id, reference.Step));
    }

    [Fact]
    public void Parse_PathOfARun_NeedsNoFolderOfRuns()
    {
        var reference = RunReference.Parse(_folder["gan-shapes-s1"] + "@7", _folder["elsewhere"]);

        Assert.Equal((_folder["gan-shapes-s1"], 7), (reference.Directory.Path, reference.Step));
    }

    [Theory]
    [InlineData("gan-", "'gan-' fits 3 runs: gan-glyphs-s1, gan-glyphs-s12, gan-shapes-s1.")]
    [InlineData("dcgan@first", "'dcgan@first': after @ comes a step, 'last' or 'best' (was 'first').")]
    [InlineData("dcgan@-1", "'dcgan@-1': after @ comes a step, 'last' or 'best' (was '-1').")]
    public void Parse_NotOneStepOfOneRun_IsBadUsage(string text, string message) =>
        Assert.Equal(message, Assert.Throws<UsageException>(() => RunReference.Parse(text, _folder.Path)).Message);

    [Theory]
    [InlineData("dcgam-glyphs-s1", "Did you mean 'dcgan-glyphs-s1'?")]
    [InlineData("", "Unknown run ''")]
    [InlineData("no-run", "Unknown run 'no-run'")]
    public void Parse_UnknownRun_IsMissingData(string text, string message)
    {
        var error = Assert.Throws<DataException>(() => RunReference.Parse(text, _folder.Path));

        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_NoRuns_SaysWhatMakesOne()
    {
        var error = Assert.Throws<DataException>(() => RunReference.Parse("gan", _folder["no-run"]));

        Assert.Contains("'ganbench train' makes one", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_Best_IsTheCheckpointWithTheLowestFid()
    {
        var run = Run(10, 20, 30, 40);
        Measure(run, 10, ("fid", 30), ("kid", 0.1));
        Measure(run, 20, ("fid", 12), ("kid", 0.2));
        Measure(run, 30, ("kid", 0.01));
        // Its checkpoint was deleted.
        Measure(run, 50, ("fid", 1));

        Assert.Equal(20, RunReference.Parse("dcgan@best", _folder.Path).Step);
    }

    [Fact]
    public void Parse_BestOfNoFid_SaysWhatMeasures()
    {
        Measure(Run(10), 10, ("kid", 0.1));

        var error = Assert.Throws<DataException>(() => RunReference.Parse("dcgan@best", _folder.Path));

        Assert.Contains("'ganbench evaluate dcgan-glyphs-s1' measures them", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ResolveStep_NoneNamed_IsThatOfTheLastCheckpoint()
    {
        var reference = RunReference.Parse("dcgan", _folder.Path);
        Assert.Equal("Run dcgan-glyphs-s1 has no checkpoint yet.", Assert.Throws<DataException>(() => reference.ResolveStep()).Message);

        Run(9, 10_000, 300);

        Assert.Equal(10_000, reference.ResolveStep());
        Assert.Equal(9, (reference with { Step = 9 }).ResolveStep());
    }

    private RunDirectory Run(params int[] checkpoints)
    {
        var run = new RunDirectory(_folder["dcgan-glyphs-s1"]);
        foreach (var step in checkpoints)
            Directory.CreateDirectory(run.CheckpointFolder(step));
        return run;
    }

    private static void Measure(RunDirectory run, int step, params (string Name, double Value)[] metrics) => run.WriteMetrics(new MetricFile
    {
        Step = step,
        CheckpointHash = "",
        Metrics = [.. metrics.Select(metric => new MetricRecord { Name = metric.Name, Value = metric.Value })],
    });
}
