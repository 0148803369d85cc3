using System.Globalization;
using System.Text.Json;
using GanBench.Runs;
using GanBench.Testing;

namespace GanBench.Cli.Tests;

/// <summary>Lists of runs and their removal, on run directories that were written, not trained.</summary>
public sealed class RunsCommandTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public RunsCommandTests()
    {
        Write("dcgan-glyphs-s1-aaaaaaaaaa", "dcgan", "glyphs", 1, RunStatus.Completed, 400, fid: 31.5);
        Write("dcgan-glyphs-s2-bbbbbbbbbb", "dcgan", "glyphs", 2, RunStatus.Completed, 400, fid: 7.25);
        Write("gan-shapes-s1-cccccccccc", "gan", "shapes", 1, RunStatus.Failed, 20, message: "no memory");
        // As a kill leaves it.
        Write("gan-shapes-s3-dddddddddd", "gan", "shapes", 3, RunStatus.Running, 100);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task List_RunThatNobodyWorksOn_IsInterrupted()
    {
        var dead = new RunDirectory(_folder["gan-shapes-s3-dddddddddd"]);
        Assert.Matches(@"gan-shapes-s3-d+ +interrupted +100/400", (await Of("list")).Output);
        Assert.Contains("interrupted, 100 of 400 steps", (await Of("show", "gan-shapes-s3")).Output, StringComparison.Ordinal);
        var shown = Json(await Of("show", "gan-shapes-s3", "--json"));
        Assert.Equal("interrupted", shown.GetProperty("status").GetString());
        Assert.Contains("ended without a word", shown.GetProperty("state").GetProperty("message").GetString(), StringComparison.Ordinal);

        using (RunLock.Take(dead))
            Assert.Matches(@"gan-shapes-s3-d+ +running +100/400", (await Of("list")).Output);
    }

    [Theory]
    [InlineData("", "aaaaaaaaaa bbbbbbbbbb cccccccccc dddddddddd")]
    [InlineData("--filter architecture=dcgan", "aaaaaaaaaa bbbbbbbbbb")]
    [InlineData("--filter status=interrupted", "dddddddddd")]
    [InlineData("--filter seed=1 --filter dataset=shapes", "cccccccccc")]
    [InlineData("--filter training.batchSize=16", "aaaaaaaaaa bbbbbbbbbb cccccccccc dddddddddd")]
    [InlineData("--filter memory", "cccccccccc")]
    [InlineData("--filter fid=7.25", "bbbbbbbbbb")]
    [InlineData("--sort fid", "bbbbbbbbbb aaaaaaaaaa cccccccccc dddddddddd")]
    [InlineData("--sort fid:desc", "aaaaaaaaaa bbbbbbbbbb cccccccccc dddddddddd")]
    [InlineData("--sort step:asc", "cccccccccc dddddddddd aaaaaaaaaa bbbbbbbbbb")]
    [InlineData("--sort seed:desc --filter status=completed", "bbbbbbbbbb aaaaaaaaaa")]
    public async Task List_FilterAndSort_GivesTheseInThisOrder(string options, string expected)
    {
        var words = options.Split(' ', StringSplitOptions.RemoveEmptyEntries);

        var listed = Json(await Of(["list", "--json", .. words])).EnumerateArray()
            .Select(run => run.GetProperty("id").GetString()!.Split('-')[^1]);

        Assert.Equal(expected, string.Join(' ', listed));
    }

    [Fact]
    public async Task List_Columns_AreThoseAskedFor()
    {
        var run = await Of("list", "--columns", "seed,fid,started", "--columns", "training.batchSize", "--sort", "seed:desc");
        Assert.Equal(
            """
            seed  fid   started           training.batchSize
            ────  ────  ────────────────  ──────────────────
            3     –     2026-05-04 03:02  16
            2     7.25  2026-05-04 03:02  16
            1     31.5  2026-05-04 03:02  16
            1     –     2026-05-04 03:02  16

            """, run.Output.Replace("\r", "", StringComparison.Ordinal));
        var first = Json(await Of("list", "--columns", "run,step,fid", "--json"))[0];
        Assert.Equal(
            ("dcgan-glyphs-s1-aaaaaaaaaa", 400, 31.5),
            (first.GetProperty("run").GetString(), first.GetProperty("step").GetDouble(), first.GetProperty("fid").GetDouble()));
    }

    [Fact]
    public async Task List_SettingCalledAsSetCallsIt_IsAColumn()
    {
        var run = await Of("list", "--columns", "seed,network.width", "--sort", "seed:desc");
        Assert.StartsWith("seed  recipe.network.width", run.Output, StringComparison.Ordinal);
        Assert.Equal(0, run.ExitCode);
    }

    [Theory]
    [InlineData("--columns", "generator.learningRate", "Did you mean 'recipe.generator.optimizer.learningRate'?")]
    [InlineData("--columns", "arhitecture", "Did you mean 'architecture'?")]
    [InlineData("--sort", "fidd", "Did you mean 'fid'?")]
    [InlineData("--filter", "statsu=failed", "Did you mean 'status'?")]
    public async Task List_UnknownColumn_NamesTheNearest(string option, string value, string message)
    {
        var run = await Of("list", option, value);
        Assert.Equal(ExitCodes.Usage, run.ExitCode);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Delete_WithoutYes_OnlySaysWhatWouldGo()
    {
        var run = await Of("delete", "dcgan-glyphs-s1", "gan-shapes-s1");
        Assert.Equal(ExitCodes.Done, run.ExitCode);
        Assert.Contains("would delete 2 runs", run.Output, StringComparison.Ordinal);
        Assert.Equal(4, RunDirectory.List(_folder.Path).Count);
    }

    [Fact]
    public async Task Delete_ByStatus_RemovesThoseAlone()
    {
        var run = await Of("delete", "--status", "failed,interrupted", "--yes", "--json");
        Assert.Equal(["gan-shapes-s1-cccccccccc", "gan-shapes-s3-dddddddddd"], Json(run).EnumerateArray()
            .Select(deleted => deleted.GetProperty("id").GetString()));
        Assert.Equal(2, Directory.GetFileSystemEntries(_folder.Path).Length);
    }

    [Fact]
    public async Task Delete_RunThatAProcessWorksOn_IsRefusedAndNothingGoes()
    {
        using var held = RunLock.Take(new RunDirectory(_folder["gan-shapes-s3-dddddddddd"]));
        var run = await Of("delete", "gan-shapes-s3", "gan-shapes-s1", "--yes");
        Assert.Equal(ExitCodes.Failed, run.ExitCode);
        Assert.Contains("gan-shapes-s3-dddddddddd: a process is working on it", run.Error, StringComparison.Ordinal);
        Assert.Equal(4, RunDirectory.List(_folder.Path).Count);
    }

    [Theory]
    [InlineData("", "Say which runs")]
    [InlineData("dcgan-glyphs-s1@400", "names a checkpoint")]
    [InlineData("--status faild", "Did you mean 'failed'?")]
    [InlineData("nope", "nope")]
    public async Task Delete_WhatMakesNoSense_IsRefused(string arguments, string message)
    {
        var run = await Of(["delete", "--yes", .. arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);
        Assert.NotEqual(ExitCodes.Done, run.ExitCode);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
        Assert.Equal(4, RunDirectory.List(_folder.Path).Count);
    }

    [Theory]
    [InlineData("runs list")]
    [InlineData("runs show dcgan-glyphs-s1")]
    [InlineData("runs diff dcgan-glyphs-s1 dcgan-glyphs-s2")]
    [InlineData("runs prune")]
    [InlineData("runs delete gan-shapes-s1")]
    [InlineData("suite list")]
    [InlineData("suite plan smoke --no-estimate")]
    [InlineData("suite status smoke")]
    public async Task Json_OfEveryListing_IsJson(string command)
    {
        string[] runs = command.EndsWith("list", StringComparison.Ordinal) && command.StartsWith("suite", StringComparison.Ordinal)
            ? [] : ["--runs-dir", _folder.Path];
        var run = await CliRun.Of([.. command.Split(' '), "--json", .. runs]);
        Assert.Equal((ExitCodes.Done, ""), (run.ExitCode, run.Error));
        Assert.NotEqual(JsonValueKind.Undefined, Json(run).ValueKind);
    }

    private Task<CliRun> Of(params string[] arguments) => CliRun.Of(["runs", .. arguments, "--runs-dir", _folder.Path]);

    private static JsonElement Json(CliRun run) => JsonDocument.Parse(run.Output).RootElement;

    private void Write(
        string id, string architecture, string dataset, ulong seed, RunStatus status, int step, double? fid = null, string? message = null)
    {
        var run = new RunDirectory(_folder[id]);
        run.WriteSpec(new RunSpec
        {
            Architecture = architecture,
            Dataset = dataset,
            Seed = seed,
            Training = new() { Steps = 400, BatchSize = 16 },
        });
        run.WriteState(new RunState
        {
            Id = id,
            Status = status,
            Step = step,
            Steps = 400,
            Seconds = step,
            Started = DateTimeOffset.Parse("2026-05-04T03:02:01Z", CultureInfo.InvariantCulture),
            Message = message,
        });
        if (fid is not null)
            run.WriteMetrics(new MetricFile { Step = step, CheckpointHash = "x", Metrics = [new() { Name = "fid", Value = fid }] });
    }
}
