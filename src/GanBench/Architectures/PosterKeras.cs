using GanBench.Recipes;

namespace GanBench.Architectures;

/// <summary>The recipe and budget that both systems of the mcginney-poster study share.</summary>
internal static class PosterKeras
{
    private const int Epochs = 10, StepsPerEpoch = 3_750;

    /// <summary>Adam(2e-4, β1 0.5), binary cross-entropy.</summary>
    public static Recipe Recipe { get; } = new()
    {
        Discriminator =
            new() { Batches = DiscriminatorBatches.SeparateSteps, AverageParts = true, Optimizer = OptimizerOptions.KerasAdam(2e-4, 0.5) },
        Generator = new() { Optimizer = OptimizerOptions.KerasAdam(2e-4, 0.5) },
    };

    /// <summary>10 epochs of 3,750 steps with batches of 16, for every dataset.</summary>
    public static TrainingOptions Training { get; } = new()
    {
        Steps = Epochs * StepsPerEpoch,
        BatchSize = 16,
        SampleEvery = StepsPerEpoch,
        CheckpointEvery = StepsPerEpoch,
    };
}
