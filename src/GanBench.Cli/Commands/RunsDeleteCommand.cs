using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using GanBench.Runs;
using GanBench.Text;
using GanBench.Training.Checkpoints;

namespace GanBench.Cli.Commands;

/// <summary><c>ganbench runs delete</c>: removes runs with everything in their directories.</summary>
internal static class RunsDeleteCommand
{
    private static readonly Argument<string[]> Runs = new("run")
    {
        Description = "Ids of runs, their unique beginnings, or paths.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private static readonly string[] Words =
        [.. Enum.GetNames<RunStatus>().Select(name => name.ToLowerInvariant()), "crashed", "unreadable"];

    private static readonly Option<string?> Status = new("--status")
    {
        Description = $"Delete all that stand so, comma-separated: {string.Join(", ", Words)}.",
        HelpName = "WORDS",
    };

    private static readonly Option<bool> Yes = new("--yes") { Description = "Do it; without, only say what would go." };

    /// <summary>Builds the command.</summary>
    public static Command Create()
    {
        var command = new Command("delete", "Remove runs with everything in their directories. One that a process works on is refused.")
        {
            Runs, Status, Yes, CommonOptions.RunsDirectory, CommonOptions.Json,
        };
        command.SetAction(Run);
        HelpExamples.Attach(command,
            "ganbench runs delete dcgan-glyphs-s1-3fa9",
            "ganbench runs delete dcgan-glyphs-s1-3fa9 gan-glyphs-s1-77b0 --yes",
            "ganbench runs delete --status failed,interrupted --yes");
        return command;
    }

    private static int Run(ParseResult result)
    {
        var (doIt, json) = (result.GetValue(Yes), result.GetValue(CommonOptions.Json));
        var found = Find(result).Select(run => (Run: run, Bytes: RunRemoval.Size(run), ListedRun.Read(run).Status)).ToList();
        if (found.Where(f => RunLock.IsHeld(f.Run)).Select(f => f.Run.Id).ToList() is { Count: > 0 } held)
            throw new RunFailedException($"{string.Join(", ", held)}: a process is working on it. Stop it first; nothing was deleted.");
        foreach (var (run, bytes, status) in found)
        {
            if (doIt)
                RunRemoval.Remove(run);
            if (!json)
                Console.Out.WriteLine(FormattableString.Invariant($"{run.Id}: {status}, {bytes / 1e6:F1} MB"));
        }
        if (json)
            Console.Out.WriteLine(JsonSerializer.Serialize(
                found.Select(f => new { f.Run.Id, f.Status, f.Bytes, Deleted = doIt }), RunJson.Indented));
        else
            Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{(doIt ? "deleted" : "would delete")} {Plural.Of(found.Count, "run")}, {found.Sum(f => f.Bytes) / 1e6:F1} MB"
                + $"{(doIt || found.Count == 0 ? "" : "; --yes does it")}"));
        return ExitCodes.Done;
    }

    private static List<RunDirectory> Find(ParseResult result)
    {
        var (names, status, folder) =
            (result.GetValue(Runs) ?? [], result.GetValue(Status), result.GetValue(CommonOptions.RunsDirectory)!);
        if (names.Length == 0 && status is null)
            throw new UsageException("Say which runs: their ids, or --status failed,interrupted.");
        foreach (var name in names.Where(name => name.Contains('@')))
            throw new UsageException($"'{name}' names a checkpoint; runs are deleted whole (ganbench runs prune removes checkpoints).");
        var wanted = (status ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        foreach (var word in wanted.Where(word => !Words.Contains(word)))
            throw new UsageException(NearestName.Unknown("status", word, Words));
        return [.. names.Select(name => RunReference.Parse(name, folder).Directory)
            .Concat(RunDirectory.List(folder).Where(run => wanted.Length > 0 && wanted.Contains(ListedRun.Read(run).Status)))
            .DistinctBy(run => run.Path)];
    }
}
