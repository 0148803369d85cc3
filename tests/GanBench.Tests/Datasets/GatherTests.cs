using GanBench.Datasets;
using GanBench.Engine;
using GanBench.Imaging;
using GanBench.Testing;
using static TorchSharp.torch;

namespace GanBench.Tests.Datasets;

public sealed class GatherTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("glyphs", 5)]
    [InlineData("shapes", 3)]
    [InlineData("shapes", 200)]
    public void Gather_Images_GivesTheTableValues(string name, int count)
    {
        using var dataset = Open(name);
        var indices = Enumerable.Range(0, count).Select(i => (i * 37 + 11) % dataset.Count).ToArray();

        using var batch = dataset.Gather(indices);

        Assert.Equal([count, dataset.Shape.Channels, dataset.Shape.Height, dataset.Shape.Width], batch.shape);
        Assert.Equal(ScalarType.Float32, batch.dtype);
        var values = batch.data<float>().ToArray();
        for (var i = 0; i < count; i++)
        {
            var image = dataset.GetImage(indices[i]);
            for (var j = 0; j < image.Length; j++)
                Assert.Equal((image[j] - 127.5f) / 127.5f, values[(i * image.Length) + j]);
        }
    }

    [Fact]
    public void Gather_Flipped_MirrorsLeftToRight()
    {
        using var dataset = Open("glyphs");

        using var batch = dataset.Gather([4, 4], flip: [false, true]);

        var values = batch.data<float>().ToArray();
        for (var y = 0; y < 28; y++)
        {
            for (var x = 0; x < 28; x++)
                Assert.Equal(values[(y * 28) + x], values[784 + (y * 28) + 27 - x]);
        }
    }

    // The way of batches to a GPU, run on the CPU: bytes are moved and looked up in a table there.
    [Fact]
    public void Gather_SentToADevice_GivesTheBitsOfTheHostPath()
    {
        using var dataset = Open("shapes");
        int[] indices = [5, 900, 5, 0];
        bool[] flip = [false, true, true, false];
        using var expected = dataset.Gather(indices, CPU, flip);
        for (var repeat = 0; repeat < 2; repeat++)
        {
            using var batch = dataset.Gather(indices, DeviceCopy.Send, CPU, flip);
            Assert.Equal(expected.shape, batch.shape);
            Assert.Equal(expected.data<float>().ToArray(), batch.data<float>().ToArray());
        }
    }

    [Fact]
    public void Gather_RealNumbers_AreUnchanged()
    {
        using var dataset = Open("normal-1d");

        using var batch = dataset.Gather([9, 0, 9]);

        Assert.Equal([3, 1, 1, 1], batch.shape);
        Assert.Equal([dataset.GetValues(9)[0], dataset.GetValues(0)[0], dataset.GetValues(9)[0]], batch.data<float>().ToArray());
    }

    [Fact]
    public void Gather_NoSamples_GivesAnEmptyBatch()
    {
        using var dataset = Open("glyphs");
        using var batch = dataset.Gather([]);
        Assert.Equal([0, 1, 28, 28], batch.shape);
    }

    [Fact]
    public void Gather_IndexOutside_IsRefused()
    {
        using var dataset = Open("glyphs");
        Assert.Throws<ArgumentOutOfRangeException>(() => dataset.Gather([0, 4_000]));
        Assert.Throws<ArgumentOutOfRangeException>(() => dataset.Gather([-1]));
        Assert.Throws<ArgumentException>(() => dataset.Gather([1, 2], flip: [true]));
    }

    [Fact]
    public void Gather_ThenQuantise_GivesTheBytesBack()
    {
        using var dataset = Open("shapes");
        using var batch = dataset.Gather([123]);
        var bytes = new byte[dataset.SampleBytes];

        Pixels.ToBytes(batch.data<float>().ToArray(), bytes);

        Assert.Equal(dataset.GetImage(123).ToArray(), bytes);
    }

    private Dataset Open(string name) =>
        DatasetRegistry.Open(new DatasetRequest { Name = name, Split = "test", CacheDirectory = _folder.Path });
}
