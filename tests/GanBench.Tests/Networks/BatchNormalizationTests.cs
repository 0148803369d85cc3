using GanBench.Engine;
using GanBench.Networks.Modules;
using GanBench.Recipes;
using static TorchSharp.torch;

namespace GanBench.Tests.Networks;

public class BatchNormalizationTests
{
    // Of a tensor with gaps libtorch takes the root of the variance from MKL, which in portable numerics, those of all tests, is off by an
    // ulp for one variance of six.
    [Fact]
    public void Forward_InEvaluationOfACutTensor_HasTheBitsOfItsCopy()
    {
        using var scope = NewDisposeScope();
        manual_seed(1);
        using var norm = new BatchNormalization(64, 1e-3, 0.2);
        using (no_grad())
            norm.get_parameter("weight")!.fill_(1);
        norm.call(randn(8, 64, 5, 5));
        norm.eval();
        var cut = randn(8, 64, 7, 7).narrow(2, 0, 5).narrow(3, 0, 6);

        var expected = norm.call(cut.contiguous());

        Assert.False(cut.is_contiguous());
        Assert.Equal(expected.bytes.ToArray(), norm.call(cut).contiguous().bytes.ToArray());
    }

    [Fact]
    public void WithoutGaps_DenseTensors_AreTheSameObjects()
    {
        using var scope = NewDisposeScope();
        var rows = randn(2, 3, 4, 5);
        var channelsLast = rows.LaidOut(MemoryFormat.ChannelsLast);

        Assert.Same(rows, rows.WithoutGaps());
        Assert.False(channelsLast.is_contiguous());
        Assert.Same(channelsLast, channelsLast.WithoutGaps());
    }

    [Fact]
    public void WithoutGaps_CutOrTransposed_IsACopyOfTheSameValues()
    {
        using var scope = NewDisposeScope();
        var images = randn(2, 3, 4, 5);
        var cutChannelsLast = images.LaidOut(MemoryFormat.ChannelsLast).narrow(2, 1, 2);
        foreach (var view in new[] { images.narrow(3, 0, 4), images.transpose(2, 3), cutChannelsLast })
        {
            var copy = view.WithoutGaps();

            Assert.True(copy.is_contiguous());
            Assert.True(copy.equal(view).all().item<bool>());
        }
    }
}
