using GanBench.Runs;

namespace GanBench.Suites.Running;

/// <summary>Writes into a run's directory that its process died, on behalf of the process that can no longer do so.</summary>
internal static class CrashRecord
{
    /// <summary>
    /// Records a death. What the run has reached stays: a training that was over keeps its status, any other is failed and goes on from
    /// its last checkpoint. Nothing is written where another process works on the run by now, or the disk does not take it.
    /// </summary>
    /// <param name="directory">The run.</param>
    /// <param name="spec">Its specification, written where the process died before it could.</param>
    /// <param name="crash">How its process died.</param>
    /// <param name="started">When the process was started.</param>
    /// <param name="now">The time.</param>
    /// <returns>The state as it is on disk now.</returns>
    public static RunState? Write(RunDirectory directory, RunSpec spec, RunCrash crash, DateTimeOffset started, DateTimeOffset now)
    {
        try
        {
            RunVersion.Check(directory);
            using var runLock = RunLock.Take(directory);
            directory.WriteSpec(spec);
            var state = ReadState(directory) ?? new RunState { Id = directory.Id, Steps = spec.Training.Steps, Started = started };
            if (state.Status is not (RunStatus.Completed or RunStatus.Diverged))
                state = state with { Status = RunStatus.Failed, Ended = now };
            state = state with { Crash = crash };
            directory.WriteState(state);
            return state;
        }
        catch (GanBenchException)
        {
            return ReadState(directory);
        }
    }

    /// <summary>The state of a run; null when it has none or it is damaged.</summary>
    /// <param name="directory">The run.</param>
    public static RunState? ReadState(RunDirectory directory)
    {
        try
        {
            return directory.ReadState();
        }
        catch (DataException)
        {
            return null;
        }
    }
}
