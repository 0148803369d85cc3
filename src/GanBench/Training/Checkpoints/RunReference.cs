using System.Globalization;
using GanBench.Metrics;
using GanBench.Runs;
using GanBench.Text;

namespace GanBench.Training.Checkpoints;

/// <summary>
/// A run as it is named on the command line: "id", "id@step", "id@last" or "id@best" (the measured checkpoint with the best
/// <see cref="MetricRegistry.Main"/>), where id may be a path or a unique beginning.
/// </summary>
/// <param name="Directory">The run.</param>
/// <param name="Step">The step asked for; null for the last.</param>
public sealed record RunReference(RunDirectory Directory, int? Step)
{
    /// <summary>Finds the run.</summary>
    /// <param name="text">What was typed.</param>
    /// <param name="runsFolder">The folder that holds the runs.</param>
    /// <exception cref="UsageException">The step is no number, or the beginning fits several runs.</exception>
    /// <exception cref="DataException">There is no such run, or no checkpoint of it has the value by which one would be best.</exception>
    public static RunReference Parse(string text, string runsFolder)
    {
        var at = text.LastIndexOf('@');
        if (at < 0)
            return new RunReference(Find(text, runsFolder), Step: null);
        if (at == 0)
            throw new UsageException($"'{text}' names no run: write RUN{text}. 'ganbench runs list' shows the runs.");
        var (name, tail) = (text[..at], text[(at + 1)..]);
        if (tail is "last" or "best")
        {
            var directory = Find(name, runsFolder);
            return new RunReference(directory, tail == "best" ? BestStep(directory) : null);
        }
        return int.TryParse(tail, NumberStyles.None, CultureInfo.InvariantCulture, out var step)
            ? new RunReference(Find(name, runsFolder), step)
            : throw new UsageException($"'{text}': after @ comes a step, 'last' or 'best' (was '{tail}').");
    }

    /// <summary>The step asked for, or that of the last checkpoint.</summary>
    /// <exception cref="DataException">The run has no checkpoint.</exception>
    public int ResolveStep() =>
        Step ?? (Directory.CheckpointSteps is { Count: > 0 } steps
            ? steps[^1]
            : throw new DataException($"Run {Directory.Id} has no checkpoint yet."));

    private static int BestStep(RunDirectory directory)
    {
        var value = MetricRegistry.Main;
        var measured = directory.CheckpointSteps
            .Select(step => (Step: step, Number: directory.ReadMetrics(step)?.Metrics.FirstOrDefault(m => m.Name == value.Name)?.Value))
            .Where(m => m.Number is not null).ToList();
        return measured.Count > 0
            ? (value.LowerIsBetter == false ? measured.MaxBy(m => m.Number) : measured.MinBy(m => m.Number)).Step
            : throw new DataException(
                $"No checkpoint of {directory.Id} has an {value.Label} yet, so none is best. "
                + $"'ganbench evaluate {directory.Id}' measures them.");
    }

    private static RunDirectory Find(string name, string runsFolder)
    {
        if (name.Length > 0 && !name.Contains('\0') && new RunDirectory(name) is { Exists: true } path)
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
