using GanBench.Random;
using GanBench.Recipes;
using GanBench.Training.Steps;

namespace GanBench.Tests.Training;

/// <summary>aw-GAN's weights against algorithm 1 of its paper (α1 0.5, α2 0.75, δ 0.05, ε 0.05) and against what they are for.</summary>
public class AdaptiveWeightsTests
{
    private const double Epsilon = 0.05, NormReal = 2, NormFake = 4;

    // scores, product of the gradients → the paper's weights, normalised and plain.
    [Theory]
    // Real losing by the threshold, and by the fake's score; gradients opposed, then not.
    [InlineData(0.4, 0.2, -3, 0.5, 3.0 / (16 * 2), 1, 3.0 / 16)]
    [InlineData(0.6, 0.7, -3, 0.5, 3.0 / (16 * 2), 1, 3.0 / 16)]
    [InlineData(0.4, 0.2, 3, 0.5, 0, 1, 0)]
    [InlineData(0.4, 0.2, 0, 0.5, 0, 1, 0)]
    // Real winning; opposed, then not.
    [InlineData(0.9, 0.2, -3, 3.0 / (4 * 4), 0.25, 3.0 / 4, 1)]
    [InlineData(0.9, 0.2, 3, 0, 0.25, 0, 1)]
    // Neither.
    [InlineData(0.6, 0.2, -3, 0.5, 0.25, 1, 1)]
    [InlineData(0.6, 0.64, 3, 0.5, 0.25, 1, 1)]
    public void Choose_EachCase_GivesThePapersWeights(
        double scoreReal, double scoreFake, double dot, double real, double fake, double plainReal, double plainFake)
    {
        var normalised = AdaptiveWeights.Choose(scoreReal, scoreFake, NormReal, NormFake, dot, Weighting.Adaptive);
        var plain = AdaptiveWeights.Choose(scoreReal, scoreFake, NormReal, NormFake, dot, Weighting.AdaptivePlain);

        Assert.Equal((real + Epsilon, fake + Epsilon), (normalised.Real, normalised.Fake));
        Assert.Equal((plainReal + Epsilon, plainFake + Epsilon), (plain.Real, plain.Fake));
    }

    // Without ε: the step descends the favoured part and, where the gradients are opposed, leaves the other part alone to first order.
    [Theory]
    [InlineData(Weighting.Adaptive)]
    [InlineData(Weighting.AdaptivePlain)]
    public void Choose_OpposedGradients_StepIsOrthogonalToTheOtherPart(Weighting kind)
    {
        var random = new RandomStream(1, "aw");
        for (var trial = 0; trial < 200; trial++)
        {
            var real = Enumerable.Range(0, 12).Select(_ => random.NextNormal()).ToArray();
            var fake = Enumerable.Range(0, 12).Select(i => random.NextNormal() - real[i]).ToArray();
            var dot = Dot(real, fake);
            if (dot >= 0)
                continue;
            foreach (var (scoreReal, favoured, other) in new[] { (0.3, real, fake), (0.9, fake, real) })
            {
                var (r, f) =
                    AdaptiveWeights.Choose(scoreReal, 0.2, Math.Sqrt(Dot(real, real)), Math.Sqrt(Dot(fake, fake)), dot, kind, epsilon: 0);
                var step = real.Zip(fake, (a, b) => (r * a) + (f * b)).ToArray();
                Assert.Equal(0, Dot(step, other), 10);
                Assert.True(Dot(step, favoured) > 0);
            }
        }
    }

    [Fact]
    public void Choose_VanishedGradients_StaysFinite()
    {
        var (real, fake) = AdaptiveWeights.Choose(0.6, 0.5, 0, 0, 0, Weighting.Adaptive);

        Assert.True(double.IsFinite(real) && double.IsFinite(fake));
    }

    private static double Dot(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum();
}
