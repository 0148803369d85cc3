using GanBench.Recipes;

namespace GanBench.Training.Steps;

/// <summary>A factor that falls linearly over a run, from 1 at its first step to 1/steps at its last.</summary>
/// <param name="steps">Steps of the whole run.</param>
internal sealed class LinearDecay(int steps)
{
    /// <summary>Settings of a recipe that fall over a run, so that a step of it depends on how many there are.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <returns>Their dotted keys; empty where every step would be the same in a longer run.</returns>
    public static IReadOnlyList<string> UsedBy(Recipe recipe) =>
    [
        .. (recipe.Discriminator.Optimizer.LinearDecay ? (string[])["discriminator.optimizer.learningRate"] : []),
        .. (recipe.Generator.Optimizer.LinearDecay ? (string[])["generator.optimizer.learningRate"] : []),
        .. (recipe.Discriminator.InstanceNoise > 0 ? (string[])["discriminator.instanceNoise"] : []),
    ];

    /// <summary>The factor at a step, from 1.</summary>
    public double At(int step) => 1 - ((step - 1) / (double)steps);
}
