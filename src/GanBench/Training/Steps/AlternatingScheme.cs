using GanBench.Recipes;
using static TorchSharp.torch;

namespace GanBench.Training.Steps;

/// <summary>
/// The discriminator's updates first, each one step over both parts of its loss, then the generator's against the updated discriminator
/// (Goodfellow et al. 2014, algorithm 1).
/// </summary>
internal sealed class AlternatingScheme : UpdateScheme
{
    /// <inheritdoc/>
    public override string Name => Recipe.Alternating;

    /// <inheritdoc/>
    public override StepOutcome Take(StepParts parts, int step, Func<int, Tensor> realBatch) =>
        Alternation.Take(parts, step, realBatch, Update);

    private static DiscriminatorPass Update(StepParts parts, int step, int k, Tensor real, Tensor fake)
    {
        var pass = parts.Discrimination.Pass(step, k, real, fake);
        parts.DiscriminatorUpdate.Step(parts.DiscriminatorUpdate.Gradients(parts.Discrimination.Total(pass)), step);
        return pass;
    }
}
