using System.Diagnostics;
using GanBench.Testing;

namespace GanBench.Cli.Tests.Workflows;

/// <summary>
/// A script of the action or of a workflow, run as a runner of GitHub Actions would: in a workspace, with the runner's files.
/// </summary>
internal sealed class ScriptRun : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly Dictionary<string, string> _environment;

    public ScriptRun()
    {
        foreach (var folder in (string[])["workspace", "temp", "bin", "home"])
            Directory.CreateDirectory(_folder[folder]);
        _environment = new()
        {
            ["PATH"] = $"{_folder["bin"]}:{Environment.GetEnvironmentVariable("PATH")}",
            ["HOME"] = _folder["home"],
            ["GITHUB_WORKSPACE"] = Workspace,
            ["GITHUB_REPOSITORY"] = "someone/something",
            ["GITHUB_SHA"] = "c0ffee",
            ["GITHUB_OUTPUT"] = _folder.Write("output", ""),
            ["GITHUB_PATH"] = _folder.Write("path", ""),
            ["GITHUB_STEP_SUMMARY"] = _folder.Write("summary", ""),
            ["RUNNER_TEMP"] = _folder["temp"],
        };
    }

    public string Workspace => _folder["workspace"];

    public string Summary => File.ReadAllText(_folder["summary"]);

    /// <summary>The lines added to the PATH of later steps.</summary>
    public string AddedPath => File.ReadAllText(_folder["path"]);

    /// <summary>What the script's step would put out; of a name that was written twice, the last.</summary>
    public IReadOnlyDictionary<string, string> Outputs => File.ReadAllLines(_folder["output"]).Select(line => line.Split('=', 2))
        .GroupBy(pair => pair[0]).ToDictionary(pairs => pairs.Key, pairs => pairs.Last()[1]);

    public string this[string variable] { set => _environment[variable] = value; }

    public string PathOf(params string[] parts) => _folder[parts];

    /// <summary>Puts a program on the PATH that only pretends.</summary>
    public void Pretend(string name, string body)
    {
        var file = _folder.Write(Path.Combine("bin", name), $"#!/usr/bin/env bash\n{body}\n");
        ExternalTool.Run("chmod", "+x", file);
    }

    /// <summary>Starts a script of the repository in the workspace.</summary>
    public Process Start(string script, params string[] arguments)
    {
        var start = new ProcessStartInfo("bash", [Repository.PathOf(script.Split('/')), .. arguments])
        {
            WorkingDirectory = Workspace,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in _environment)
            start.Environment[name] = value;
        return Process.Start(start)!;
    }

    /// <summary>Runs a script to its end.</summary>
    public ToolResult Run(string script, params string[] arguments)
    {
        using var process = Start(script, arguments);
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new ToolResult(process.ExitCode, output, error.Result);
    }

    public void Dispose() => _folder.Dispose();
}
