using GanBench.Engine;
using GanBench.Networks;
using GanBench.Random;
using GanBench.Recipes;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GanBench.Training.Regularizers;

/// <summary>
/// The gradient penalty between or around samples: Gulrajani et al. 2017, equation 3; the one-sided forms; DRAGAN (Kodali et al. 2017).
/// </summary>
/// <param name="options">Which kind, and its weight.</param>
internal sealed class GradientNormPenalty(RegularizerOptions options) : Regularizer
{
    /// <inheritdoc/>
    public override string Name => "gradient-penalty";

    /// <inheritdoc/>
    public override bool HasPenalty => true;

    /// <inheritdoc/>
    public override IEnumerable<string> Problems(Network discriminator, string architecture)
    {
        if (!options.AllowBatchNorm && discriminator.HasBatchNorm)
        {
            yield return $"regularizer.gradientPenalty is defined for each sample alone, but the discriminator of {architecture} "
                + "has batch norm; regularizer.allowBatchNorm=true allows it all the same.";
        }
    }

    /// <inheritdoc/>
    public override Tensor Penalty(PenaltyInput input)
    {
        var (_, real, fake, random) = input;
        var points = options.GradientPenalty == GradientPenalty.Dragan ? Around(real, random) : Between(real, fake, random);
        // norm and not sqrt(sum of squares): its derivative at zero is zero and not infinite.
        var excess = InputGradient.Of(input.Discriminator, points).flatten(1).norm(1).Minus(1);
        var penalty = options.GradientPenalty switch
        {
            GradientPenalty.OneSided => functional.relu(excess),
            GradientPenalty.OneSidedSquared => functional.relu(excess).Squared(),
            _ => excess.Squared(),
        };
        return penalty.mean().Times(options.PenaltyWeight);
    }

    private static Tensor Between(Tensor real, Tensor fake, RandomStream random)
    {
        var share = Uniform([real.shape[0], 1, 1, 1], random, real);
        return fake.Plus(share * (real - fake)).detach();
    }

    private static Tensor Around(Tensor real, RandomStream random)
    {
        var share = Uniform([real.shape[0], 1, 1, 1], random, real);
        var noise = Uniform(real.shape, random, real) * real.std().Times(0.5);
        return real.Plus(share * noise).detach();
    }

    private static Tensor Uniform(long[] shape, RandomStream random, Tensor like) =>
        TensorMemory.Create(shape, random.FillUniform).MoveTo(like.device, like.dtype);
}
