using GanBench.Networks;
using GanBench.Networks.Layers;
using GanBench.Random;
using GanBench.Recipes;
using GanBench.Tests.Architectures;
using GanBench.Training.Regularizers;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GanBench.Tests.Training.Regularizers;

public class RegularizerTests
{
    private static readonly Device Cpu = TestRuns.Device;

    // A linear critic has the gradient w everywhere, so every penalty is a function of ‖w‖ alone, with a gradient known too.
    [Theory]
    [InlineData(GradientPenalty.TwoSided, 3.0)]
    [InlineData(GradientPenalty.TwoSided, 0.5)]
    [InlineData(GradientPenalty.OneSided, 3.0)]
    [InlineData(GradientPenalty.OneSided, 0.5)]
    [InlineData(GradientPenalty.OneSidedSquared, 3.0)]
    [InlineData(GradientPenalty.OneSidedSquared, 0.5)]
    [InlineData(GradientPenalty.Dragan, 3.0)]
    public void Penalty_LinearCritic_IsTheClosedForm(GradientPenalty kind, double norm)
    {
        using var scope = NewDisposeScope();
        var direction = GoldenFormula.Values([12], 1);
        var weight = (direction / direction.norm() * norm).requires_grad_();
        using var critic = new LinearCritic(weight);
        const double Lambda = 7;

        var penalty = Compute(new RegularizerOptions { GradientPenalty = kind, PenaltyWeight = Lambda }, critic, [3, 3, 2, 2])!;

        var excess = norm - 1;
        var (value, slope) = kind switch
        {
            GradientPenalty.OneSided => (Math.Max(excess, 0), excess > 0 ? 1 : 0.0),
            GradientPenalty.OneSidedSquared => (Math.Pow(Math.Max(excess, 0), 2), 2 * Math.Max(excess, 0)),
            _ => (excess * excess, 2 * excess),
        };
        Assert.Equal(Lambda * value, (double)penalty, 10);
        var gradient = autograd.grad([penalty], [weight])[0];
        Assert.True(gradient.allclose(weight.detach() / norm * (Lambda * slope), 1e-10, 1e-12));
    }

    [Fact]
    public void Penalty_R1OfALinearCritic_IsHalfGammaTimesTheSquaredNorm()
    {
        using var scope = NewDisposeScope();
        using var critic = new LinearCritic((ones(12, dtype: ScalarType.Float64) * 0.5).requires_grad_());

        var penalty = Compute(new RegularizerOptions { R1 = 4 }, critic, [3, 3, 2, 2])!;

        Assert.Equal(4 / 2.0 * 12 * 0.25, (double)penalty, 12);
    }

    [Fact]
    public void Penalty_ZeroGradient_HasAFiniteDerivative()
    {
        using var scope = NewDisposeScope();
        var weight = zeros(12, dtype: ScalarType.Float64).requires_grad_();
        using var critic = new LinearCritic(weight);

        var penalty = Compute(new RegularizerOptions { GradientPenalty = GradientPenalty.TwoSided }, critic, [2, 3, 2, 2])!;

        Assert.Equal(10, (double)penalty, 12);
        Assert.True(autograd.grad([penalty], [weight])[0].isfinite().all().item<bool>());
    }

    // The second derivatives: the penalty's gradient with respect to the critic's weights against central differences.
    [Theory]
    [InlineData(GradientPenalty.TwoSided, 0)]
    [InlineData(GradientPenalty.Dragan, 0)]
    [InlineData(GradientPenalty.None, 3)]
    public void Gradient_OfAConvolutionalCritic_EqualsFiniteDifferences(GradientPenalty kind, double r1)
    {
        using var scope = NewDisposeScope();
        var network = new Network("discriminator", TensorShape.Image(2, 6, 6),
            new Conv(3, 3, 2), new TanhActivation(), new Conv(4, 3), new TanhActivation(), new Flattened(), new Dense(1));
        using var critic = network.Build(new BuildContext(new DropoutNoise(1, "discriminator"))).to(ScalarType.Float64);
        GoldenFormula.Fill(critic);
        var options = new RegularizerOptions { GradientPenalty = kind, R1 = r1 };
        var parameters = critic.parameters().ToArray();

        var gradients = autograd.grad([Compute(options, critic, [3, 2, 6, 6])!], parameters, allow_unused: true);

        const double H = 1e-5;
        for (var i = 0; i < parameters.Length; i++)
        {
            foreach (var at in new[] { 0L, parameters[i].numel() / 2, parameters[i].numel() - 1 }.Distinct())
            {
                var plus = Shifted(parameters[i], at, H, () => (double)Compute(options, critic, [3, 2, 6, 6])!);
                var minus = Shifted(parameters[i], at, -H, () => (double)Compute(options, critic, [3, 2, 6, 6])!);
                var analytic = gradients[i] is null || gradients[i].IsInvalid ? 0 : (double)gradients[i].reshape(-1)[at];
                Assert.Equal((plus - minus) / (2 * H), analytic, 1e-6);
            }
        }
    }

    private static double Shifted(Tensor parameter, long at, double by, Func<double> value)
    {
        using (no_grad())
            parameter.reshape(-1).narrow(0, at, 1).add_(by);
        var result = value();
        using (no_grad())
            parameter.reshape(-1).narrow(0, at, 1).add_(-by);
        return result;
    }

    private static Tensor? Compute(RegularizerOptions options, Module<Tensor, Tensor> critic, long[] shape) =>
        Assert.Single(RegularizerRegistry.Of(options)).Penalty(new PenaltyInput(
            critic, GoldenFormula.Values(shape, 1).to(Cpu), GoldenFormula.Values(shape, 2),
            new RandomStream(1, Streams.Penalty("gradient-penalty"))));

    private sealed class LinearCritic(Tensor weight) : Module<Tensor, Tensor>(nameof(LinearCritic))
    {
        public override Tensor forward(Tensor input) => input.flatten(1).matmul(weight.unsqueeze(1));
    }
}
