using GanBench.Engine;
using GanBench.Networks;
using GanBench.Random;
using GanBench.Recipes;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GanBench.Training.Regularizers;

/// <summary>Penalties on the gradient of a discriminator with respect to its input.</summary>
public static class Penalties
{
    /// <summary>
    /// The sum of the recipe's penalties, weighted, or null when none is on: the gradient penalty between or around samples
    /// (Gulrajani et al. 2017, equation 3; the one-sided forms; DRAGAN), and R1 (Mescheder et al. 2018, equation 9).
    /// </summary>
    /// <param name="options">Which penalties.</param>
    /// <param name="discriminator">N×C×H×W → N×1.</param>
    /// <param name="real">Real samples.</param>
    /// <param name="fake">Generated samples, detached, as many as real ones.</param>
    /// <param name="random">Chooses the points.</param>
    /// <returns>A scalar with a graph to the discriminator's parameters.</returns>
    public static Tensor? Compute(RegularizerOptions options, Module<Tensor, Tensor> discriminator, Tensor real, Tensor fake, RandomStream random)
    {
        Tensor? total = null;
        if (options.GradientPenalty != GradientPenalty.None)
        {
            var points = options.GradientPenalty == GradientPenalty.Dragan ? Around(real, random) : Between(real, fake, random);
            var excess = GradientNorms(discriminator, points).Minus(1);
            var penalty = options.GradientPenalty switch
            {
                GradientPenalty.OneSided => functional.relu(excess),
                GradientPenalty.OneSidedSquared => functional.relu(excess).Squared(),
                _ => excess.Squared(),
            };
            total = penalty.mean().Times(options.PenaltyWeight);
        }
        if (options.R1 > 0)
        {
            var points = real.detach();
            var r1 = Gradient(discriminator, points).Squared().sum(1).mean().Times(options.R1 / 2);
            total = total is null ? r1 : total.Plus(r1);
        }
        return total;
    }

    /// <summary>‖∇ₓ D(x)‖₂ for each sample.</summary>
    /// <param name="discriminator">N×C×H×W → N×1.</param>
    /// <param name="points">Samples.</param>
    /// <returns>N norms, with a graph to the discriminator's parameters.</returns>
    // norm and not sqrt(sum of squares): its derivative at zero is zero and not infinite.
    public static Tensor GradientNorms(Module<Tensor, Tensor> discriminator, Tensor points) => Gradient(discriminator, points).norm(1);

    private static Tensor Gradient(Module<Tensor, Tensor> discriminator, Tensor points) => InputGradient.Of(discriminator, points).flatten(1);

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
