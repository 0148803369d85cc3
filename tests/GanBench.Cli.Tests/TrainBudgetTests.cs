using GanBench.Runs;
using GanBench.Testing;

namespace GanBench.Cli.Tests;

/// <summary>How long a run is trained, in which units it is said, and how one goes on.</summary>
public sealed class TrainBudgetTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    // Glyphs has 20,000 training images, 2,500 batches of 8, and 4,000 for tests; 100 images are 12.5 batches.
    [Theory]
    [InlineData("gan", "--epochs 1", 2500, "--epochs 1 of 20,000 images is 2,500 steps, rounded up to whole ones (batches of 8, ")]
    [InlineData("gan", "--epochs 0.001", 3, "is 3 steps, rounded up")]
    [InlineData("gan", "--epochs 1 --set discriminator.steps=5", 500, "discriminator updates per step: 5")]
    [InlineData("gan", "--epochs 1 --split test", 500, "--epochs 1 of 4,000 images")]
    [InlineData("gan", "--kimg 0.1", 13, "--kimg 0.1 is 13 steps")]
    public async Task Train_BudgetInAnotherUnit_IsRecordedInSteps(string architecture, string budget, int steps, string said)
    {
        var run = await Train(["-a", architecture, "--dry-run", .. budget.Split(' ')]);

        Assert.Equal(ExitCodes.Done, run.ExitCode);
        Assert.Contains($"  steps: {steps}\n", run.Output, StringComparison.Ordinal);
        Assert.Contains(said, run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--steps 2 --epochs 1", "--steps and --epochs state the same budget: one of them")]
    [InlineData("--kimg 1 --epochs 1", "--epochs and --kimg state the same budget")]
    [InlineData("--kimg 1 --set training.steps=4", "--kimg and --set training.steps state the same budget")]
    [InlineData("--epochs 0", "--epochs must be above 0 (was 0)")]
    [InlineData("--kimg -1", "--kimg must be above 0 (was -1)")]
    public async Task Train_BudgetThatMakesNoSense_IsRefused(string budget, string message)
    {
        var run = await Train(["-a", "gan", .. budget.Split(' ')]);

        Assert.Equal(ExitCodes.Usage, run.ExitCode);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder["runs"]));
    }

    [Fact]
    public async Task Train_MoreStepsThanAFinishedRun_GoesOnFromIt()
    {
        await Train("-a", "gan", "--steps", "2");

        var run = await Train("-a", "gan", "--steps", "4");

        Assert.Equal(ExitCodes.Done, run.ExitCode);
        Assert.Matches("gan-glyphs-s1-[0-9a-f]+ goes on from gan-glyphs-s1-[0-9a-f]+@2", run.Error);
        var runs = RunDirectory.List(_folder["runs"]);
        Assert.Equal(2, runs.Count);
        var longer = runs.Single(r => r.ReadSpec().Training.Steps == 4);
        Assert.Contains(
            "its first steps are those of gan-glyphs", (await CliRun.Of("runs", "show", longer.Id, "--runs-dir", _folder["runs"])).Output,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Train_InitFrom_IsSettledBeforeAnythingIsMade()
    {
        var run = await Train("-a", "gan", "--steps", "1", "--init-from", "nope");
        Assert.Equal(ExitCodes.Data, run.ExitCode);
        Assert.False(Directory.Exists(_folder["runs"]));

        await Train("-a", "gan", "--steps", "1");
        run = await Train("-a", "gan", "--steps", "1", "--init-from", "gan-glyphs", "--dry-run");

        // Which run and which step, since they decide the result.
        var source = Assert.Single(RunDirectory.List(_folder["runs"]));
        Assert.Contains($"initFrom: {source.Id}@1\n", run.Output, StringComparison.Ordinal);
    }

    private Task<CliRun> Train(params string[] arguments) => CliRun.Of(
    [
        "train", "-d", "glyphs", "--batch-size", "8", "--set", "network.width=0.0625", "--sample-interval", "0", "--numerics", "portable",
        "--runs-dir", _folder["runs"], .. arguments,
    ]);
}
