using System.ComponentModel;

namespace GanBench.Suites.Schema;

/// <summary>
/// Keys of <c>training</c> in a suite. The budget is stated in one unit: steps, epochs or thousands of images. What is null is the
/// architecture's own.
/// </summary>
public sealed record Budget
{
    /// <summary>Generator updates.</summary>
    [Description("Budget in generator updates.")]
    public int? Steps { get; init; }

    /// <summary>Passes over the published training data.</summary>
    [Description("Budget in passes over the published training data, counted by the real images that the discriminator reads.")]
    public double? Epochs { get; init; }

    /// <summary>Thousands of real images read by the discriminator.</summary>
    [Description("Budget in thousands of real images read by the discriminator.")]
    public double? Kimg { get; init; }

    /// <summary>Images per batch.</summary>
    [Description("Images per batch.")]
    public int? BatchSize { get; init; }

    /// <summary>A grid of samples every so many steps.</summary>
    [Description("A grid of samples every so many steps; 0 writes none.")]
    public int? SampleEvery { get; init; }

    /// <summary>A grid of samples every so many epochs.</summary>
    [Description("A grid of samples every so many epochs, instead of sampleEvery.")]
    public double? SampleEveryEpochs { get; init; }

    /// <summary>Images in the grid.</summary>
    [Description("Images in the grid of samples.")]
    public int? SampleCount { get; init; }

    /// <summary>A checkpoint every so many steps.</summary>
    [Description("A checkpoint, with its metrics, every so many steps; 0 keeps the last only.")]
    public int? CheckpointEvery { get; init; }

    /// <summary>A checkpoint every so many epochs.</summary>
    [Description("A checkpoint, with its metrics, every so many epochs, instead of checkpointEvery.")]
    public double? CheckpointEveryEpochs { get; init; }

    /// <summary>A line of progress every so many steps.</summary>
    [Description("A line of progress.jsonl every so many steps.")]
    public int? LogEvery { get; init; }
}
