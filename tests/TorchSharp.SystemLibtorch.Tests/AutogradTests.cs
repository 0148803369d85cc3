using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace TorchSharp.SystemLibtorch.Tests;

public sealed class AutogradTests
{
    [Fact]
    public void Grad_TwiceThroughACube_GivesSixTimesX()
    {
        using var scope = NewDisposeScope();
        var x = tensor(2.0, requires_grad: true);

        var first = autograd.grad([x.pow(3)], [x], retain_graph: true, create_graph: true)[0];
        var second = autograd.grad([first], [x])[0];

        Assert.Equal(12.0, first.item<double>(), 1e-12);
        Assert.Equal(12.0, second.item<double>(), 1e-12);
    }

    [Fact]
    public void Grad_OfAnUnusedInput_IsNullOnlyIfAllowed()
    {
        using var scope = NewDisposeScope();
        var x = ones(1, requires_grad: true);
        var y = ones(1, requires_grad: true);

        Assert.Null(autograd.grad([x.sum()], [y], allow_unused: true)[0]);
        var failure = Assert.Throws<ExternalException>(() => autograd.grad([x.sum()], [y]));
        Assert.StartsWith("autograd::grad: ", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Backward_WithWeights_AccumulatesIntoGrad()
    {
        using var scope = NewDisposeScope();
        var x = ones(2, requires_grad: true);

        (x * 3).backward([tensor(new[] { 1f, 2f })]);
        (x * 3).sum().backward();

        Assert.Equal([6f, 9f], x.grad!.data<float>().ToArray());
        x.grad = null;
        Assert.Null(x.grad);
    }

    [Fact]
    public void NoGrad_UntilDisposed_RecordsNothing()
    {
        using var scope = NewDisposeScope();
        var x = ones(1, requires_grad: true);

        using (no_grad())
        {
            Assert.False(is_grad_enabled());
            Assert.False((x * 2).requires_grad);
            using (enable_grad())
            {
                Assert.True((x * 2).requires_grad);
            }
        }

        Assert.True(is_grad_enabled());
        Assert.True((x * 2).requires_grad);
        Assert.False((x * 2).is_leaf);
        Assert.True(x.is_leaf);
    }

    [Fact]
    public void InferenceMode_UntilDisposed_RecordsNothing()
    {
        using var scope = NewDisposeScope();
        var x = ones(1, requires_grad: true);

        using (inference_mode())
        {
            Assert.True(InferenceMode.IsEnabled);
            Assert.False((x * 2).requires_grad);
        }

        Assert.False(InferenceMode.IsEnabled);
    }

    [Fact]
    public void Detach_CutsTheGraphButSharesTheData()
    {
        using var scope = NewDisposeScope();
        var x = ones(2, requires_grad: true);
        var cut = x.detach();

        cut.fill_(5);

        Assert.False(cut.requires_grad);
        Assert.Equal(5f, x.data<float>()[0]);
    }

    [Fact]
    public void RetainGrad_KeepsTheGradientInside()
    {
        using var scope = NewDisposeScope();
        var x = ones(1, requires_grad: true);
        var inside = x * 4;
        inside.retain_grad();

        (inside * 3).sum().backward();

        Assert.Equal(3f, inside.grad!.item<float>());
    }

    [Fact]
    public void DetectAnomaly_OnANaN_NamesTheFunction()
    {
        using var scope = NewDisposeScope();
        var x = zeros(1, requires_grad: true);

        using (autograd.detect_anomaly())
        {
            var failure = Assert.Throws<ExternalException>(() => (x.sqrt() * 0).sum().backward());
            Assert.Contains("SqrtBackward", failure.Message, StringComparison.Ordinal);
        }

        Assert.False(AnomalyMode.IsEnabled);
    }
}
