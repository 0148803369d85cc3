using System.Text.Json.Nodes;
using GanBench.Testing;

namespace GanBench.Cli.Tests.Workflows;

/// <summary>The scripts of the action, one after the other, with the real command and a suite of seconds.</summary>
public sealed class ActionTests : IDisposable
{
    private readonly ScriptRun _script = new();

    public ActionTests()
    {
        File.WriteAllText(Path.Combine(_script.Workspace, "tiny.yaml"), BaselineCommandTests.Suite);
        foreach (var (input, value) in (ReadOnlySpan<(string, string)>)
            [
                ("SUITE", "tiny.yaml"), ("BASELINE", "baseline.json"), ("PROFILE", "published"), ("NUMERICS", "portable"), ("SEED", ""),
                ("ARGS", "--jobs 1"), ("RUNS_KEY", ""), ("VERSION", ""), ("SOURCE", ""), ("REPORT", "false"),
                ("COMMAND", $"dotnet '{Path.Combine(AppContext.BaseDirectory, "GanBench.Cli.dll")}'"),
            ])
        {
            _script["INPUT_" + input] = value;
        }
    }

    public void Dispose() => _script.Dispose();

    [ToolFact("bash", "xargs", "sha256sum")]
    public void Check_FineThenWorse_PutsTheTableInTheSummaryAndEndsWithItsCode()
    {
        Baseline("{\"suite\": \"tiny\", \"profile\": \"published\", \"numerics\": \"portable\", \"values\": []}");

        // What the artifact holds is the baseline of the next check.
        var first = Check();
        Assert.Equal((0, "true"), (first.ExitCode, _script.Outputs["new-runs"]));
        var made = File.ReadAllText(Path.Combine(_script.Outputs["folder"], "baseline.json"));
        Baseline(made);
        var fine = Check();

        Assert.Equal((0, "0", "false"), (fine.ExitCode, _script.Outputs["exit-code"], _script.Outputs["new-runs"]));
        Assert.Contains("### GanBench: no value of 3 got worse\n", _script.Summary, StringComparison.Ordinal);

        var better = JsonNode.Parse(made)!;
        better["values"]!.AsArray().Single(v => (string)v!["value"]! == "ks-distance")!["mean"] = -1000;
        Baseline(better.ToJsonString());
        var worse = Check();

        Assert.Equal((1, "1"), (worse.ExitCode, _script.Outputs["exit-code"]));
        Assert.Contains("### GanBench: 1 of 3 values fail\n", _script.Summary, StringComparison.Ordinal);
        Assert.Contains("::error title=GanBench::Values got worse", worse.Output, StringComparison.Ordinal);
        Assert.EndsWith(File.ReadAllText(_script.Outputs["table"]), _script.Summary, StringComparison.Ordinal);
    }

    [ToolFact("bash", "xargs", "sha256sum")]
    public void Check_NoBaseline_SaysSoInTheSummary()
    {
        var check = Check();

        Assert.Equal((3, "3", ""), (check.ExitCode, _script.Outputs["exit-code"], _script.Outputs["table"]));
        Assert.Contains("There is no baseline baseline.json", _script.Summary, StringComparison.Ordinal);
    }

    [ToolFact("bash", "xargs", "sha256sum")]
    public void Check_SuiteIsBroken_SaysWhere()
    {
        Baseline("{\"suite\": \"tiny\", \"profile\": \"published\", \"numerics\": \"portable\", \"values\": []}");
        File.AppendAllText(Path.Combine(_script.Workspace, "tiny.yaml"), "\nsedes: [3]\n");

        var check = Check();

        Assert.Equal((2, ""), (check.ExitCode, _script.Outputs["table"]));
        Assert.Contains("sedes", _script.Summary, StringComparison.Ordinal);
    }

    [ToolFact("bash", "xargs", "sha256sum")]
    public void Check_OddInputs_AreWordsAndRunNothing()
    {
        _script.Pretend("ganbench", "printf '<%s>' \"$@\" >>calls; exit 5");
        _script["INPUT_COMMAND"] = "";
        _script["INPUT_SUITE"] = "$(touch broken); `touch broken`";
        _script["INPUT_ARGS"] = "--data-dir 'a  b' $(touch\tbroken) *";

        var check = Check();

        var calls = File.ReadAllText(Path.Combine(_script.Workspace, "calls"));
        Assert.Equal(5, check.ExitCode);
        Assert.StartsWith("<check><$(touch broken); `touch broken`><--baseline><baseline.json>", calls, StringComparison.Ordinal);
        Assert.EndsWith("<--data-dir><a  b><$(touch><broken)><*>", calls, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(_script.Workspace, "broken")));
    }

    [ToolFact("bash", "xargs", "sha256sum")]
    public void Check_Stopped_LetsTheCommandSaveItsRuns()
    {
        _script.Pretend("ganbench", "trap 'sleep 0.3; echo saved >saved; exit 130' TERM; echo >started; while :; do sleep 0.05; done");
        _script["INPUT_COMMAND"] = "";
        Keys();

        using var check = _script.Start("build/action/check.sh");
        var started = Path.Combine(_script.Workspace, "started");
        Assert.True(SpinWait.SpinUntil(() => File.Exists(started), TimeSpan.FromSeconds(20)));
        ExternalTool.Run("kill", "-INT", $"{check.Id}");
        // Where tests run in the background of a shell, that signal is ignored; runners send another after it.
        if (!check.WaitForExit(TimeSpan.FromSeconds(5)))
            ExternalTool.Run("kill", "-TERM", $"{check.Id}");
        var output = check.StandardOutput.ReadToEnd();
        check.WaitForExit();

        Assert.Equal((130, true), (check.ExitCode, File.Exists(Path.Combine(_script.Workspace, "saved"))));
        Assert.Contains("The next try goes on", output, StringComparison.Ordinal);
    }

    [ToolFact("bash", "xargs", "sha256sum")]
    public void Keys_WhatComputesOrIsAsked_IsInTheKeyOfRuns()
    {
        var first = Keys();

        Assert.Equal(first, Keys());
        HashSet<string> keys = [first["runs"]];
        foreach (var (variable, value) in (ReadOnlySpan<(string, string)>)
            [
                ("GITHUB_SHA", "decade"), ("INPUT_RUNS_KEY", "k"), ("INPUT_SUITE", "other.yaml"), ("INPUT_SEED", "7"),
                ("INPUT_COMMAND", ""), ("INPUT_VERSION", "9.9.9"), ("INPUT_SOURCE", "checkout"),
            ])
        {
            _script[variable] = value;
            Assert.True(keys.Add(Keys()["runs"]), variable);
        }
        // Of the code that a run's result depends on, the commit is no part.
        _script["GITHUB_SHA"] = "facade";
        Assert.Contains(Keys()["runs"], keys);
    }

    [ToolFact("bash", "xargs", "sha256sum")]
    public void Install_FromASource_TakesTheVersionOfTheAction()
    {
        _script["INPUT_COMMAND"] = "";
        _script["INPUT_SOURCE"] = "feed";
        Directory.CreateDirectory(Path.Combine(_script.Workspace, "feed"));
        // Installs a command that tells its version, where it was told to.
        _script.Pretend("dotnet", """
            [ "$*" = "tool install GanBench.Tool --tool-path $TOOL --version $VERSION --add-source $GITHUB_WORKSPACE/feed" ] || exit 9
            printf '#!/bin/sh\necho pretended\n' >"$TOOL/ganbench" && chmod +x "$TOOL/ganbench"
            """);
        var keys = Keys();
        Assert.Matches(@"^\d+\.\d+\.\d+$", keys["version"]);
        Assert.Equal(keys["tool"], keys["packages-path"]);

        var install = _script.Run("build/action/install.sh");

        Assert.Equal((0, "pretended\n"), (install.ExitCode, install.Output));
        Assert.Equal(keys["tool"] + "\n", _script.AddedPath);
    }

    private void Baseline(string text) => File.WriteAllText(Path.Combine(_script.Workspace, "baseline.json"), text);

    private IReadOnlyDictionary<string, string> Keys()
    {
        Assert.Equal((0, "", ""), _script.Run("build/action/keys.sh") is var keys ? (keys.ExitCode, keys.Output, keys.Error) : default);
        var outputs = _script.Outputs;
        (_script["TOOL"], _script["VERSION"], _script["FOLDER"]) = (outputs["tool"], outputs["version"], outputs["folder"]);
        return outputs;
    }

    private ToolResult Check()
    {
        Keys();
        return _script.Run("build/action/check.sh");
    }
}
