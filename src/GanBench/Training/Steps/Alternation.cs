using GanBench.Recipes;
using static TorchSharp.torch;

namespace GanBench.Training.Steps;

/// <summary>What the alternating schemes have in common: the discriminator's updates first, then the generator's.</summary>
internal static class Alternation
{
    /// <summary>Updates the discriminator once.</summary>
    /// <param name="parts">The networks and what schemes share.</param>
    /// <param name="step">The step.</param>
    /// <param name="k">Number of the update in its step, from 0.</param>
    /// <param name="real">Real samples.</param>
    /// <param name="fake">Generated samples, detached.</param>
    public delegate DiscriminatorPass Update(StepParts parts, int step, int k, Tensor real, Tensor fake);

    /// <summary>Takes a step.</summary>
    public static StepOutcome Take(StepParts parts, int step, Func<int, Tensor> realBatch, Update update)
    {
        var (steps, reuses) = (parts.Recipe.Discriminator.Steps, parts.Recipe.Generator.Latents == GeneratorLatents.Reused);
        // The generator does not change between the discriminator's last update and its own, so the same graph serves both.
        var keepsFakes = reuses && !parts.Recipe.Discriminator.FakesInEvaluationMode;
        DiscriminatorPass? reported = null;
        Tensor? fake = null;
        for (var k = 0; k < steps; k++)
        {
            using var scope = NewDisposeScope();
            var last = k == steps - 1;
            var real = realBatch(k);
            fake = parts.Fakes.MakeForDiscriminator(step, k, (int)real.shape[0], last && keepsFakes);
            var pass = update(parts, step, k, real, fake.detach());
            parts.Constrain();
            if (!last)
                continue;
            // What is reported is the step's last update. Without its graph, which would hold the update's memory during the generator's.
            reported = pass.With(tensor => tensor.detach().MoveToOuterDisposeScope());
            fake.MoveToOuterDisposeScope();
        }
        if (!keepsFakes)
            fake = parts.Fakes.Make(step, reuses ? steps - 1 : steps, (int)fake!.shape[0]);
        var lossG = parts.Objective.Generator(parts.Discrimination.Logits(fake!, step, 2 * steps));
        parts.GeneratorUpdate.Step(parts.GeneratorUpdate.Gradients(lossG), step);
        return new StepOutcome(reported!, lossG);
    }
}
