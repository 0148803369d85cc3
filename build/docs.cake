Task("Precision")
    .Description("Measure how exact the metrics are and write docs/precision.md.")
    .Does(() =>
{
    var exitCode = StartProcess("dotnet", new ProcessSettings
    {
        Arguments = "test tests/GanBench.Tests --configuration Release --nologo --filter FullyQualifiedName~PrecisionDocument",
        EnvironmentVariables = new Dictionary<string, string> { ["GANBENCH_WRITE_DOCS"] = "1" },
    });
    if (exitCode != 0)
        throw new CakeException(exitCode, "A metric is not as exact as its bound says.");
});

// The documents' commands, run as they stand in their fenced blocks. A comment before a block says what else to do with it:
//   <!-- check: skip needs a network -->    none of its commands is run, for that reason
//   <!-- check: dry-run -->, <!-- check: help -->    each is run with --dry-run or --help
Task("CheckDocs")
    .Description("Run every command of README.md and docs/ as written and say which work (--doc=README.md for one document, --minutes=20 for each command).")
    .IsDependentOn("Build")
    .Does(() =>
{
    var documents = Arguments<string>("doc", (string)null).Where(doc => doc is not null).DefaultIfEmpty("README.md")
        .Concat(HasArgument("doc") ? Enumerable.Empty<string>() : GetFiles("docs/*.md").Select(file => "docs/" + file.GetFilename()).OrderBy(name => name));
    var results = documents.SelectMany(document => DocumentedCommands(document).Select(command => CheckCommand(document, command)).ToList()).ToList();
    var width = results.Select(result => result.Command.Length).DefaultIfEmpty().Max();
    foreach (var result in results)
        Information("{0}  {1}  {2}", result.Document.PadRight(20), result.Command.PadRight(width), result.Outcome);
    var failed = results.Count(result => result.Outcome.StartsWith("FAILED"));
    LastLine = $"{results.Count(result => result.Outcome.StartsWith("ok"))} commands work, {failed} failed, {results.Count(result => result.Outcome.StartsWith("skipped"))} skipped";
    if (failed > 0 || results.Count == 0)
        throw new CakeException(1, failed > 0 ? $"{failed} documented commands failed." : "No command was found.");
});

record DocumentedCommand(string Line, string Mark);

record CheckedCommand(string Document, string Command, string Outcome);

// Only blocks of shell commands: of no language or a shell's, and in them only lines that begin with a program of ours.
IEnumerable<DocumentedCommand> DocumentedCommands(string document)
{
    string mark = null;
    bool inside = false, shell = false;
    foreach (var line in System.IO.File.ReadLines(document))
    {
        if (line.StartsWith("```"))
        {
            shell = !inside && line.Trim() is "```" or "```sh" or "```bash" or "```shell";
            inside = !inside;
            if (!inside)
                mark = null;
        }
        else if (!inside)
        {
            var found = System.Text.RegularExpressions.Regex.Match(line, @"^<!-- check: (.+?) -->$");
            // A mark holds for the next block only.
            mark = found.Success ? found.Groups[1].Value : line.Trim().Length == 0 ? mark : null;
        }
        else if (shell && System.Text.RegularExpressions.Regex.IsMatch(line, @"^([A-Z_]+=\S+ )*(ganbench|dotnet|\./ganbench|\./build\.sh) ?"))
        {
            yield return new DocumentedCommand(line.Trim(), mark);
        }
    }
}

CheckedCommand CheckCommand(string document, DocumentedCommand command)
{
    if (command.Mark?.StartsWith("skip ") == true)
        return new CheckedCommand(document, command.Line, $"skipped: {command.Mark["skip ".Length..]}");
    // One folder per document, so that its commands build on each other; those of the repository run in the repository.
    var folder = System.IO.Path.GetFullPath($"artifacts/check-docs/{System.IO.Path.GetFileNameWithoutExtension(document)}");
    if (_checked.Add(document))
        CleanDirectory(folder);
    var line = command.Line.Split("  #")[0].TrimEnd() + command.Mark switch { "dry-run" => " --dry-run", "help" => " --help", _ => "" };
    var start = new System.Diagnostics.ProcessStartInfo("bash", new[] { "-c", line })
    {
        WorkingDirectory = line.StartsWith("ganbench") ? folder : System.Environment.CurrentDirectory,
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    };
    start.Environment["PATH"] = System.Environment.CurrentDirectory + ":" + System.Environment.GetEnvironmentVariable("PATH");
    start.Environment["GANBENCH_RUNS_DIR"] = System.IO.Path.Combine(folder, "runs");
    var minutes = Argument("minutes", 20);
    var clock = System.Diagnostics.Stopwatch.StartNew();
    using var process = System.Diagnostics.Process.Start(start);
    // Nobody answers: a command that asks must not wait.
    process.StandardInput.Close();
    var error = process.StandardError.ReadToEndAsync();
    var output = process.StandardOutput.ReadToEndAsync();
    var ended = process.WaitForExit(TimeSpan.FromMinutes(minutes));
    if (!ended)
        process.Kill(entireProcessTree: true);
    var outcome = !ended ? $"FAILED: not done after {minutes} minutes"
        : process.ExitCode != 0 ? $"FAILED with exit code {process.ExitCode}" : $"ok, {clock.Elapsed.TotalSeconds:F0} s";
    Information("{0}: {1}", line, outcome);
    if (outcome.StartsWith("FAILED"))
        Information("{0}", string.Join('\n', (output.Result + error.Result).Split('\n').TakeLast(15)));
    return new CheckedCommand(document, command.Line + (command.Mark is null ? "" : $"  ({command.Mark})"), outcome);
}

HashSet<string> _checked = new();
