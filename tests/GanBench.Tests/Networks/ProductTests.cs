using GanBench.Engine;
using GanBench.Networks.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GanBench.Tests.Networks;

/// <summary>Products as convolutions beside libtorch's own, in float64: equal up to rounding, gradients included.</summary>
public sealed class ProductTests
{
    // Units in the last place of float64, for sums of up to 96 products of numbers about 1.
    private const double Rounding = 1e-12;

    [Theory]
    [InlineData(64, 96, 64)]
    [InlineData(1, 5, 3)]
    [InlineData(7, 1, 1)]
    public void ForwardByConvolution_AnySizes_EqualsLinear(int batch, int inputs, int outputs)
    {
        using var scope = NewDisposeScope();
        var (x, w, b) = (Leaf(batch, inputs), Leaf(outputs, inputs), Leaf(outputs));
        var direction = rand(batch, outputs, ScalarType.Float64);

        var output = Product.ForwardByConvolution(x, w, b);
        var expected = functional.linear(x, w, b);

        Assert.True(output.is_contiguous());
        AssertClose(expected, output);
        var gradients = autograd.grad([output], [x, w, b], [direction]);
        foreach (var (mine, theirs) in gradients.Zip(autograd.grad([expected], [x, w, b], [direction])))
            AssertClose(theirs, mine);
    }

    [Fact]
    public void BackByConvolution_AnySizes_EqualsTheProductWithTheWeight()
    {
        using var scope = NewDisposeScope();
        var (g, w) = (Leaf(64, 80), Leaf(80, 96));
        var direction = rand(64, 96, ScalarType.Float64);

        var output = Product.BackByConvolution(g, w);
        var expected = g.mm(w);

        AssertClose(expected, output);
        var gradients = autograd.grad([output], [g, w], [direction]);
        foreach (var (mine, theirs) in gradients.Zip(autograd.grad([expected], [g, w], [direction])))
            AssertClose(theirs, mine);
    }

    // What training calls, in float32 and at sizes that go to oneDNN where it is the faster one.
    [Fact]
    public void Forward_LargeFloat32_EqualsFloat64()
    {
        using var scope = NewDisposeScope();
        var (x, w, b) = (rand(128, 784), rand(512, 784), rand(512));
        var expected = functional.linear(x.to(ScalarType.Float64), w.to(ScalarType.Float64), b.to(ScalarType.Float64));
        // 784 products of numbers below 1: a sum below 784 with a relative error of some 2⁻²⁴.
        Assert.InRange(Largest(Product.Forward(x, w, b), expected), 0, 784 * Math.Pow(2, -20));
        var g = rand(128, 512);
        Assert.InRange(
            Largest(Product.Back(g, w), g.to(ScalarType.Float64).mm(w.to(ScalarType.Float64))), 0, 512 * Math.Pow(2, -20));
    }

    private static Tensor Leaf(params long[] shape) => rand(shape, ScalarType.Float64).requires_grad_();

    private static void AssertClose(Tensor expected, Tensor actual)
    {
        Assert.Equal(expected.shape, actual.shape);
        Assert.InRange(Largest(actual, expected), 0, Rounding * 96);
    }

    private static double Largest(Tensor actual, Tensor expected) => (actual.to(ScalarType.Float64) - expected).abs().max().ToNumber();
}
