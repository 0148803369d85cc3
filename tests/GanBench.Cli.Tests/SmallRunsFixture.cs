using GanBench.Testing;

namespace GanBench.Cli.Tests;

/// <summary>A run of pictures with three checkpoints and one of numbers, for commands that read runs.</summary>
public sealed class SmallRunsFixture : IAsyncLifetime
{
    private readonly TempFolder _folder = new();

    /// <summary>The folder of the runs.</summary>
    public string Runs => _folder["runs"];

    public async Task InitializeAsync()
    {
        await Train("-a", "gan", "-d", "glyphs", "--steps", "6", "--checkpoint-interval", "2", "--set", "network.width=0.1");
        await Train("-a", "mlp-1d", "-d", "normal-1d", "--steps", "1");
    }

    public Task DisposeAsync()
    {
        _folder.Dispose();
        return Task.CompletedTask;
    }

    private async Task Train(params string[] args)
    {
        var run = await CliRun.Of(["train", .. args, "--batch-size", "4", "--runs-dir", Runs, "--numerics", "portable"]);
        Assert.True(run.ExitCode == 0, run.Error);
    }
}
