using GanBench.Recipes;
using static TorchSharp.torch;

namespace GanBench.Training.Steps;

/// <summary>
/// Both gradients from one forward pass of each network, then both steps: TensorFlow's tutorial. There is one set of latents, whatever
/// <see cref="GeneratorOptions.Latents"/> says.
/// </summary>
internal sealed class SimultaneousScheme : UpdateScheme
{
    /// <inheritdoc/>
    public override string Name => Recipe.Simultaneous;

    /// <inheritdoc/>
    public override IEnumerable<string> Problems(Recipe recipe)
    {
        if (recipe.Discriminator.Steps != 1)
            yield return $"scheme simultaneous takes one discriminator step, but discriminator.steps is {recipe.Discriminator.Steps}.";
        if (recipe.Weighting != Weighting.Equal)
            yield return "scheme simultaneous has one backward pass, but weighting needs the gradients of both parts: "
                + "use scheme alternating.";
        if (recipe.Discriminator.FakesInEvaluationMode)
            yield return "scheme simultaneous has one forward pass of the generator, in training mode: "
                + "discriminator.fakesInEvaluationMode must be false.";
        if (recipe.Discriminator.Batches != DiscriminatorBatches.Separate)
            yield return "scheme simultaneous passes real and fake images separately: discriminator.batches must be separate.";
    }

    /// <inheritdoc/>
    public override StepOutcome Take(StepParts parts, int step, Func<int, Tensor> realBatch)
    {
        var real = realBatch(0);
        var pass = parts.Discrimination.Pass(step, 0, real, parts.Fakes.Make(step, 0, (int)real.shape[0]));
        var lossG = parts.Objective.Generator(pass.LogitsFake);
        var gradientsG = parts.GeneratorUpdate.Gradients(lossG, retainGraph: true);
        var gradientsD = parts.DiscriminatorUpdate.Gradients(parts.Discrimination.Total(pass));
        parts.GeneratorUpdate.Step(gradientsG, step);
        parts.DiscriminatorUpdate.Step(gradientsD, step);
        parts.Constrain();
        return new StepOutcome(pass, lossG);
    }
}
