using GanBench.Random;
using GanBench.Recipes;
using static TorchSharp.torch;

namespace GanBench.Training.Steps;

/// <summary>The generated samples of a step.</summary>
public sealed class FakeSamples
{
    private readonly GanModel _model;
    private readonly DiscriminatorOptions _options;

    internal FakeSamples(GanModel model, Recipe recipe) => (_model, _options) = (model, recipe.Discriminator);

    /// <summary>Samples with a graph to the generator's parameters.</summary>
    /// <param name="step">The step.</param>
    /// <param name="draw">
    /// Which latents of the step: 0 to discriminator.steps − 1 are those of the discriminator's updates, discriminator.steps those of the
    /// generator's own.
    /// </param>
    /// <param name="count">How many.</param>
    public Tensor Make(int step, int draw, int count) =>
        _model.Generator.call(_model.Latents(Streams.LatentTraining, ((long)step * (_options.Steps + 1)) + draw, count));

    /// <summary>Samples for an update of the discriminator, in evaluation mode where the recipe says so.</summary>
    /// <param name="step">The step.</param>
    /// <param name="draw">Which latents of the step.</param>
    /// <param name="count">How many.</param>
    /// <param name="keepGraph">Whether the generator will learn from these very samples; else they have no graph.</param>
    public Tensor MakeForDiscriminator(int step, int draw, int count, bool keepGraph)
    {
        if (keepGraph)
            return Make(step, draw, count);
        using var noGrad = no_grad();
        if (!_options.FakesInEvaluationMode)
            return Make(step, draw, count);
        _model.Generator.eval();
        try
        {
            return Make(step, draw, count);
        }
        finally
        {
            _model.Generator.train();
        }
    }
}
