using System.CommandLine;
using System.Text;
using GanBench.Architectures;
using GanBench.Datasets;
using GanBench.Testing;

namespace GanBench.Cli.Tests;

/// <summary>What people read on a terminal: help of every verb, and layers, parameters and recipe of every architecture.</summary>
public class SnapshotTests
{
    public static TheoryData<string> Architectures => new(ArchitectureRegistry.All.Names);

    public static TheoryData<string> Verbs => new(CommandLine.CreateRoot().Subcommands.Select(c => c.Name).Prepend(""));

    // Help shows the folder that the variable names; tests that run beside these name their folders themselves.
    static SnapshotTests() => Environment.SetEnvironmentVariable(CommonOptions.RunsVariable, null);

    [Theory]
    [MemberData(nameof(Verbs))]
    public async Task Help_OfVerbAndItsSubcommands_IsAsApproved(string verb)
    {
        var root = CommandLine.CreateRoot();
        var paths = verb.Length == 0 ? [[]] : Paths(root.Subcommands.Single(c => c.Name == verb), []);
        var text = new StringBuilder();
        foreach (var path in paths)
        {
            var run = await CliRun.Of([.. path, "--help"]);
            Assert.Equal((0, ""), (run.ExitCode, run.Error));
            text.AppendLine($"$ ganbench {string.Join(' ', [.. path, "--help"])}")
                .AppendLine(run.Output.Replace(RootCommand.ExecutableName, "ganbench", StringComparison.Ordinal).TrimEnd()).AppendLine();
        }
        Approver.Verify(text.ToString(), parameter: verb.Length == 0 ? "ganbench" : verb);
    }

    [Theory]
    [MemberData(nameof(Architectures))]
    public async Task ModelsShow_Architecture_IsAsApproved(string architecture)
    {
        var entry = ArchitectureRegistry.All.Find(architecture);
        var text = new StringBuilder();
        // Every embedded dataset that it can learn, shapes at 32 pixels only where nothing else fits.
        string[][] choices = [["glyphs"], ["shapes"], ["normal-1d"]];
        var fitting = choices.Where(c => entry.Supports(DatasetRegistry.Find(c[0]).Info.Shape))
            .DefaultIfEmpty(["shapes", "--image-size", "32"]);
        foreach (var choice in fitting)
        {
            var run = await CliRun.Of(["models", "show", architecture, "--dataset", .. choice]);
            Assert.Equal((0, ""), (run.ExitCode, run.Error));
            text.AppendLine(run.Output);
        }
        Approver.Verify(text.ToString(), parameter: architecture);
    }

    private static IEnumerable<string[]> Paths(Command command, string[] parents)
    {
        string[] path = [.. parents, command.Name];
        return command.Subcommands.SelectMany(c => Paths(c, path)).Prepend(path);
    }
}
