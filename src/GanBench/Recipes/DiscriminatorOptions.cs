using GanBench.Configuration;

namespace GanBench.Recipes;

/// <summary>Updates of the discriminator.</summary>
public sealed record DiscriminatorOptions
{
    /// <summary>Discriminator updates per generator update.</summary>
    [RangeRule(1, 100)]
    public int Steps { get; init; } = 1;

    /// <summary>Whether real and fake images pass in one batch, in two batches of one step, or in two steps of their own.</summary>
    public DiscriminatorBatches Batches { get; init; } = DiscriminatorBatches.Separate;

    /// <summary>The optimiser.</summary>
    public OptimizerOptions Optimizer { get; init; } = new();

    /// <summary>Whether the loss is the mean (½) of its real and fake parts rather than their sum.</summary>
    public bool AverageParts { get; init; }

    /// <summary>
    /// Whether the fakes of the discriminator's updates are made in evaluation mode, with batch norm's running statistics and without
    /// dropout: Keras's generator.predict.
    /// </summary>
    public bool FakesInEvaluationMode { get; init; }

    /// <summary>
    /// Standard deviation of Gaussian noise added to the discriminator's inputs; 0 is off. Decays linearly to 0 over the run.
    /// </summary>
    [RangeRule(0)]
    public double InstanceNoise { get; init; }
}

/// <summary>How real and fake images reach the discriminator.</summary>
public enum DiscriminatorBatches
{
    /// <summary>Two forward passes, losses summed, one optimiser step.</summary>
    Separate,

    /// <summary>Two forward passes, each with an optimiser step of its own (Keras's train_on_batch called twice).</summary>
    SeparateSteps,

    /// <summary>One forward pass over real and fake images together (batch norm sees both).</summary>
    Joint,
}
