using GanBench.Runs;
using GanBench.Testing;

namespace GanBench.Cli.Tests;

/// <summary>Names and messages of runs of others, which a terminal must not obey.</summary>
public sealed class HostileNamesTests : IDisposable
{
    // Clears the screen, and renames the window.
    private const string Obeyed = "\u001b[2J\u001b]0;owned\u0007";

    private readonly TempFolder _folder = new();

    public HostileNamesTests()
    {
        var run = new RunDirectory(_folder["dcgan-" + Obeyed]);
        Directory.CreateDirectory(run.Path);
        run.WriteSpec(new RunSpec { Architecture = "dcgan", Dataset = "glyphs" });
        run.WriteState(new RunState
        {
            Id = run.Id, Status = RunStatus.Failed, Message = "m" + Obeyed, CheckpointHash = Obeyed, DatasetNote = Obeyed,
        });
        run.WriteMetrics(new MetricFile
        {
            Step = 20, CheckpointHash = "", Metrics = [new MetricRecord { Name = "fid" + Obeyed, Value = 1, Note = Obeyed }],
        });
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("runs list")]
    [InlineData("runs show dcgan")]
    [InlineData("runs show dcgan@9 --verbose")]
    [InlineData("evaluate dcgan")]
    [InlineData("runs list --filter \u001b[2J")]
    public async Task Output_NamesWithControlCharacters_AreShownAsText(string line)
    {
        var result = await CliRun.Of([.. line.Split(' '), "--runs-dir", _folder.Path]);

        Assert.DoesNotContain('\u001b', result.Output + result.Error);
        Assert.DoesNotContain('\u0007', result.Output + result.Error);
    }

    [Fact]
    public async Task Output_NameOfARun_IsThere() =>
        Assert.Contains("dcgan-\uFFFD[2J", (await CliRun.Of("runs", "list", "--runs-dir", _folder.Path)).Output, StringComparison.Ordinal);
}
