using System.Text.Json.Serialization;

namespace GanBench.Runs;

/// <summary>Content of <c>run.json</c>: how far a run is and what came of it.</summary>
public sealed record RunState
{
    /// <summary>Version of this layout.</summary>
    public int Schema { get; init; } = 1;

    /// <summary>The run's id.</summary>
    public required string Id { get; init; }

    /// <summary>How it stands.</summary>
    public RunStatus Status { get; init; } = RunStatus.Running;

    /// <summary>Last finished step.</summary>
    public int Step { get; init; }

    /// <summary>Steps asked for.</summary>
    public int Steps { get; init; }

    /// <summary>Seconds spent training, summed over resumes.</summary>
    public double Seconds { get; init; }

    /// <summary>Images per second over the whole run.</summary>
    public double? ImagesPerSecond { get; init; }

    /// <summary>
    /// Peak resident memory in bytes while it was trained, over all starts; not of what its process did before. Null when not known.
    /// </summary>
    public long? PeakMemory { get; init; }

    /// <summary>When the run first started, UTC.</summary>
    public DateTimeOffset Started { get; init; }

    /// <summary>When it ended, UTC.</summary>
    public DateTimeOffset? Ended { get; init; }

    /// <summary>How often it was started.</summary>
    public int Starts { get; init; } = 1;

    /// <summary>Hash of the last checkpoint's weights and optimiser state.</summary>
    public string? CheckpointHash { get; init; }

    /// <summary>Content hash of the training data.</summary>
    public string? DatasetHash { get; init; }

    /// <summary>What is special about the training data, e.g. "24,000 of 60,000 training images".</summary>
    public string? DatasetNote { get; init; }

    /// <summary>What the samples of the training data are; null in runs of versions that did not record it.</summary>
    public RunSamples? Samples { get; init; }

    /// <summary>
    /// The finished run, and its last step, whose steps this one began with ("id@step"): it was asked for fewer steps, and is otherwise the
    /// same. Null for a run that took all steps itself.
    /// </summary>
    public string? ContinuedFrom { get; init; }

    /// <summary>Why it diverged or failed.</summary>
    public string? Message { get; init; }

    /// <summary>
    /// How the last process that worked on it died, or null. The status is then <see cref="RunStatus.Failed"/>, which every version
    /// reads, or that of a training that was over when its measurement died.
    /// </summary>
    public RunCrash? Crash { get; init; }

    /// <summary>How it stands in a word: the status in small letters, or "crashed".</summary>
    [JsonIgnore]
    public string Standing => Crash is null ? Status.ToString().ToLowerInvariant() : "crashed";

    /// <summary>Why it stands so, in a line; null when there is nothing to say.</summary>
    [JsonIgnore]
    public string? Remark =>
        Crash is null ? Message
        : Status is RunStatus.Completed or RunStatus.Diverged ? (Message is null ? "" : Message + "; ") + $"its measurement died of {Crash}"
        : Crash.ToString();
}

/// <summary>How a run stands.</summary>
public enum RunStatus
{
    /// <summary>
    /// In progress, or cut off without a chance to say so: <see cref="RunDirectory.Observe"/> tells the one from the other.
    /// </summary>
    Running,

    /// <summary>All steps done.</summary>
    Completed,

    /// <summary>A loss became NaN or infinite: a result.</summary>
    Diverged,

    /// <summary>Stopped by the user, resumable.</summary>
    Interrupted,

    /// <summary>Stopped by an error, resumable.</summary>
    Failed,
}
