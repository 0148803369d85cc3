using GanBench.Configuration;
using GanBench.Recipes;

namespace GanBench.Training.Steps;

/// <summary>All update schemes. One line each.</summary>
public static class UpdateSchemeRegistry
{
    /// <summary>The schemes that a recipe names (<see cref="Recipe.Scheme"/>).</summary>
    public static Registry<UpdateScheme> All { get; } = new("scheme", scheme => scheme.Name)
    {
        new AlternatingScheme(),
        new SimultaneousScheme(),
    };

    /// <summary>The scheme of a recipe: the one that it names, of the alternating ones that of its weighting and its batches.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <exception cref="UsageException">There is no such scheme.</exception>
    public static UpdateScheme Of(Recipe recipe) => recipe switch
    {
        { Scheme: Recipe.Alternating, Weighting: not Weighting.Equal } => WeightedScheme.Instance,
        { Scheme: Recipe.Alternating, Discriminator.Batches: DiscriminatorBatches.SeparateSteps } => SeparateStepsScheme.Instance,
        _ => All.Find(recipe.Scheme),
    };
}
