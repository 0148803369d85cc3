using GanBench.Engine;
using GanBench.Recipes;
using static TorchSharp.torch;

namespace GanBench.Training.Steps;

/// <summary>
/// One training step, by the update scheme of the recipe. Everything random in it is a function of (seed, step), so a step can be
/// repeated.
/// </summary>
/// <param name="model">The networks; changed in place.</param>
/// <param name="recipe">How they are trained.</param>
/// <param name="seed">The run's seed.</param>
/// <param name="steps">Steps of the whole run, for schedules.</param>
public sealed class GanStep(GanModel model, Recipe recipe, ulong seed, int steps)
{
    private readonly UpdateScheme _scheme = UpdateSchemeRegistry.Of(recipe);
    private readonly StepParts _parts = new(model, recipe, seed, steps);

    /// <summary>Takes a step and reads its numbers, which waits for the device.</summary>
    /// <param name="step">Its number, from 1.</param>
    /// <param name="realBatch">Returns the real samples of the step's discriminator update 0, 1, … as N×C×H×W in [-1, 1].</param>
    public StepResult Take(int step, Func<int, Tensor> realBatch)
    {
        using var unread = TakeUnread(step, realBatch);
        return unread.Read();
    }

    /// <summary>Takes a step and leaves its numbers on the device.</summary>
    /// <param name="step">Its number, from 1.</param>
    /// <param name="realBatch">Returns the real samples of the step's discriminator update 0, 1, … as N×C×H×W in [-1, 1].</param>
    /// <returns>What can be read of it; the caller disposes of it.</returns>
    public UnreadStep TakeUnread(int step, Func<int, Tensor> realBatch)
    {
        model.GeneratorNoise.Begin(step);
        model.DiscriminatorNoise.Begin(step);
        using var scope = NewDisposeScope();
        using var precision = MixedPrecision.Use(recipe.Precision);
        var outcome = _scheme.Take(_parts, step, k => realBatch(k).LaidOut(recipe.MemoryFormat));
        model.UpdateAverage();
        return new UnreadStep(_parts, outcome);
    }
}
