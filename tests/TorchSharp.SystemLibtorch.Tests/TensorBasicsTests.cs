using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace TorchSharp.SystemLibtorch.Tests;

public sealed class TensorBasicsTests
{
    [Fact]
    public void Operators_OnSmallTensors_GiveTheArithmetic()
    {
        using var scope = NewDisposeScope();
        var a = tensor(new[] { 1f, 2f, 3f });

        var b = (2 * a) + 1;

        Assert.Equal([3f, 5f, 7f], b.data<float>().ToArray());
        Assert.Equal([1f, 0.5f, 1f / 3], (1 / a).data<float>().ToArray());
        Assert.Equal([0f, -1f, -2f], (1 - a).data<float>().ToArray());
    }

    [Fact]
    public void Call_WithShapesThatDoNotFit_NamesTheOperatorInOneLine()
    {
        using var scope = NewDisposeScope();

        var failure = Assert.Throws<ExternalException>(() => ones(2, 3) + ones(4));

        Assert.StartsWith("aten::add.Tensor: ", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', failure.Message);
    }

    [Fact]
    public void Backward_ThroughAProduct_GivesTheOtherFactor()
    {
        using var scope = NewDisposeScope();
        var x = tensor(new[] { 2f, 3f }, requires_grad: true);
        var y = tensor(new[] { 5f, 7f });

        (x * y).sum().backward();

        Assert.Equal([5f, 7f], x.grad!.data<float>().ToArray());
    }
}
