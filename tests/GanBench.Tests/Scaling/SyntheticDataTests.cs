using GanBench.Datasets;
using GanBench.Imaging;
using GanBench.Scaling;
using GanBench.Testing;

namespace GanBench.Tests.Scaling;

public sealed class SyntheticDataTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Idx_OfAnySize_IsReadAsADatasetOfThatSize()
    {
        using var data = DatasetRegistry.Open(new DatasetRequest
        {
            Name = "mnist", DataDirectory = SyntheticData.Idx(_folder.Path, 123), CacheDirectory = _folder["cache"], Offline = true,
        });

        Assert.Equal((123, new SampleShape(1, 28, 28)), (data.Count, data.Shape));
    }

    [Fact]
    public void Pictures_OfASize_AreReadAsADatasetOfThatShape()
    {
        var shape = new SampleShape(3, 32, 32);

        using var data = DatasetRegistry.Open(new DatasetRequest
        {
            Name = SyntheticData.Pictures(_folder.Path, shape), CacheDirectory = _folder["cache"],
        });

        Assert.Equal(shape, data.Shape);
    }
}
