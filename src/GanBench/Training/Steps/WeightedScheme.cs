using GanBench.Engine;
using GanBench.Recipes;
using TorchSharp;
using static TorchSharp.torch;

namespace GanBench.Training.Steps;

/// <summary>
/// In turn, where the two parts of the discriminator's loss are weighted by their gradients (<see cref="AdaptiveWeights"/>): aw-GAN.
/// </summary>
internal sealed class WeightedScheme : UpdateScheme
{
    /// <summary>The scheme.</summary>
    public static WeightedScheme Instance { get; } = new();

    /// <inheritdoc/>
    public override string Name => "weighted";

    /// <inheritdoc/>
    public override IEnumerable<string> Problems(Recipe recipe)
    {
        if (recipe.Discriminator.Batches == DiscriminatorBatches.SeparateSteps)
            yield return "weighting combines both parts in one step: discriminator.batches must be separate or joint, not separate-steps.";
    }

    /// <inheritdoc/>
    public override StepOutcome Take(StepParts parts, int step, Func<int, Tensor> realBatch) =>
        Alternation.Take(parts, step, realBatch, Update);

    private static DiscriminatorPass Update(StepParts parts, int step, int k, Tensor real, Tensor fake)
    {
        var update = parts.DiscriminatorUpdate;
        var pass = parts.Discrimination.Pass(step, k, real, fake);
        // A joint batch shares one graph, so the first pass must keep it.
        var gradientsReal = update.Gradients(pass.LossReal, retainGraph: parts.Recipe.Discriminator.Batches == DiscriminatorBatches.Joint);
        var gradientsFake = update.Gradients(pass.LossFake);
        var weights = AdaptiveWeights.Choose(
            pass.LogitsReal.sigmoid().mean().ToNumber(), pass.LogitsFake.sigmoid().mean().ToNumber(),
            Math.Sqrt(Dot(gradientsReal, gradientsReal)), Math.Sqrt(Dot(gradientsFake, gradientsFake)), Dot(gradientsReal, gradientsFake),
            parts.Recipe.Weighting);
        // The paper does not treat a third term: a penalty keeps weight 1.
        var gradientsPenalty = pass.Penalty is null ? null : update.Gradients(pass.Penalty);
        using Scalar weightReal = Scalars.Create(weights.Real), weightFake = Scalars.Create(weights.Fake);
        var combined = gradientsReal.Select((g, i) =>
        {
            var sum = (g * weightReal).Plus(gradientsFake[i] * weightFake);
            return gradientsPenalty is null ? sum : sum.Plus(gradientsPenalty[i]);
        });
        update.Step([.. combined], step);
        return pass with { Weights = weights };
    }

    private static double Dot(Tensor[] left, Tensor[] right) =>
        stack([.. left.Zip(right).Select(pair => (pair.First * pair.Second).sum().to(ScalarType.Float64))]).sum().ToNumber();
}
