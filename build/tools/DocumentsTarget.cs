using System.Diagnostics;

namespace GanBench.Build;

/// <summary>What became of a documented command.</summary>
internal enum CommandOutcome
{
    Works,
    Failed,
    Skipped,
}

/// <summary>The documents' commands, run as they stand in their fenced blocks.</summary>
/// <param name="root">The repository.</param>
/// <param name="folder">
/// Where the commands work, in a folder per document, so that those of a document build on each other; those of the repository run in
/// the repository.
/// </param>
/// <param name="minutes">How long a command may take.</param>
/// <param name="run">Runs a program.</param>
/// <param name="output">Where progress goes.</param>
internal sealed class DocumentsTarget(string root, string folder, int minutes, RunProgram run, TextWriter output)
{
    private const int LastLines = 15;

    private sealed record Row(string Document, string Command, CommandOutcome Outcome, string Words);

    /// <summary>Checks documents.</summary>
    /// <param name="documents">Their paths in the repository; none for README.md and docs/.</param>
    /// <exception cref="TargetException">A document is missing.</exception>
    public Outcome Run(IReadOnlyList<string> documents)
    {
        var rows = (documents.Count > 0 ? documents : All()).SelectMany(Check).ToList();
        var width = rows.Select(row => row.Command.Length).DefaultIfEmpty().Max();
        foreach (var row in rows)
            output.WriteLine($"{row.Document,-20}  {row.Command.PadRight(width)}  {row.Words}");
        int Count(CommandOutcome outcome) => rows.Count(row => row.Outcome == outcome);
        var failed = Count(CommandOutcome.Failed);
        return new Outcome(
            $"{Count(CommandOutcome.Works)} commands work, {failed} failed, {Count(CommandOutcome.Skipped)} skipped",
            failed > 0 ? $"{failed} documented commands failed." : rows.Count == 0 ? "No command was found." : null);
    }

    private IReadOnlyList<string> All()
    {
        var pages = Directory.GetFiles(Path.Combine(root, "docs"), "*.md", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(root, file).Replace('\\', '/'));
        return ["README.md", .. pages.Order(StringComparer.Ordinal)];
    }

    private List<Row> Check(string document)
    {
        var file = Path.Combine(root, document);
        if (!File.Exists(file))
            throw new TargetException($"There is no document {document}.");
        var place = Path.GetFullPath(Path.Combine(folder, Path.GetFileNameWithoutExtension(document)));
        if (Directory.Exists(place))
            Directory.Delete(place, recursive: true);
        Directory.CreateDirectory(place);
        return [.. DocumentedCommand.In(File.ReadLines(file)).Select(command => Check(document, command, place))];
    }

    private Row Check(string document, DocumentedCommand command, string place)
    {
        if (command.WhySkipped is { } reason)
            return new Row(document, command.ToString(), CommandOutcome.Skipped, $"skipped: {reason}");
        var line = command.Command;
        var repository = Path.GetFullPath(root);
        var clock = Stopwatch.StartNew();
        var result = run(new ProgramStart("bash", ["-c", line])
        {
            Folder = line.StartsWith("ganbench", StringComparison.Ordinal) ? place : repository,
            Quiet = true,
            Limit = TimeSpan.FromMinutes(minutes),
            Variables = new Dictionary<string, string?>
            {
                ["PATH"] = repository + ":" + Environment.GetEnvironmentVariable("PATH"),
                ["GANBENCH_RUNS_DIR"] = Path.Combine(place, "runs"),
            },
        });
        var words = result.ExitCode switch
        {
            0 => $"ok, {clock.Elapsed.TotalSeconds:F0} s",
            null => $"FAILED: not done after {minutes} minutes",
            { } exitCode => $"FAILED with exit code {exitCode}",
        };
        output.WriteLine($"{line}: {words}");
        if (result.ExitCode != 0)
            output.WriteLine(string.Join('\n', result.Output.Split('\n').TakeLast(LastLines)));
        return new Row(document, command.ToString(), result.ExitCode == 0 ? CommandOutcome.Works : CommandOutcome.Failed, words);
    }
}
