using GanBench.Recipes;
using GanBench.Training.Regularizers;
using static TorchSharp.torch;

namespace GanBench.Training.Steps;

/// <summary>
/// In turn, where the discriminator takes a step on real samples and then one on generated ones: Keras's train_on_batch called twice.
/// </summary>
internal sealed class SeparateStepsScheme : UpdateScheme
{
    /// <summary>The scheme.</summary>
    public static SeparateStepsScheme Instance { get; } = new();

    /// <inheritdoc/>
    public override string Name => "separate-steps";

    /// <inheritdoc/>
    public override IEnumerable<string> Problems(Recipe recipe)
    {
        if (RegularizerRegistry.Of(recipe.Regularizer).Any(r => r.HasPenalty))
            yield return "A gradient penalty belongs to one step over both parts: "
                + "discriminator.batches must be separate or joint, not separate-steps.";
    }

    /// <inheritdoc/>
    public override StepOutcome Take(StepParts parts, int step, Func<int, Tensor> realBatch) =>
        Alternation.Take(parts, step, realBatch, Update);

    private static DiscriminatorPass Update(StepParts parts, int step, int k, Tensor real, Tensor fake)
    {
        var (labelReal, labelFake) = parts.Labels.At(step, k);
        var (logitsReal, lossReal) = Half(parts, step, real, 2 * k, labelReal);
        var (logitsFake, lossFake) = Half(parts, step, fake, (2 * k) + 1, labelFake);
        return new DiscriminatorPass(logitsReal, logitsFake, lossReal, lossFake);
    }

    private static (Tensor Logits, Tensor Loss) Half(StepParts parts, int step, Tensor samples, int draw, double label)
    {
        var logits = parts.Discrimination.Logits(samples, step, draw);
        var loss = parts.Objective.Discriminator(logits, label);
        parts.DiscriminatorUpdate.Step(parts.DiscriminatorUpdate.Gradients(loss), step);
        return (logits, loss);
    }
}
