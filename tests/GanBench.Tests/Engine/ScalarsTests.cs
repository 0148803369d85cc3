using GanBench.Engine;
using static TorchSharp.torch;

namespace GanBench.Tests.Engine;

/// <summary>Scalars that are held, and arithmetic over them.</summary>
public class ScalarsTests
{
    [Fact]
    public void Of_SameValue_IsTheSameObject()
    {
        Assert.Same(Scalars.Of(0.25), Scalars.Of(0.25));
        Assert.Same(Scalars.Of(double.NaN), Scalars.Of(double.NaN));
        Assert.NotSame(Scalars.Of(0.25), Scalars.Of(0.5));
    }

    [Fact]
    public void Arithmetic_EqualsTheOperators()
    {
        using var scope = NewDisposeScope();
        var (a, b) = (tensor([1.0, -2.5, 3.0]), tensor([0.5, 4.0, -1.0]));

        Assert.Equal([1.5, 1.5, 2.0], a.Plus(b).data<double>());
        Assert.Equal([3.0, -0.5, 5.0], a.Plus(2).data<double>());
        Assert.Equal([-1.0, -4.5, 1.0], a.Minus(2).data<double>());
        Assert.Equal([2.0, -5.0, 6.0], a.Times(2).data<double>());
        Assert.Equal([0.5, -1.25, 1.5], a.Over(2).data<double>());
        Assert.Equal([1.0, 6.25, 9.0], a.Squared().data<double>());
        Assert.Equal([0, 1, 1.5, double.PositiveInfinity], tensor([0, 1, 2.25, double.PositiveInfinity]).SquareRoot().data<double>());
        Assert.Equal([1.5, 1.5, 2.0], a.Add(b).data<double>());
        Assert.Equal([2.5, 2.5, 3.0], a.Add(Scalars.One).data<double>());
    }

    [Fact]
    public void SquareRoot_EveryMagnitude_IsWithinTwoUlps()
    {
        using var scope = NewDisposeScope();
        float[] values = [.. Enumerable.Range(-149, 277).Select(power => (float)Math.Pow(2, power) * 1.3f)];

        var roots = tensor(values).SquareRoot().data<float>().ToArray();

        foreach (var (value, root) in values.Zip(roots))
            Assert.InRange(Math.Abs(BitConverter.SingleToInt32Bits(root) - BitConverter.SingleToInt32Bits(MathF.Sqrt(value))), 0, 2);
    }

    [Theory]
    [InlineData(ScalarType.Float32)]
    [InlineData(ScalarType.Float64)]
    [InlineData(ScalarType.Int64)]
    [InlineData(ScalarType.Int32)]
    [InlineData(ScalarType.Bool)]
    public void ToNumber_EveryType_ReadsTheValue(ScalarType type)
    {
        using var one = ones(1, type);

        Assert.Equal(1.0, one.ToNumber());
    }
}
