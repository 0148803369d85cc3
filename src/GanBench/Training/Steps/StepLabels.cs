using GanBench.Random;
using GanBench.Recipes;

namespace GanBench.Training.Steps;

/// <summary>
/// The labels that the discriminator is trained with: smoothed, swapped in a share of its updates, and from some step on those of real
/// samples for both in another share.
/// </summary>
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
        // Whoever deceives never relabels real samples, so an update that is deceived is not flipped.
        return step >= _options.DeceiveFrom && Draw(Streams.LabelDeceive, step, k) < _options.DeceiveProbability ? (real, real)
            : _options.Flip > 0 && Draw(Streams.LabelFlip, step, k) < _options.Flip ? (fake, real)
            : (real, fake);
    }

    private double Draw(string stream, int step, int k) => new RandomStream(_seed, stream, ((long)step * _updates) + k).NextDouble();
}
