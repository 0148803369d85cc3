using GanBench.Architectures;
using GanBench.Configuration;
using GanBench.Imaging;
using GanBench.Networks;
using GanBench.Networks.Layers;
using GanBench.Objectives;
using GanBench.Recipes;
using GanBench.Training.Optimizers;
using GanBench.Training.Regularizers;
using GanBench.Training.Steps;

namespace GanBench.Training;

/// <summary>Finds everything that would keep a recipe from working, before any memory is taken.</summary>
public static class RecipeValidator
{
    /// <summary>Throws when anything is wrong; all problems are in one message.</summary>
    /// <param name="architecture">The architecture.</param>
    /// <param name="shape">Shape of the dataset's samples.</param>
    /// <param name="recipe">The recipe.</param>
    /// <param name="training">The budget.</param>
    /// <exception cref="UsageException">At least one problem.</exception>
    public static void Check(Architecture architecture, SampleShape shape, Recipe recipe, TrainingOptions training)
    {
        var problems = Problems(architecture, shape, recipe, training);
        if (problems.Count > 0)
            throw new UsageException($"The recipe of {architecture.Name} on {shape} images", problems);
    }

    /// <summary>All problems, one sentence each.</summary>
    /// <inheritdoc cref="Check" path="/param"/>
    public static IReadOnlyList<string> Problems(Architecture architecture, SampleShape shape, Recipe recipe, TrainingOptions training)
    {
        List<string> problems = [.. OptionRules.Problems(training, "training."), .. OptionRules.Problems(recipe)];
        CheckPart(OptimizerRegistry.All, recipe.Discriminator.Optimizer.Name, recipe.Discriminator.Optimizer.Options,
            "discriminator.optimizer.name: ", "discriminator.optimizer.options", problems);
        CheckPart(OptimizerRegistry.All, recipe.Generator.Optimizer.Name, recipe.Generator.Optimizer.Options, "generator.optimizer.name: ",
            "generator.optimizer.options", problems);
        if (CheckPart(ObjectiveRegistry.All, recipe.Objective, recipe.ObjectiveOptions, "", "objectiveOptions", problems))
            CheckLabels(recipe, problems);
        if (RegularizerRegistry.Problems(recipe.Regularizer) is { Count: > 0 } wrong)
        {
            problems.AddRange(wrong);
            recipe = recipe with { Regularizer = recipe.Regularizer with { Name = null, Options = OwnOptions.None } };
        }
        CheckScheme(recipe, problems);
        if (!architecture.Supports(shape))
            problems.Add(
                $"{architecture.Name} cannot make {shape} images: it supports {architecture.Shapes}."
                + (architecture.Sides.Count > 0 ? " --image-size (imageSizes in a suite) brings pictures to such a size." : ""));
        var own = recipe.Network.Options.Problems(architecture.Name, architecture.Options, "network.options");
        problems.AddRange(own);
        if (own.Count == 0 && architecture.Supports(shape) && recipe.Network is { Latent: > 0, Width: > 0 })
            CheckNetworks(architecture, shape, recipe, problems);
        return problems;
    }

    private static bool CheckPart<TInput, TPart>(
        Registry<Part<TInput, TPart>> registry, string name, OwnOptions options, string prefix, string section, List<string> problems)
    {
        if (!registry.Has(name))
        {
            problems.Add(prefix + registry.Unknown(name));
            return false;
        }
        var found = registry.Find(name).Problems(options, section);
        problems.AddRange(found);
        return found.Count == 0;
    }

    private static void CheckLabels(Recipe recipe, List<string> problems)
    {
        var objective = ObjectiveRegistry.Create(recipe);
        if (!objective.HasSoftLabels && (recipe.Labels.SmoothReal > 0 || recipe.Labels.SmoothFake > 0))
            problems.Add(
                $"labels.smoothReal and labels.smoothFake need an objective with probabilities or targets, not {recipe.Objective}.");
        if (objective.Output == OutputKind.Score && recipe.Labels.DeceiveFrom is not null)
            problems.Add($"labels.deceiveFrom needs an objective with labels, and a critic has none: {recipe.Objective}.");
    }

    private static void CheckScheme(Recipe recipe, List<string> problems)
    {
        if (UpdateSchemeRegistry.All.Has(recipe.Scheme))
            problems.AddRange(UpdateSchemeRegistry.Of(recipe).Problems(recipe));
        else
            problems.Add(UpdateSchemeRegistry.All.Unknown(recipe.Scheme));
    }

    private static void CheckNetworks(Architecture architecture, SampleShape shape, Recipe recipe, List<string> problems)
    {
        Network generator, discriminator;
        try
        {
            generator = architecture.Generator(shape, recipe.Network);
            discriminator = architecture.Discriminator(shape, recipe.Network);
        }
        catch (UsageException e)
        {
            problems.Add(e.Message);
            return;
        }
        if (generator.Output != TensorShape.Of(shape))
            problems.Add($"The generator of {architecture.Name} makes {generator.Output}, and samples are {TensorShape.Of(shape)}.");
        if (discriminator.Output.Length != 1)
            problems.Add($"The discriminator of {architecture.Name} ends in {discriminator.Output}, and one raw output is read: Dense(1).");
        if (discriminator.Layers is [.., SigmoidActivation])
        {
            problems.Add(
                $"The discriminator of {architecture.Name} ends in a sigmoid, but objective {recipe.Objective} reads raw outputs; "
                + "leave the sigmoid out, the cross-entropy objectives have their own.");
        }
        problems.AddRange(RegularizerRegistry.Of(recipe.Regularizer).SelectMany(r => r.Problems(discriminator, architecture.Name)));
    }
}
