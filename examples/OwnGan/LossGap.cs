using GanBench.Training.Steps;

namespace OwnGan;

/// <summary>How much more the discriminator loses on generated samples than on real ones.</summary>
public static class LossGap
{
    /// <summary>The quantity: <c>loss-gap</c> in suites, <c>lossGap</c> in the log.</summary>
    public static LoggedQuantity Quantity { get; } = new(
        "loss-gap", "generated − real", step => step.Result.LossDFake - step.Result.LossDReal)
    {
        Chart = new LoggedChart("loss gap", "What the discriminator loses on generated samples less what it loses on real ones."),
    };
}
