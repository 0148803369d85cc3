using GanBench.Engine;
using GanBench.Random;
using GanBench.Recipes;
using GanBench.Training.Regularizers;
using static TorchSharp.torch;

namespace GanBench.Training.Steps;

/// <summary>The discriminator's outputs and losses.</summary>
public sealed class Discrimination
{
    private readonly StepParts _parts;
    private readonly InstanceNoise _noise;
    private readonly ulong _seed;

    internal Discrimination(StepParts parts, InstanceNoise noise, ulong seed) => (_parts, _noise, _seed) = (parts, noise, seed);

    private DiscriminatorOptions Options => _parts.Recipe.Discriminator;

    /// <summary>Raw outputs, N×1; instance noise is added to the samples where the recipe has it.</summary>
    /// <param name="samples">N×C×H×W.</param>
    /// <param name="step">The step.</param>
    /// <param name="draw">Number of the pass in its step: 2k on real, 2k + 1 on fake samples of update k, then the generator's.</param>
    public Tensor Logits(Tensor samples, int step, int draw) => _parts.Model.Discriminator.call(_noise.Add(samples, step, draw));

    /// <summary>Both parts of the loss with the penalties, from separate batches or a joint one.</summary>
    /// <param name="step">The step.</param>
    /// <param name="k">Number of the update in its step, from 0.</param>
    /// <param name="real">Real samples.</param>
    /// <param name="fake">Generated samples, as many.</param>
    public DiscriminatorPass Pass(int step, int k, Tensor real, Tensor fake)
    {
        var (labelReal, labelFake) = _parts.Labels.At(step, k);
        var (logitsReal, logitsFake) = BothLogits(real, fake, step, k);
        var lossReal = _parts.Objective.Discriminator(logitsReal, labelReal);
        var lossFake = _parts.Objective.Discriminator(logitsFake, labelFake);
        return new DiscriminatorPass(logitsReal, logitsFake, lossReal, lossFake)
        {
            Penalty = Penalty(real, fake.detach(), ((long)step * Options.Steps) + k),
        };
    }

    /// <summary>The loss as the recipe defines it: the sum of its parts or their mean, and the penalties.</summary>
    /// <param name="pass">A pass.</param>
    public Tensor Total(DiscriminatorPass pass)
    {
        var sum = pass.LossReal.Plus(pass.LossFake);
        if (Options.AverageParts)
            sum = sum.Times(0.5);
        return pass.Penalty is null ? sum : sum.Plus(pass.Penalty);
    }

    private Tensor? Penalty(Tensor real, Tensor fake, long update)
    {
        Tensor? total = null;
        foreach (var regularizer in _parts.Regularizers)
        {
            var random = new RandomStream(_seed, Streams.Penalty(regularizer.Name), update);
            if (regularizer.Penalty(new PenaltyInput(_parts.Model.Discriminator, real, fake, random)) is { } penalty)
                total = total is null ? penalty : total.Plus(penalty);
        }
        return total;
    }

    private (Tensor Real, Tensor Fake) BothLogits(Tensor real, Tensor fake, int step, int k)
    {
        if (Options.Batches != DiscriminatorBatches.Joint)
            return (Logits(real, step, 2 * k), Logits(fake, step, (2 * k) + 1));
        var logits = Logits(cat([real, fake], 0), step, 2 * k);
        var count = real.shape[0];
        return (logits.narrow(0, 0, count), logits.narrow(0, count, fake.shape[0]));
    }
}
