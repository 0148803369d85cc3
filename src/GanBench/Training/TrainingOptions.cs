namespace GanBench.Training;

/// <summary>Budget and schedule of a run. A step is one generator update with its discriminator updates.</summary>
public sealed record TrainingOptions
{
    /// <summary>Generator updates.</summary>
    public int Steps { get; init; } = 30_000;

    /// <summary>Images per batch.</summary>
    public int BatchSize { get; init; } = 128;

    /// <summary>A grid of samples is written every so many steps, before the first and after the last; 0 writes none.</summary>
    public int SampleEvery { get; init; } = 200;

    /// <summary>Images in the grid of samples.</summary>
    public int SampleCount { get; init; } = 64;

    /// <summary>A checkpoint is kept every so many steps and after the last; 0 keeps the last only.</summary>
    public int CheckpointEvery { get; init; } = 10_000;

    /// <summary>A line of progress.jsonl is written every so many steps.</summary>
    public int LogEvery { get; init; } = 1;
}
