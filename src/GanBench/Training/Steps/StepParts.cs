using GanBench.Objectives;
using GanBench.Recipes;
using GanBench.Training.Regularizers;

namespace GanBench.Training.Steps;

/// <summary>The networks of a run and what update schemes share, made once for all steps.</summary>
public sealed class StepParts
{
    /// <summary>Makes the parts.</summary>
    /// <param name="model">The networks.</param>
    /// <param name="recipe">How they are trained.</param>
    /// <param name="seed">The run's seed.</param>
    /// <param name="steps">Steps of the whole run, for schedules.</param>
    public StepParts(GanModel model, Recipe recipe, ulong seed, int steps)
    {
        (Model, Recipe) = (model, recipe);
        var decay = new LinearDecay(steps);
        Objective = ObjectiveRegistry.Create(recipe);
        Regularizers = RegularizerRegistry.Of(recipe.Regularizer);
        Fakes = new FakeSamples(model, recipe);
        Labels = new StepLabels(recipe, seed);
        Discrimination = new Discrimination(this, new InstanceNoise(recipe.Discriminator.InstanceNoise, seed, decay), seed);
        DiscriminatorUpdate = new NetworkUpdate(model.DiscriminatorOptimizer, recipe.Discriminator.Optimizer, decay);
        GeneratorUpdate = new NetworkUpdate(model.GeneratorOptimizer, recipe.Generator.Optimizer, decay);
    }

    /// <summary>The networks; changed in place.</summary>
    public GanModel Model { get; }

    /// <summary>How they are trained.</summary>
    public Recipe Recipe { get; }

    /// <summary>What they minimise.</summary>
    public Objective Objective { get; }

    /// <summary>What keeps the discriminator smooth.</summary>
    public IReadOnlyList<Regularizer> Regularizers { get; }

    /// <summary>Samples of the generator.</summary>
    public FakeSamples Fakes { get; }

    /// <summary>The discriminator's labels.</summary>
    public StepLabels Labels { get; }

    /// <summary>The discriminator's outputs and losses.</summary>
    public Discrimination Discrimination { get; }

    /// <summary>Gradients and steps of the discriminator.</summary>
    public NetworkUpdate DiscriminatorUpdate { get; }

    /// <summary>Gradients and steps of the generator.</summary>
    public NetworkUpdate GeneratorUpdate { get; }

    /// <summary>Puts the discriminator back where its recipe keeps it, after an update: weight clipping.</summary>
    public void Constrain()
    {
        foreach (var regularizer in Regularizers)
            regularizer.Constrain(Model.DiscriminatorOptimizer.Parameters);
    }
}
