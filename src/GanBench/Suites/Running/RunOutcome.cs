using GanBench.Runs;
using GanBench.Suites.Planning;
using GanBench.Training;

namespace GanBench.Suites.Running;

/// <summary>How a run of a suite came out.</summary>
public enum RunEnd
{
    /// <summary>Trained to its last step and measured.</summary>
    Completed,

    /// <summary>A loss became NaN or infinite: a result.</summary>
    Diverged,

    /// <summary>Its data is not on this machine.</summary>
    NoData,

    /// <summary>Another process works on it.</summary>
    InUse,

    /// <summary>An error ended it; the next start continues.</summary>
    Failed,

    /// <summary>Its process died: a native abort, a kill, no memory. The next start continues.</summary>
    Crashed,

    /// <summary>Its process was told to stop and has saved it; the next start continues.</summary>
    Interrupted,
}

/// <summary>A run of a suite and how it came out.</summary>
/// <param name="Run">The run.</param>
/// <param name="End">How it came out.</param>
/// <param name="Directory">Its directory; null when it has none.</param>
/// <param name="State">Its state; null when it did not start.</param>
/// <param name="Message">Why it is not completed, or null.</param>
public sealed record RunOutcome(PlannedRun Run, RunEnd End, RunDirectory? Directory, RunState? State, string? Message)
{
    /// <summary>How its process died; null when it did not.</summary>
    public RunCrash? Crash { get; init; }

    /// <summary>The file with what that process printed; null when it printed nothing.</summary>
    public string? Log { get; init; }

    /// <summary>Whether something is left to do that another start may do.</summary>
    public bool IsFailure => End is RunEnd.Failed or RunEnd.InUse or RunEnd.Crashed or RunEnd.Interrupted;
}

/// <summary>What a suite reports as it goes.</summary>
/// <param name="Index">Number of the run in the plan, from 0.</param>
/// <param name="Count">Runs of the plan.</param>
/// <param name="Run">The run.</param>
/// <param name="Training">A step of its training, or null.</param>
/// <param name="Message">Something worth telling, or null.</param>
/// <param name="Outcome">How it came out; null while it runs.</param>
public sealed record SuiteProgress(int Index, int Count, PlannedRun Run, TrainingProgress? Training, string? Message, RunOutcome? Outcome);
