using GanBench.Configuration;

namespace GanBench.Recipes;

/// <summary>Budget and schedule of a run. A step is one generator update with its discriminator updates.</summary>
public record TrainingOptions
{
    /// <summary>Budget in generator updates.</summary>
    [RangeRule(1)]
    public int Steps { get; init; } = 30_000;

    /// <summary>Images per batch.</summary>
    [RangeRule(2, Because = "since batch norm needs a batch")]
    public int BatchSize { get; init; } = 128;

    /// <summary>A grid of samples every so many steps, before the first and after the last; 0 writes none.</summary>
    [RangeRule(0)]
    public int SampleEvery { get; init; } = 200;

    /// <summary>Images in the grid of samples.</summary>
    [RangeRule(1, 1024)]
    public int SampleCount { get; init; } = 64;

    /// <summary>A checkpoint, with its metrics, every so many steps and after the last; 0 keeps the last only.</summary>
    [RangeRule(0)]
    public int CheckpointEvery { get; init; } = 10_000;

    /// <summary>A line of progress.jsonl every so many steps.</summary>
    [RangeRule(1)]
    public int LogEvery { get; init; } = 1;

    /// <summary>Steps after which a checkpoint is kept and measured, ascending.</summary>
    public IReadOnlyList<int> Checkpoints => CheckpointEvery <= 0
        ? [Steps]
        : [.. Enumerable.Range(1, Steps / CheckpointEvery).Select(i => i * CheckpointEvery).Where(step => step < Steps), Steps];
}
