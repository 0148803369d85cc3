using System.CommandLine;
using GanBench.Cli.Display;
using GanBench.Testing;

namespace GanBench.Cli.Tests;

/// <summary>What people read fits a terminal of 80 columns, and every listing has a form for programs.</summary>
[Collection(nameof(WidthTests))]
// $COLUMNS is the process's: no other table is printed meanwhile.
[CollectionDefinition(nameof(WidthTests), DisableParallelization = true)]
public class WidthTests
{
    private const int Columns = 80;

    // Verbs that print what there is.
    private static readonly string[] Listing = ["list", "info", "show", "status", "plan", "diff", "verify", "check", "doctor"];

    public static TheoryData<string> Verbs => new(Paths(CommandLine.CreateRoot(), ""));

    public static TheoryData<string> ListingVerbs => new(
        // A suite is shown as a document; `check` trains, and `suite check` lists what it found.
        Paths(CommandLine.CreateRoot(), "").Where(path => Listing.Contains(path.Split(' ')[^1]) && path is not ("suite show" or "check")));

    [Theory]
    [MemberData(nameof(Verbs))]
    public async Task Help_OfEveryVerb_FitsEightyColumns(string path)
    {
        var run = await CliRun.Of([.. path.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"]);

        Assert.All(run.Output.Split('\n'), line => Assert.True(line.Length <= Columns, $"{line.Length}: {line}"));
    }

    [Theory]
    [MemberData(nameof(ListingVerbs))]
    public void Listing_EveryVerb_HasJson(string path)
    {
        var command = (Command)CommandLine.CreateRoot();
        foreach (var verb in path.Split(' '))
            command = command.Subcommands.Single(c => c.Name == verb);

        Assert.Contains(command.Options, option => option.Name == "--json");
    }

    [Theory]
    [InlineData("models list")]
    [InlineData("models show dcgan -d mnist")]
    [InlineData("datasets list")]
    [InlineData("datasets info mnist")]
    [InlineData("datasets verify glyphs")]
    [InlineData("suite list")]
    [InlineData("runs list --runs-dir {runs}")]
    [InlineData("suite status smoke --runs-dir {runs}")]
    [InlineData("evaluate gan-glyphs --metrics swd,high-frequency --samples 20 --runs-dir {runs} --numerics portable")]
    public async Task Table_InEightyColumns_FitsThemWithNoWordBroken(string commandLine)
    {
        using var folder = new TempFolder();
        if (commandLine.Contains("{runs}", StringComparison.Ordinal))
            await CliRun.Of("train", "-a", "gan", "-d", "glyphs", "--steps", "2", "--batch-size", "4", "--set", "network.width=0.1",
                "--runs-dir", folder.Path, "--numerics", "portable");
        string[] words = [.. commandLine.Replace("{runs}", folder.Path, StringComparison.Ordinal).Split(' ')];

        var plain = await CliRun.Of(words);
        Environment.SetEnvironmentVariable(Terminal.ColumnsVariable, $"{Columns}");
        CliRun narrow;
        try
        {
            narrow = await CliRun.Of(words);
        }
        finally
        {
            Environment.SetEnvironmentVariable(Terminal.ColumnsVariable, null);
        }

        Assert.Equal((0, 0), (plain.ExitCode, narrow.ExitCode));
        Assert.All(narrow.Output.Split('\n'), line => Assert.True(line.Length <= Columns, $"{line.Length}: {line}"));
        // The same words, whatever line they stand in.
        Assert.Equal(Sorted(plain.Output), Sorted(narrow.Output));
    }

    private static string[] Sorted(string text) =>
        [.. text.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries).Where(word => word[0] != '─').Order(StringComparer.Ordinal)];

    private static IEnumerable<string> Paths(Command command, string path) =>
        command.Subcommands.SelectMany(verb => Paths(verb, $"{path} {verb.Name}".Trim())).Prepend(path);
}
