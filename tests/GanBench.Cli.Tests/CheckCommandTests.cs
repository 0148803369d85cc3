using GanBench.Testing;

namespace GanBench.Cli.Tests;

public class CheckCommandTests
{
    [Fact]
    public async Task Check_RunsAreDone_ComparesAndWritesMarkdown()
    {
        using var folder = new TempFolder();
        var suite = folder.Write("tiny.yaml", BaselineCommandTests.Suite);
        var (file, table) = (folder["baseline.json"], folder["out", "table.md"]);
        string[] plan = ["--numerics", "portable", "--runs-dir", folder["runs"]];
        Assert.Equal(0, (await CliRun.Of(["suite", "run", suite, "--in-process", .. plan])).ExitCode);
        Assert.Equal(0, (await CliRun.Of(["suite", "baseline", suite, "--out", file, .. plan])).ExitCode);

        var check = await CliRun.Of(["check", suite, "--baseline", file, "--markdown", table, .. plan]);

        Assert.Equal(ExitCodes.Done, check.ExitCode);
        Assert.Contains("2 runs: 2 completed\n", check.Output, StringComparison.Ordinal);
        Assert.Contains("No value of 3 got worse.", check.Output, StringComparison.Ordinal);
        Assert.StartsWith("### GanBench: no value of 3 got worse\n", File.ReadAllText(table), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, ExitCodes.Data, "There is no baseline")]
    [InlineData("other", ExitCodes.Usage, "The baseline is of suite other")]
    public async Task Check_NothingToCompareWith_IsSaidBeforeTraining(string? suiteOfBaseline, int code, string message)
    {
        using var folder = new TempFolder();
        var suite = folder.Write("tiny.yaml", BaselineCommandTests.Suite);
        if (suiteOfBaseline is not null)
            folder.Write(
                "b.json", $$"""{"suite": "{{suiteOfBaseline}}", "profile": "published", "numerics": "native", "values": []}""");

        var check = await CliRun.Of("check", suite, "--baseline", folder["b.json"], "--runs-dir", folder["runs"]);

        Assert.Equal((code, ""), (check.ExitCode, check.Output));
        Assert.Contains(message, check.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder["runs"]));
    }

    [Fact]
    public async Task Check_DryRun_PrintsThePlanAndComparesNothing()
    {
        using var folder = new TempFolder();
        var suite = folder.Write("tiny.yaml", BaselineCommandTests.Suite);
        var file = folder.Write("b.json", """{"suite": "tiny", "profile": "published", "numerics": "portable", "values": []}""");

        var check = await CliRun.Of(
            "check", suite, "--baseline", file, "--dry-run", "--no-estimate", "--numerics", "portable", "--runs-dir", folder["runs"]);

        Assert.Equal(ExitCodes.Done, check.ExitCode);
        Assert.Contains("mlp-1d/normal-1d", check.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("got worse", check.Output, StringComparison.Ordinal);
    }
}
