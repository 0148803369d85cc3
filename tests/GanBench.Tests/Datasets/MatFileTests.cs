using System.IO.Compression;
using GanBench.Datasets.Formats;
using GanBench.Testing;
using GanBench.Tests.Imaging;

namespace GanBench.Tests.Datasets;

public sealed class MatFileTests : IDisposable
{
    private const int HeaderLength = 128, TagLength = 8;

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

    [Fact]
    public void ReadIntegers_CompressedDataThatWantsADictionary_IsDamaged()
    {
        var file = Compressed([0]);
        file[HeaderLength + TagLength + 1] = 0x20;
        var error = Assert.Throws<DataException>(() => MatFile.ReadIntegers(Write(file), "labels"));
        Assert.Contains("its compressed data is damaged", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ReadIntegers_CompressedInsideCompressed_IsNotFollowed()
    {
        var plain = ImagingGolden.Imaging.Mat.Single(m => m.Name == "plain").File[HeaderLength..];
        Assert.NotEmpty(MatFile.ReadIntegers(Write(Compressed(plain)), "labels"));
        var error = Assert.Throws<DataException>(
            () => MatFile.ReadIntegers(Write(Compressed(Compressed(plain)[HeaderLength..])), "labels"));
        Assert.Contains("no variable 'labels'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ReadIntegers_DimensionsWhoseProductOverflows_AreRefused()
    {
        var file = ImagingGolden.Imaging.Mat.Single(m => m.Name == "plain").File.ToArray();
        // The matrix, its flags (16 bytes) and the tag of its dimensions come before the dimensions.
        var dimensions = file.AsSpan(HeaderLength + TagLength + 16 + TagLength, 8);
        dimensions[3] = dimensions[7] = 0x40;
        var error = Assert.Throws<DataException>(() => MatFile.ReadIntegers(Write(file), "other"));
        Assert.Contains("dimensions of 'other' are out of range", error.Message, StringComparison.Ordinal);
    }

    private static byte[] Compressed(byte[] elements)
    {
        using var data = new MemoryStream();
        using (var zlib = new ZLibStream(data, CompressionLevel.Fastest, leaveOpen: true))
            zlib.Write(elements);
        byte[] header = ImagingGolden.Imaging.Mat[0].File[..HeaderLength];
        return [.. header, 15, 0, 0, 0, .. BitConverter.GetBytes((int)data.Length), .. data.ToArray()];
    }

    private string Write(byte[] content)
    {
        var path = _folder["labels.mat"];
        File.WriteAllBytes(path, content);
        return path;
    }
}
