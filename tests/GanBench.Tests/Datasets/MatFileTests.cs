using GanBench.Datasets.Formats;
using GanBench.Testing;
using GanBench.Tests.Imaging;

namespace GanBench.Tests.Datasets;

public sealed class MatFileTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public static TheoryData<string> Names => new(ImagingGolden.Imaging.Mat.Select(m => m.Name));

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Names))]
    public void ReadIntegers_FileOfSciPy_GivesItsValues(string name)
    {
        var golden = ImagingGolden.Imaging.Mat.Single(m => m.Name == name);
        Assert.Equal(golden.Labels, MatFile.ReadIntegers(Write(golden.File), "labels"));
    }

    [Fact]
    public void ReadIntegers_EveryTruncation_IsRefusedByName()
    {
        var golden = ImagingGolden.Imaging.Mat.Single(m => m.Name == "plain");
        for (var length = 0; length < golden.File.Length; length++)
        {
            var path = Write(golden.File[..length]);
            var error = Assert.Throws<DataException>(() => MatFile.ReadIntegers(path, "labels"));
            Assert.Contains(path, error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void ReadIntegers_UnknownVariable_IsNamed()
    {
        var path = Write(ImagingGolden.Imaging.Mat[0].File);
        var error = Assert.Throws<DataException>(() => MatFile.ReadIntegers(path, "valid"));
        Assert.Contains("no variable 'valid'", error.Message, StringComparison.Ordinal);
    }

    private string Write(byte[] content)
    {
        var path = _folder["labels.mat"];
        File.WriteAllBytes(path, content);
        return path;
    }
}
