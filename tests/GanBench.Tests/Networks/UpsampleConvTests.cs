using GanBench.Networks;
using GanBench.Networks.Layers;
using GanBench.Networks.Modules;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GanBench.Tests.Networks;

public class UpsampleConvTests
{
    // The folded module against what it replaces, upsampling and then convolving, in float64: outputs and all gradients.
    [Theory]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(7)]
    public void Forward_AndGradients_EqualUpsamplingThenConvolving(int kernel)
    {
        using var scope = NewDisposeScope();
        manual_seed(1);
        using var folded = new UpsampleConv2d(3, 4, kernel, hasBias: true).to(ScalarType.Float64);
        using var plain = Conv2d(3, 4, kernel, padding: kernel / 2).to(ScalarType.Float64);
        folded.load_state_dict(plain.state_dict());
        var input = randn([2, 3, 5, 6], dtype: ScalarType.Float64, requires_grad: true);
        var weights = randn([2, 4, 10, 12], dtype: ScalarType.Float64);

        var expected = plain.call(functional.interpolate(input, scale_factor: [2, 2]));
        var actual = folded.call(input);
        var expectedGradients = autograd.grad([(expected * weights).sum()], [input, .. plain.parameters()]);
        var actualGradients = autograd.grad([(actual * weights).sum()], [input, .. folded.parameters()]);

        Assert.True(expected.allclose(actual, rtol: 1e-10, atol: 1e-12));
        foreach (var (a, b) in expectedGradients.Zip(actualGradients))
            Assert.True(a.allclose(b, rtol: 1e-10, atol: 1e-12));
    }

    [Fact]
    public void Build_UpsampleBeforeConv_BecomesOneModuleWithTheSameParameters()
    {
        var network = new Network("generator", TensorShape.Image(3, 4, 4), new Upsample(), new Conv(5, 5), new Relu());

        using var module = network.Build(new BuildContext(new DropoutNoise(1, "generator")));

        Assert.Equal(["01.weight", "01.bias"], module.named_parameters().Select(p => p.Item1));
        Assert.Equal(network.Parameters.Trainable, module.parameters().Sum(p => p.numel()));
    }
}
