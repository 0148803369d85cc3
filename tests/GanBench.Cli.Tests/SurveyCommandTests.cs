using GanBench.Imaging;
using GanBench.Testing;

namespace GanBench.Cli.Tests;

public sealed class SurveyCommandTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private string Survey => _folder["a.survey"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Survey_FromFolders_IsMadeTalliedExportedAndClosed()
    {
        var made = await CreateAsync();
        var tally = await CliRun.Of("survey", "tally", Survey, "--simulate", "18", "--skill", "1", "--output", _folder["survey.json"]);
        var empty = await CliRun.Of("survey", "tally", Survey);
        var answers = await CliRun.Of("survey", "export", Survey);
        var turk = await CliRun.Of("survey", "export", Survey, "--mturk", _folder["hits"], "--image-address", "https://example.org/i");
        var closed = await CliRun.Of("survey", "close", Survey);
        var anonymised = await CliRun.Of("survey", "anonymise", Survey);

        Assert.Equal((0, Survey + "\n"), (made.ExitCode, made.Output));
        Assert.Contains("18 SIMULATED participants", tally.Output, StringComparison.Ordinal);
        // Skill 1 recognises everything: 0 of 36.
        Assert.Matches(@"dots\s+by-hand\s+0\s+36\s+0\.00", tally.Output);
        Assert.Contains("\"simulated\": true", File.ReadAllText(_folder["survey.json"]), StringComparison.Ordinal);
        Assert.Contains("0 started, 0 finished", empty.Output, StringComparison.Ordinal);
        Assert.StartsWith("participant,kind,finished", answers.Output, StringComparison.Ordinal);
        Assert.True(File.Exists(_folder["hits", "input.csv"]), turk.Error);
        Assert.Equal(["closed\n", "anonymised\n"], [closed.Output, anonymised.Output]);
    }

    [Theory]
    [InlineData("survey create {survey}", 2, "--runs, --suite or --images")]
    [InlineData("survey create {survey} --images nothing", 2, "NAME/DATASET=GENERATED_DIR:REAL_DIR")]
    [InlineData("survey create {survey} --images a/b={folder}/x:{folder}/y", 3, "there is no folder")]
    [InlineData("survey create {survey} --runs nothing --runs-dir {folder}", 3, "There is no run 'nothing'")]
    [InlineData("survey create {survey} --suite smoke --runs-dir {folder}", 3, "holds no trained runs of suite smoke")]
    [InlineData("survey tally {survey}", 3, "There is no survey")]
    [InlineData("survey serve {survey}", 3, "There is no survey")]
    [InlineData("survey serve {survey} --address somewhere", 2, "--address must be an IP address (was 'somewhere')")]
    [InlineData("survey serve {survey} --port 70000", 2, "Port must be 0 to 65535 (was 70000)")]
    [InlineData("survey tally", 2, "survey")]
    public async Task Survey_BadInput_EndsWithOneClearMessage(string commandLine, int exitCode, string message)
    {
        var run = await CliRun.Of([.. commandLine.Split(' ').Select(a => a
            .Replace("{survey}", Survey, StringComparison.Ordinal).Replace("{folder}", _folder.Path, StringComparison.Ordinal))]);

        Assert.Contains(message, run.Error, StringComparison.Ordinal);
        Assert.Equal(exitCode, run.ExitCode);
        Assert.Empty(Directory.EnumerateFiles(_folder.Path));
    }

    [Fact]
    public async Task Survey_BadInputAfterCreate_EndsWithOneClearMessage()
    {
        await CreateAsync();

        var again = await CreateAsync();
        var open = await CliRun.Of("survey", "anonymise", Survey);
        var skill = await CliRun.Of("survey", "tally", Survey, "--simulate", "3", "--skill", "2");
        var turk = await CliRun.Of("survey", "export", Survey, "--mturk", _folder["hits"]);
        var import = await CliRun.Of("survey", "import", Survey, _folder.Write("results.csv", "a,b\n"));

        Assert.Equal([2, 2, 2, 2, 3], [again.ExitCode, open.ExitCode, skill.ExitCode, turk.ExitCode, import.ExitCode]);
        Assert.Contains("--force", again.Error, StringComparison.Ordinal);
        Assert.Contains("Close it first", open.Error, StringComparison.Ordinal);
        Assert.Contains("must be 0 to 1 (was 2)", skill.Error, StringComparison.Ordinal);
        Assert.Contains("needs --image-address", turk.Error, StringComparison.Ordinal);
        Assert.Contains("lacks the columns", import.Error, StringComparison.Ordinal);
    }

    private Task<CliRun> CreateAsync()
    {
        foreach (var (folder, shade) in new[] { ("real", 0), ("generated", 128) })
        {
            for (var i = 0; i < 6; i++)
                PngWriter.Save(_folder[folder, $"{i}.png"], new RasterImage(2, 2, 1, [(byte)(shade + i), 0, 0, 0]));
        }
        return CliRun.Of(
            "survey", "create", Survey, "--examples", "2", "--images", $"by-hand/dots={_folder["generated"]}:{_folder["real"]}");
    }
}
