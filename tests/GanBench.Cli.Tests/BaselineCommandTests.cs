using System.Text.Json.Nodes;
using GanBench.Testing;

namespace GanBench.Cli.Tests;

public class BaselineCommandTests
{
    internal const string Suite = """
        name: tiny
        seeds: [1, 2]
        training: {steps: 3, batchSize: 8, checkpointEvery: 0}
        grid: [{architectures: mlp-1d, datasets: normal-1d}]
        """;

    [Fact]
    public async Task BaselineThenCheck_SameRuns_PassAndALowerBaselineFails()
    {
        using var folder = new TempFolder();
        var suite = folder.Write("tiny.yaml", Suite);
        var file = folder["baseline.json"];
        string[] plan = ["--numerics", "portable", "--runs-dir", folder["runs"]];

        var early = await CliRun.Of(["suite", "baseline", suite, "--out", file, .. plan]);
        Assert.Equal((ExitCodes.Data, false), (early.ExitCode, File.Exists(file)));
        Assert.Equal(0, (await CliRun.Of(["suite", "run", suite, "--in-process", .. plan])).ExitCode);
        Assert.Equal(0, (await CliRun.Of(["suite", "baseline", suite, "--out", file, .. plan])).ExitCode);

        var same = await CliRun.Of(["suite", "check", suite, "--baseline", file, .. plan]);
        Assert.Equal(0, same.ExitCode);
        Assert.Matches(@"mlp-1d/normal-1d +ks-distance +\S+ ± \S+ \(2\) +\S+ ± \S+ \(2\) +0\.5000 +fine\n", same.Output);
        Assert.Contains("No value of 3 got worse.", same.Output, StringComparison.Ordinal);

        // As if the distance had been far lower once, against the spread of two seeds.
        var json = JsonNode.Parse(File.ReadAllText(file))!;
        json["values"]!.AsArray().Single(v => (string)v!["value"]! == "ks-distance")!["mean"] = -1000;
        File.WriteAllText(file, json.ToJsonString());

        var worse = await CliRun.Of(["suite", "check", suite, "--baseline", file, .. plan]);
        Assert.Equal(ExitCodes.Failed, worse.ExitCode);
        Assert.Contains("1 of 3 values fail: mlp-1d/normal-1d ks-distance.", worse.Output, StringComparison.Ordinal);
    }

    // --numerics was left out of the second command: that the runs are not there would be half of the truth.
    [Fact]
    public async Task Commands_RunsOfOtherNumerics_SayWithWhichOptionsTheyAreThere()
    {
        using var folder = new TempFolder();
        var suite = folder.Write("tiny.yaml", Suite);
        string[] where = ["--runs-dir", folder["runs"]];
        Assert.Equal(0, (await CliRun.Of(["suite", "run", suite, "--in-process", "--numerics", "portable", .. where])).ExitCode);

        var baseline = await CliRun.Of(["suite", "baseline", suite, "--out", folder["b.json"], .. where]);
        var status = await CliRun.Of(["suite", "status", suite, .. where]);
        var report = await CliRun.Of(["report", "--suite", suite, "--output", folder["r.pdf"], .. where]);
        var right = await CliRun.Of(["suite", "status", suite, "--numerics", "portable", .. where]);

        Assert.Equal((ExitCodes.Data, 0, ExitCodes.Data), (baseline.ExitCode, status.ExitCode, report.ExitCode));
        Assert.All([baseline, status, report], run => Assert.Contains(
            "2 runs are there with --profile published --numerics portable.", run.Error, StringComparison.Ordinal));
        Assert.Empty(right.Error);
    }

    [Fact]
    public async Task Check_OtherProfile_IsRefused()
    {
        using var folder = new TempFolder();
        var file = folder.Write("b.json", "{\"suite\": \"quick\", \"profile\": \"minutes\", \"numerics\": \"native\", \"values\": []}");

        var run = await CliRun.Of("suite", "check", "quick", "--baseline", file, "--runs-dir", folder["runs"]);

        Assert.Equal(ExitCodes.Usage, run.ExitCode);
        Assert.Contains("profile minutes", run.Error, StringComparison.Ordinal);
    }
}
