using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.SystemLibtorch.Tests;

/// <summary>torch.nn.utils against closed forms and against the modules they fuse.</summary>
public class ModuleUtilsTests
{
    private static Parameter[] WithGradients(params float[][] gradients) =>
    [
        .. gradients.Select(gradient =>
        {
            var parameter = new Parameter(zeros(gradient.Length));
            (parameter * tensor(gradient)).sum().backward();
            return parameter;
        }),
    ];

    [Theory]
    [InlineData(2, 13)]
    [InlineData(1, 19)]
    [InlineData(double.PositiveInfinity, 12)]
    public void ClipGradNorm_ScalesAllGradientsByOneFactor(double norm, double expected)
    {
        using var scope = NewDisposeScope();
        var parameters = WithGradients([3, -4], [12]);

        var found = utils.clip_grad_norm_(parameters, expected / 2, norm);

        Assert.Equal(expected, found, 1e-6);
        Assert.Equal([1.5f, -2f], parameters[0].grad!.data<float>().ToArray(), (a, b) => Math.Abs(a - b) < 1e-5);
        Assert.Equal(6f, parameters[1].grad!.item<float>(), 1e-5f);
    }

    [Fact]
    public void ClipGradNorm_BelowTheLimit_ChangesNothing()
    {
        using var scope = NewDisposeScope();
        var parameters = WithGradients([3, -4], [12]);

        utils.clip_grad_norm_(parameters, 14);

        Assert.Equal([3f, -4f], parameters[0].grad!.data<float>().ToArray());
    }

    [Fact]
    public void ClipGradValue_Clamps()
    {
        using var scope = NewDisposeScope();
        var parameters = WithGradients([3, -4, 0.5f]);

        utils.clip_grad_value_(parameters, 1);

        Assert.Equal([1f, -1f, 0.5f], parameters[0].grad!.data<float>().ToArray());
    }

    [Fact]
    public void VectorAndParameters_RoundTrip()
    {
        using var scope = NewDisposeScope();
        using var source = Linear(3, 2);
        using var target = Linear(3, 2);

        var vector = utils.parameters_to_vector(source.parameters());
        utils.vector_to_parameters(vector, target.parameters());

        Assert.Equal([8], vector.shape);
        ModuleStateTests.AssertEqual(source.state_dict(), target.state_dict());
        Assert.Throws<ArgumentException>(() => utils.vector_to_parameters(zeros(9), target.parameters()));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void FuseConvBn_DoesWhatBothDo(bool transpose)
    {
        using var scope = NewDisposeScope();
        Convolution layer = transpose ? ConvTranspose2d(2, 3, 3) : Conv2d(2, 3, 3);
        using var both = Sequential(layer, Trained(BatchNorm2d(3), rand(4, 3, 2, 2))).to(float64);
        both.eval();
        var norm = (BatchNorm2d)both[1];
        var x = randn([2, 2, 5, 5], dtype: float64);

        var (weight, bias) = utils.fuse_conv_bn_weights(
            layer.weight, layer.bias, norm.running_mean, norm.running_var, norm.eps, norm.weight, norm.bias, transpose);
        var fused = transpose ? functional.conv_transpose2d(x, weight, bias) : functional.conv2d(x, weight, bias);

        Assert.True(fused.allclose(both.call(x), 1e-12, 1e-12));
    }

    [Fact]
    public void FuseLinearBn_DoesWhatBothDo()
    {
        using var scope = NewDisposeScope();
        using var both = Sequential(Linear(4, 3), Trained(BatchNorm1d(3), rand(5, 3))).to(float64);
        var linear = (Linear)both[0];
        var norm = (BatchNorm1d)both[1];
        Assert.Throws<ArgumentException>(() => utils.fuse_linear_bn_eval(linear, norm));
        both.eval();
        var x = randn([2, 4], dtype: float64);

        using var fused = utils.fuse_linear_bn_eval(linear, norm);

        Assert.True(fused.call(x).allclose(both.call(x), 1e-12, 1e-12));
    }

    private static TNorm Trained<TNorm>(TNorm norm, Tensor batch) where TNorm : BatchNorm
    {
        init.uniform_(norm.weight);
        init.normal_(norm.bias);
        norm.call(batch);
        return norm;
    }
}
