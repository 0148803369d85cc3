using GanBench.Architectures;
using GanBench.Imaging;
using GanBench.Networks;
using GanBench.Networks.Layers;
using GanBench.Recipes;
using TorchSharp;
using static TorchSharp.torch;

namespace GanBench.Tests.Networks;

/// <summary>
/// The written-out input gradient against autograd's, and what its differentiation gives the parameters against autograd's second pass.
/// </summary>
public class InputGradientTests
{
    public static TheoryData<string, Layer[]> Networks => new()
    {
        { "convolutions",
            [new Conv(4, 5, 2), new LeakyRelu(), new Conv(3, 3, 2, GanBench.Networks.Layers.Padding.Valid), new Relu(), new Flattened(),
                new Dense(1)] },
        { "uneven padding", [new Conv(4, 4, 2), new ZeroPadBottomRight(), new LeakyRelu(), new Dense(1)] },
        { "dropout", [new Conv(4, 3), new Dropout(0.3), new LeakyRelu(), new Dropout(0.5), new Dense(1)] },
        { "spectral norm", [new Conv(4, 3) { SpectralNorm = true }, new LeakyRelu(), new Dense(1) { SpectralNorm = true }] },
        { "residual block",
            [new Residual([new Relu(), new Conv(3, 3), new Relu(), new Conv(3, 3), new AveragePool()], [new Conv(3, 1), new AveragePool()]),
                new Relu(), new GlobalPool(true), new Dense(1)] },
        { "identity shortcut", [new Conv(4, 3), new Residual([new Relu(), new Conv(4, 3)], []), new GlobalPool(false), new Dense(1)] },
        { "uneven pool", [new Conv(4, 3), new LeakyRelu(), new AveragePool(2), new AveragePool(2), new Dense(1)] },
    };

    [Theory]
    [MemberData(nameof(Networks))]
    public void Of_PiecewiseLinearNetwork_EqualsAutogradTwiceDifferentiated(string name, Layer[] layers)
    {
        using var scope = NewDisposeScope();
        var noise = new DropoutNoise(1, name);
        var network = new Network("discriminator", TensorShape.Image(3, 9, 9), layers).Build(new BuildContext(noise));
        WeightInitializer.Apply(network, new InitOptions(), 1, name);
        network.to(ScalarType.Float64);
        var points = randn(4, 3, 9, 9, dtype: ScalarType.Float64, generator: new Generator(3));
        Assert.True(InputGradient.IsPiecewiseLinear(network));

        var (expected, expectedParameters) = Differentiate(InputGradient.ByAutograd);
        var (actual, actualParameters) = Differentiate(InputGradient.Of);

        Assert.True(expected.abs().max().item<double>() > 1e-3, "a gradient of zero shows nothing");
        Assert.True((actual - expected).abs().max().item<double>() < 1e-12 * expected.abs().max().item<double>(), name);
        foreach (var (one, other) in actualParameters.Zip(expectedParameters))
            Assert.True((one - other).abs().max().item<double>() <= 1e-11 * Math.Max(1, other.abs().max().item<double>()), name);

        (Tensor, IEnumerable<Tensor>) Differentiate(Func<nn.Module<Tensor, Tensor>, Tensor, Tensor> gradientOf)
        {
            // The same masks and the same estimate of the singular vector for both.
            noise.Begin(1);
            var vectors = network.named_buffers().Where(b => b.name.EndsWith(".u", StringComparison.Ordinal))
                .Select(b => (b.buffer, Start: b.buffer.clone())).ToList();
            var gradient = gradientOf(network, points);
            var penalty = (gradient.flatten(1).norm(1) - 1).pow(2).mean();
            var parameters = network.parameters().Cast<Tensor>().ToList();
            var result = autograd.grad([penalty], parameters, allow_unused: true);
            using (no_grad())
                vectors.ForEach(v => v.buffer.copy_(v.Start));
            return (gradient.detach(), [.. result.Select((g, i) => g is null || g.IsInvalid ? zeros_like(parameters[i]) : g)]);
        }
    }

    [Fact]
    public void IsPiecewiseLinear_BatchNorm_IsNot()
    {
        using var scope = NewDisposeScope();
        using var network =
            new Network("discriminator", TensorShape.Image(3, 8, 8), new Conv(4, 3), new BatchNorm(), new LeakyRelu(), new Dense(1))
            .Build(new BuildContext(new DropoutNoise(1, "test")));

        Assert.False(InputGradient.IsPiecewiseLinear(network));
    }

    [Theory]
    [InlineData("wgan-gp")]
    [InlineData("resnet-wgan-gp")]
    [InlineData("sngan")]
    public void IsPiecewiseLinear_CriticsThatArePenalised_Are(string architecture)
    {
        using var scope = NewDisposeScope();
        var shape = new SampleShape(3, 32, 32);
        using var critic = ArchitectureRegistry.All.Find(architecture).Discriminator(shape, new NetworkOptions { Width = 0.125 })
            .Build(new BuildContext(new DropoutNoise(1, "test")));

        Assert.True(InputGradient.IsPiecewiseLinear(critic));
    }
}
