using GanBench.Runs;

namespace GanBench.Training.Checkpoints;

/// <summary>What pruning would remove: all checkpoints of finished runs but the last. Samples, logs and metrics stay.</summary>
/// <param name="Directory">The run.</param>
/// <param name="Steps">Checkpoints that would go.</param>
/// <param name="Bytes">Bytes they take.</param>
public sealed record RunPruning(RunDirectory Directory, IReadOnlyList<int> Steps, long Bytes)
{
    /// <summary>Finds what can go: checkpoints before the last that have been measured, of runs that are done.</summary>
    /// <param name="runsFolder">The folder that holds the runs.</param>
    public static IReadOnlyList<RunPruning> Find(string runsFolder)
    {
        var found = new List<RunPruning>();
        foreach (var run in RunDirectory.List(runsFolder))
        {
            if (Status(run) is not (RunStatus.Completed or RunStatus.Diverged) || run.CheckpointSteps is not { Count: > 1 } steps)
                continue;
            var measured = run.MetricSteps;
            var going = steps.Take(steps.Count - 1).Where(measured.Contains).ToList();
            if (going.Count > 0)
                found.Add(new RunPruning(run, going, going.Sum(step => Size(run.CheckpointFolder(step)))));
        }
        return found;
    }

    /// <summary>Removes the checkpoints.</summary>
    /// <exception cref="RunFailedException">Another process works on the run.</exception>
    public void Apply()
    {
        using var runLock = RunLock.Take(Directory);
        foreach (var step in Steps)
            CheckpointStore.Delete(Directory, step);
    }

    private static RunStatus? Status(RunDirectory run)
    {
        try
        {
            return run.ReadState()?.Status;
        }
        catch (DataException)
        {
            return null;
        }
    }

    private static long Size(string folder) =>
        new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).Sum(f => f.Length);
}
