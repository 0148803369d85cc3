using GanBench.Recipes;

namespace GanBench.Training.Steps;

/// <summary>
/// The weights of the real and fake part of a discriminator's loss by aw-GAN (Zadorozhnyy, Cheng and Ye, "Adaptive Weighted
/// Discriminator for Training Generative Adversarial Networks", CVPR 2021, algorithm 1). Without ε the favoured part always falls and
/// the other never rises.
/// </summary>
public static class AdaptiveWeights
{
    private const double Alpha1 = 0.5, Alpha2 = 0.75, Delta = 0.05, Epsilon = 0.05;

    /// <summary>Chooses the weights.</summary>
    /// <param name="scoreReal">Mean of σ(D(x)).</param>
    /// <param name="scoreFake">Mean of σ(D(G(z))).</param>
    /// <param name="normReal">‖g_r‖, norm of the real part's gradient.</param>
    /// <param name="normFake">‖g_f‖, norm of the fake part's gradient.</param>
    /// <param name="dot">g_r · g_f.</param>
    /// <param name="kind">Normalised (algorithm 1) or plain gradients.</param>
    /// <param name="epsilon">Smallest weight; 0.05 in the paper.</param>
    public static (double Real, double Fake) Choose(
        double scoreReal, double scoreFake, double normReal, double normFake, double dot, Weighting kind, double epsilon = Epsilon)
    {
        // Guards a division when a gradient vanishes; the authors add 1e-4 to the squared norm.
        var (r, f) = (Math.Max(normReal, 1e-8), Math.Max(normFake, 1e-8));
        var normalised = kind == Weighting.Adaptive;
        var unitReal = normalised ? 1 / r : 1;
        var unitFake = normalised ? 1 / f : 1;

        // The real part is losing: descend it, and project so that the fake part does not rise.
        if (scoreReal < scoreFake - Delta || scoreReal < Alpha1)
            return (unitReal + epsilon, (dot < 0 ? -dot * unitReal / (f * f) : 0) + epsilon);

        // The real part is winning: the same for the fake part.
        if (scoreReal > scoreFake - Delta && scoreReal > Alpha2)
            return ((dot < 0 ? -dot * unitFake / (r * r) : 0) + epsilon, unitFake + epsilon);

        return (unitReal + epsilon, unitFake + epsilon);
    }
}
