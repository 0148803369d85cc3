using System.Globalization;
using GanBench.Text;

namespace GanBench.Runs;

/// <summary>A run as it is named on the command line: "id", "id@step" or "id@last", where id may be a path or a unique beginning.</summary>
/// <param name="Directory">The run.</param>
/// <param name="Step">The step asked for; null for the last.</param>
public sealed record RunReference(RunDirectory Directory, int? Step)
{
    /// <summary>Finds the run.</summary>
    /// <param name="text">What was typed.</param>
    /// <param name="runsFolder">The folder that holds the runs.</param>
    /// <exception cref="UsageException">The step is no number, or the beginning fits several runs.</exception>
    /// <exception cref="DataException">There is no such run.</exception>
    public static RunReference Parse(string text, string runsFolder)
    {
        var at = text.LastIndexOf('@');
        int? step = null;
        if (at >= 0 && text[(at + 1)..] is var tail && tail != "last")
        {
            step = int.TryParse(tail, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                ? number
                : throw new UsageException($"'{text}': after @ comes a step or 'last' (was '{tail}').");
        }
        return new RunReference(Find(at >= 0 ? text[..at] : text, runsFolder), step);
    }

    /// <summary>The step asked for, or that of the last checkpoint.</summary>
    /// <exception cref="DataException">The run has no checkpoint.</exception>
    public int ResolveStep() =>
        Step ?? (Directory.CheckpointSteps is { Count: > 0 } steps
            ? steps[^1]
            : throw new DataException($"Run {Directory.Id} has no checkpoint yet."));

    private static RunDirectory Find(string name, string runsFolder)
    {
        if (new RunDirectory(name) is { Exists: true } path)
            return path;
        var runs = RunDirectory.List(runsFolder);
        var fitting = runs.Where(r => r.Id.StartsWith(name, StringComparison.Ordinal)).ToList();
        if (name.Length > 0 && (fitting.Count == 1 || fitting.Any(r => r.Id == name)))
            return fitting.First(r => fitting.Count == 1 || r.Id == name);
        if (name.Length > 0 && fitting.Count > 1)
            throw new UsageException($"'{name}' fits {fitting.Count} runs: {string.Join(", ", fitting.Select(r => r.Id))}.");
        throw new DataException(runs.Count == 0
            ? $"There is no run '{name}': {runsFolder} holds no runs. 'ganbench train' makes one."
            : $"{NearestName.Unknown("run", name, [.. runs.Select(r => r.Id)])} (in {runsFolder})");
    }
}
