using GanBench.Metrics.Weights;
using GanBench.Testing;

namespace GanBench.Tests.Metrics;

public sealed class OnnxFileTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Weight_ShapeOfTheData_IsRead()
    {
        using var weight = Read([1, 2, 3, 4, 5, 6], null).Weight("weight");
        Assert.Equal([2, 3, 1, 1], weight.shape);
    }

    // Products of the sides are 0 or wrap to it; libtorch would be asked for strides out of range.
    [Theory]
    [InlineData(0, 1L << 40, 1L << 40, 1)]
    [InlineData(1L << 32, 1L << 32, 1, 1)]
    [InlineData(-1, -1, 1, 1)]
    public void Weight_ShapeThatCannotBe_IsRefused(params long[] shape)
    {
        var file = Read([], shape);
        var error = Assert.Throws<DataException>(() => file.Weight("weight"));
        Assert.Contains("'weight' has 0 bytes for " + string.Join('×', shape), error.Message, StringComparison.Ordinal);
    }

    private OnnxFile Read(float[] weights, long[]? shape)
    {
        OnnxModel.Save(_folder["net.onnx"], weights, shape: shape);
        return OnnxFile.Read(File.ReadAllBytes(_folder["net.onnx"]), "net.onnx");
    }
}
