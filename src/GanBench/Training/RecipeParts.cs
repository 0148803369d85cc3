using GanBench.Architectures;
using GanBench.Objectives;
using GanBench.Recipes;
using GanBench.Training.Optimizers;
using GanBench.Training.Regularizers;

namespace GanBench.Training;

/// <summary>Completes the options of the parts that a recipe names, which only the parts themselves know.</summary>
public static class RecipeParts
{
    /// <summary>
    /// The recipe with every option of its parts stated, so that a specification holds all that decides its run's result.
    /// </summary>
    /// <param name="architecture">The architecture, which is a part too.</param>
    /// <param name="recipe">The recipe.</param>
    /// <exception cref="UsageException">A part is not known, or has not these options.</exception>
    public static Recipe Resolve(Architecture architecture, Recipe recipe) => recipe with
    {
        Network = recipe.Network with { Options = recipe.Network.Options.Resolve(architecture.Name, architecture.Options) },
        ObjectiveOptions = ObjectiveRegistry.All.Find(recipe.Objective).Resolve(recipe.ObjectiveOptions),
        Discriminator = recipe.Discriminator with { Optimizer = Resolve(recipe.Discriminator.Optimizer) },
        Regularizer = Resolve(recipe.Regularizer),
        Generator = recipe.Generator with { Optimizer = Resolve(recipe.Generator.Optimizer) },
    };

    private static RegularizerOptions Resolve(RegularizerOptions options) =>
        options.Name is { } name ? options with { Options = RegularizerRegistry.All.Find(name).Resolve(options.Options) } : options;

    private static OptimizerOptions Resolve(OptimizerOptions options) =>
        options with { Options = OptimizerRegistry.All.Find(options.Name).Resolve(options.Options) };
}
