using System.Buffers.Binary;
using System.IO.Compression;
using GanBench.Datasets;
using GanBench.Testing;

namespace GanBench.Tests.Datasets;

public sealed class IdxTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("mnist/train-images-idx3-ubyte.gz", true)]
    [InlineData("train-images-idx3-ubyte.gz", true)]
    [InlineData("mnist/train-images-idx3-ubyte", false)]
    [InlineData("mnist/train-images.idx3-ubyte", false)]
    public void Open_PlainOrCompressedInEitherFolder_IsRead(string images, bool compressed)
    {
        var pixels = Enumerable.Range(0, 3 * 784).Select(i => (byte)i).ToArray();
        Write(images, Images(3, 28, 28, pixels), compressed);
        Write(images.Replace("images", "labels").Replace("idx3", "idx1"), Labels(3, [7, 0, 9]), compressed);

        using var dataset = Open();

        Assert.Equal(3, dataset.Count);
        Assert.Equal([7, 0, 9], dataset.Labels.ToArray());
        Assert.Equal(pixels[784..1568], dataset.GetImage(1).ToArray());
        Assert.Equal("3 of 60,000 training images", dataset.Note);
    }

    [Fact]
    public void Open_ChangedFile_IsDecodedAgain()
    {
        WritePair(Images(1, 28, 28, new byte[784]), Labels(1, [1]));
        string first;
        using (var dataset = Open())
            first = dataset.ContentHash;

        WritePair(Images(2, 28, 28, new byte[1568]), Labels(2, [1, 2]));
        using var again = Open();

        Assert.Equal(2, again.Count);
        Assert.NotEqual(first, again.ContentHash);
    }

    [Fact]
    public void Open_TrailingBytes_IsRefused() => Refused(
        [.. Images(1, 28, 28, new byte[784]), 0], Labels(1, [1]), "train-images-idx3-ubyte.gz has more bytes");

    [Fact]
    public void Open_TooFewBytes_IsRefused() => Refused(
        Images(1, 28, 28, new byte[783]), Labels(1, [1]), "train-images-idx3-ubyte.gz ends before");

    [Fact]
    public void Open_LabelsFileAsImages_IsRefused() => Refused(Labels(1, [1]), Labels(1, [1]), "magic number is 2049, not 2051");

    [Fact]
    public void Open_OtherImageSize_IsRefused() =>
        Refused(Images(1, 32, 32, new byte[1024]), Labels(1, [1]), "images of 32×32; mnist has 28×28");

    [Fact]
    public void Open_FewerLabelsThanImages_IsRefused() => Refused(
        Images(2, 28, 28, new byte[1568]), Labels(1, [1]), "has 2 images and");

    [Fact]
    public void Open_LabelAboveNine_IsRefused() => Refused(Images(1, 28, 28, new byte[784]), Labels(1, [10]), "labels above 9");

    [Fact]
    public void Open_HugeSizes_IsRefused() => Refused(
        Images(int.MaxValue, int.MaxValue, int.MaxValue, []), Labels(1, [1]), "sizes that cannot be");

    [Fact]
    public void Open_NoImages_IsRefused() => Refused(Images(0, 28, 28, []), Labels(0, []), "no samples");

    [Fact]
    public void Open_EveryTruncationOfTheGzip_IsRefused()
    {
        var whole = Compress(Images(2, 28, 28, Enumerable.Range(0, 1568).Select(i => (byte)(i * i)).ToArray()));
        Write("mnist/train-labels-idx1-ubyte.gz", Labels(2, [1, 2]), true);
        var file = System.IO.Path.Combine(_folder.Path, "mnist", "train-images-idx3-ubyte.gz");
        for (var length = 0; length < whole.Length; length++)
        {
            File.WriteAllBytes(file, whole[..length]);
            var error = Assert.Throws<DataException>(Open);
            Assert.Contains(file, error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Open_EveryFlippedByteOfTheContent_IsRefused()
    {
        var whole = Compress(Images(1, 28, 28, Enumerable.Range(0, 784).Select(i => (byte)(i * i)).ToArray()));
        Write("mnist/train-labels-idx1-ubyte.gz", Labels(1, [1]), true);
        var file = System.IO.Path.Combine(_folder.Path, "mnist", "train-images-idx3-ubyte.gz");
        // The ten bytes of the gzip header hold a time and flags that decide nothing.
        for (var i = 10; i < whole.Length; i++)
        {
            var damaged = whole.ToArray();
            damaged[i] ^= 0x04;
            File.WriteAllBytes(file, damaged);
            Assert.Throws<DataException>(Open);
        }
    }

    [Fact]
    public void Open_MissingFilesOffline_NamesFileAndFolder()
    {
        var error = Assert.Throws<DataException>(Open);
        Assert.Contains("train-images-idx3-ubyte.gz", error.Message, StringComparison.Ordinal);
        Assert.Contains(_folder.Path, error.Message, StringComparison.Ordinal);
    }

    // Counts and first bytes of label files and test images: from the description of the files and `zcat | xxd`.
    [DataFact("mnist")]
    public void Open_PartialMnist_IsAcceptedAndSaid()
    {
        using var train =
            DatasetRegistry.Open(new DatasetRequest { Name = "mnist", DataDirectory = TestData.Folder, CacheDirectory = _folder.Path });
        using var test = DatasetRegistry.Open(
            new DatasetRequest { Name = "mnist", Split = "test", DataDirectory = TestData.Folder, CacheDirectory = _folder.Path });

        Assert.Equal("24,000 of 60,000 training images", train.Note);
        Assert.Null(test.Note);
        Assert.Equal([5, 0, 4, 1, 9, 2, 1, 3, 1, 4], train.Labels[..10].ToArray());
        var counts = new int[10];
        foreach (var label in train.Labels)
            counts[label]++;
        Assert.Equal([2381, 2732, 2347, 2487, 2347, 2144, 2370, 2489, 2292, 2411], counts);
    }

    private void Refused(byte[] images, byte[] labels, string expected)
    {
        WritePair(images, labels);
        var error = Assert.Throws<DataException>(Open);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    private Dataset Open() => DatasetRegistry.Open(
        new DatasetRequest { Name = "mnist", DataDirectory = _folder.Path, CacheDirectory = _folder["cache"], Offline = true });

    private void WritePair(byte[] images, byte[] labels)
    {
        Write("mnist/train-images-idx3-ubyte.gz", images, true);
        Write("mnist/train-labels-idx1-ubyte.gz", labels, true);
    }

    private void Write(string name, byte[] content, bool compressed)
    {
        var path = System.IO.Path.Combine(_folder.Path, name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, compressed ? Compress(content) : content);
    }

    private static byte[] Compress(byte[] content)
    {
        using var output = new MemoryStream();
        using (var gzip = new GZipStream(output, CompressionLevel.Optimal))
            gzip.Write(content);
        return output.ToArray();
    }

    private static byte[] Images(int count, int height, int width, byte[] pixels) => [.. Integers(2051, count, height, width), .. pixels];

    private static byte[] Labels(int count, byte[] labels) => [.. Integers(2049, count), .. labels];

    private static byte[] Integers(params int[] values)
    {
        var bytes = new byte[4 * values.Length];
        for (var i = 0; i < values.Length; i++)
            BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(4 * i), values[i]);
        return bytes;
    }
}
