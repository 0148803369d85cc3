using GanBench.Random;
using GanBench.Recipes;

namespace GanBench.Training.Steps;

/// <summary>The labels that the discriminator is trained with: smoothed, and swapped in a share of its updates.</summary>
public sealed class StepLabels
{
    private readonly LabelOptions _options;
    private readonly int _updates;
    private readonly ulong _seed;

    internal StepLabels(Recipe recipe, ulong seed) => (_options, _updates, _seed) = (recipe.Labels, recipe.Discriminator.Steps, seed);

    /// <summary>The labels of an update.</summary>
    /// <param name="step">The step.</param>
    /// <param name="k">Number of the update in its step, from 0.</param>
    public (double Real, double Fake) At(int step, int k)
    {
        var (real, fake) = (1 - _options.SmoothReal, _options.SmoothFake);
        var flipped = _options.Flip > 0
            && new RandomStream(_seed, Streams.LabelFlip, ((long)step * _updates) + k).NextDouble() < _options.Flip;
        return flipped ? (fake, real) : (real, fake);
    }
}
