using System.Diagnostics;

namespace GanBench.Build;

/// <summary>Runs projects of tests one after the other and counts what their result files say.</summary>
/// <param name="folder">Where result files go, and <c>summary.txt</c>, the last line.</param>
/// <param name="run">Runs a program.</param>
/// <param name="output">Where progress goes.</param>
internal sealed class TestTarget(string folder, RunProgram run, TextWriter output)
{
    public Outcome Run(IReadOnlyList<string> projects)
    {
        var results = new List<ProjectResult>();
        foreach (var project in projects)
        {
            var result = Run(project);
            results.Add(result);
            output.WriteLine($"[{results.Count}/{projects.Count}] {result}");
        }
        var skips = results.SelectMany(result => result.Skips).ToList();
        foreach (var (reason, count) in skips.CountBy(reason => reason).OrderByDescending(skip => skip.Value))
            output.WriteLine($"Skipped {count}: {reason}");

        int passed = results.Sum(result => result.Passed), failed = results.Sum(result => result.Failed);
        var lastLine = $"{passed} passed, {failed} failed" + (skips.Count > 0 ? $", {skips.Count} skipped" : "");
        File.WriteAllText(Path.Combine(folder, "summary.txt"), lastLine + "\n");
        return new Outcome(lastLine,
            failed > 0 ? $"Tests failed in {string.Join(", ", results.Where(r => r.Failed > 0).Select(r => r.Project))}."
            : passed == 0 ? "No test ran."
            : null);
    }

    private ProjectResult Run(string project)
    {
        var name = Path.GetFileNameWithoutExtension(project);
        var clock = Stopwatch.StartNew();
        // A test that hangs ends the run of its project, with its name, and not the patience of who waits for it.
        var exitCode = run(new ProgramStart("dotnet",
        [
            "test", project, "--configuration", "Release", "--no-build", "--nologo", "--verbosity", "quiet",
            "--logger", $"trx;LogFileName={name}.trx", "--results-directory", folder,
            "--blame-hang-timeout", "15m", "--blame-hang-dump-type", "none",
        ])).ExitCode;
        return ProjectResult.Of(name, exitCode, TrxFile.Read(Path.Combine(folder, name + ".trx")), clock.Elapsed.TotalSeconds);
    }
}
