using GanBench.Runs;
using GanBench.Suites.Planning;
using GanBench.Training;

namespace GanBench.Suites.Running;

/// <summary>Tells from the files alone whether anything is left to do of a run, so that a finished one costs no process.</summary>
internal static class FinishedRun
{
    /// <summary>The state of a run that is trained and measured as planned; null for every other, damaged ones included.</summary>
    /// <param name="request">The run, with its data.</param>
    /// <param name="run">What was planned.</param>
    /// <param name="evaluator">Knows what is measured.</param>
    public static RunState? Find(RunRequest request, PlannedRun run, CheckpointEvaluator evaluator)
    {
        try
        {
            var state = request.Directory.ReadState();
            if (state is not { Status: RunStatus.Completed or RunStatus.Diverged, Crash: null } || state.Schema > RunVersion.Current)
                return null;
            var there = request.Directory.CheckpointSteps;
            return run.Checkpoints.Where(there.Contains).All(step => evaluator.Missing(request, step, run.Evaluation).Count == 0) ? state
                : null;
        }
        catch (DataException)
        {
            return null;
        }
    }
}
