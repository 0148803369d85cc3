using System.CommandLine;
using System.Text.Json;
using GanBench.Testing;

namespace GanBench.Cli.Tests;

public class CommandTests
{
    [Fact]
    public async Task Help_OfEveryCommand_EndsInExamplesThatParse()
    {
        var root = CommandLine.CreateRoot();
        foreach (var command in Flatten(root))
        {
            var examples = HelpExamples.Of(command);
            Assert.True(examples.Count > 0, $"{command.Name} has no examples");
            foreach (var example in examples)
            {
                var line = example.Split('>')[0].Trim();
                Assert.StartsWith("ganbench ", line, StringComparison.Ordinal);
                Assert.True(root.Parse(line["ganbench ".Length..]).Errors.Count == 0, $"'{example}' does not parse");
            }
        }
        var run = await CliRun.Of("train", "--help");
        Assert.Equal(0, run.ExitCode);
    }

    [Fact]
    public async Task Train_DryRun_PrintsTheSpecificationAndStops()
    {
        using var folder = new TempFolder();

        var run = await CliRun.Of(
            "train", "-a", "dcgan", "-d", "glyphs", "--steps", "7", "--seed", "3", "--dry-run", "--runs-dir", folder.Path);

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("architecture: dcgan", run.Output, StringComparison.Ordinal);
        Assert.Contains("  steps: 7", run.Output, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Fact]
    public async Task ModelsShow_Dcgan_PrintsTheTotalsOfTheStudy()
    {
        var run = await CliRun.Of("models", "show", "dcgan", "--dataset", "mnist");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("total 856,193   trainable 855,809   not trainable 384", run.Output, StringComparison.Ordinal);
        Assert.Contains("total 393,729   trainable 392,833   not trainable 896", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ModelsList_Json_IsJson()
    {
        var run = await CliRun.Of("models", "list", "--json");

        Assert.Contains(
            "dcgan", JsonDocument.Parse(run.Output).RootElement.EnumerateArray().Select(m => m.GetProperty("name").GetString()));
    }

    [Fact]
    public async Task TrainThenSample_WritesAGridAndSingleImages()
    {
        using var folder = new TempFolder();
        var runs = folder["runs"];
        var trained =
            await CliRun.Of(
            "train", "-a", "gan", "-d", "glyphs", "--steps", "3", "--batch-size", "4", "--set", "network.width=0.1", "--runs-dir", runs,
            "--numerics", "portable");
        Assert.Equal(0, trained.ExitCode);

        var sampled =
            await CliRun.Of(
            "sample", "gan-glyphs", "--count", "5", "--out", folder["single"], "--grid", folder["grid.png"], "--runs-dir", runs,
            "--numerics", "portable");

        Assert.Equal(0, sampled.ExitCode);
        Assert.Equal(5, Directory.GetFiles(folder["single"], "*.png").Length);
        Assert.True(File.Exists(folder["grid.png"]));
    }

    private static IEnumerable<Command> Flatten(Command command) =>
        command.Subcommands.SelectMany(Flatten).Prepend(command);
}
