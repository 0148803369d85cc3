using static TorchSharp.torch;

namespace TorchSharp.SystemLibtorch.Tests;

public sealed class TensorLifetimeTests
{
    [Fact]
    public void DisposeScope_WhenDisposed_FreesWhatWasNotMovedOut()
    {
        Tensor kept;
        Tensor detached;
        Tensor freed;
        using (NewDisposeScope())
        {
            using (NewDisposeScope())
            {
                freed = ones(2);
                kept = ones(2).MoveToOuterDisposeScope();
                detached = ones(2).DetachFromDisposeScope();
            }

            Assert.True(freed.IsInvalid);
            Assert.False(kept.IsInvalid);
        }

        Assert.True(kept.IsInvalid);
        Assert.False(detached.IsInvalid);
        detached.Dispose();
    }

    [Fact]
    public void Handle_OfADisposedTensor_Throws()
    {
        var disposed = ones(1);
        disposed.Dispose();

        Assert.Throws<ObjectDisposedException>(() => disposed + 1);
    }

    [Fact]
    public void DisposeEverythingBut_KeepsWhatIsNamed()
    {
        using var scope = NewDisposeScope();
        var kept = ones(1);
        var freed = ones(1);

        scope.DisposeEverythingBut(kept);

        Assert.True(freed.IsInvalid);
        Assert.Equal(1, scope.DisposablesCount);
        Assert.True(scope.Contains(kept));
    }

    [Fact]
    public void WrappedTensorDisposeScope_KeepsOnlyTheResult()
    {
        using var scope = NewDisposeScope();

        var sum = WrappedTensorDisposeScope(() => ones(2) + ones(2) + ones(2));

        Assert.Equal(1, scope.DisposablesCount);
        Assert.Equal(6f, sum.sum().item<float>());
    }

    [Fact]
    public void Statistics_AfterBalancedWork_CountNothingAlive()
    {
        var statistics = DisposeScopeManager.Statistics;
        statistics.Reset();

        using (NewDisposeScope())
        {
            var a = ones(2);
            (a + a).Dispose();
        }

        Assert.Equal(2, statistics.CreatedInScopeCount);
        Assert.Equal(2, statistics.DisposedInScopeCount);
        Assert.Equal(0, statistics.ThreadTotalLiveCount);
    }

    [Fact]
    public void TrainingSteps_TwoThousandOfThem_LeaveNoTensorBehind()
    {
        using var outer = NewDisposeScope();
        var weight = randn(8, 8, requires_grad: true);
        var statistics = DisposeScopeManager.Statistics;
        Step(weight);
        var before = statistics.ThreadTotalLiveCount;

        for (var step = 0; step < 2000; step++)
        {
            Step(weight);
        }

        Assert.Equal(before, statistics.ThreadTotalLiveCount);
    }

    [Fact]
    public void ForgottenTensors_AreFreedByTheCollector()
    {
        Forget();
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        GC.WaitForPendingFinalizers();

        Assert.False(forgotten!.TryGetTarget(out _));
    }

    private static WeakReference<Tensor>? forgotten;

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private static void Forget() => forgotten = new WeakReference<Tensor>(ones(4));

    private static void Step(Tensor weight)
    {
        using var scope = NewDisposeScope();
        var loss = randn(4, 8).matmul(weight).tanh().square().mean();
        loss.backward();
        using (no_grad())
        {
            weight.sub_(weight.grad! * 0.01);
            weight.grad = null;
        }
    }
}
