using System.Buffers.Binary;
using GanBench.Datasets;
using GanBench.Datasets.Fetching;
using GanBench.Testing;

namespace GanBench.Tests.Datasets;

/// <summary>Files that are called alike are told apart by what is in them.</summary>
public sealed class FileIdentityTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    // The first labels of MNIST and of Fashion-MNIST; MNIST's are in its files, the others are printed in many tutorials.
    private static readonly byte[] Digits = [5, 0, 4, 1, 9, 2, 1, 3, 1, 4], Clothes = [9, 0, 0, 3, 0, 2, 7, 2, 5, 5];

    [Theory]
    [InlineData("kmnist", "kmnist")]
    [InlineData("fashion-mnist", "fashion-mnist")]
    [InlineData("kmnist", "")]
    public void Open_PartOfMnistUnderAnotherName_IsRefusedAndNamed(string dataset, string place)
    {
        Write(place, Digits);

        var error = Assert.Throws<DataException>(() => Open(dataset));

        Assert.Contains("train-labels-idx1-ubyte is no file of " + dataset, error.Message);
        Assert.Contains("begins with the samples of mnist's train-labels-idx1-ubyte.gz", error.Message);
        Assert.Contains("(MD5 dab09118767767657291ba286b9afcfd of the first 10)", error.Message);
        Assert.Contains($"'ganbench datasets fetch {dataset}'", error.Message);
    }

    [Fact]
    public void Open_PartOfFashionMnistAsMnist_IsRefused()
    {
        Write("mnist", Clothes);

        Assert.Contains("fashion-mnist's train-labels-idx1-ubyte.gz", Assert.Throws<DataException>(() => Open("mnist")).Message);
    }

    [Fact]
    public void Open_OwnPartOrUnknownContent_IsTaken()
    {
        Write("mnist", Digits);
        Write("kmnist", [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);

        using var mnist = Open("mnist");
        using var kmnist = Open("kmnist");

        Assert.Equal(("10 of 60,000 training images", "10 of 60,000 training images"), (mnist.Note, kmnist.Note));
    }

    // Decoded by a version that did not look: not taken from the cache.
    [Fact]
    public void Open_FilesChangedForAnothers_IsRefusedInSpiteOfTheCache()
    {
        Write("kmnist", [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
        Open("kmnist").Dispose();
        Write("kmnist", Digits);

        Assert.Throws<DataException>(() => Open("kmnist"));
    }

    [Fact]
    public void Verify_AnothersFiles_InTheOwnFolderAreDamageAndInTheCommonOneAbsence()
    {
        Write("fashion-mnist", Digits);
        Write("", Digits);

        var fashion = DatasetVerifier.Verify("fashion-mnist", _folder["data"], cacheDirectory: _folder["cache"]);
        var kmnist = DatasetVerifier.Verify("kmnist", _folder["data"], cacheDirectory: _folder["cache"]);
        var mnist = DatasetVerifier.Verify("mnist", _folder["data"], cacheDirectory: _folder["cache"]);

        Assert.Equal((true, true, false), (fashion.IsPresent, fashion.IsDamaged, fashion.IsUsable));
        Assert.Contains(fashion.Files, f => f.Status == FileStatus.Differs && f.Detail!.Contains("of mnist's", StringComparison.Ordinal));
        Assert.False(kmnist.IsPresent);
        Assert.Contains("begins with the samples of mnist's", kmnist.Absence);
        Assert.True(mnist.IsUsable);
    }

    [DataFact]
    public void Verify_MnistsRealFilesInAWrongFolder_IsDamage()
    {
        var folder = Directory.CreateDirectory(_folder["data", "kmnist"]).FullName;
        foreach (var file in Directory.GetFiles(Path.Combine(TestData.Folder, "mnist"), "*.gz"))
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));

        var check = DatasetVerifier.Verify("kmnist", _folder["data"], cacheDirectory: _folder["cache"]);

        Assert.All(check.Splits, split => Assert.Contains(" mnist's", split.Problem));
        Assert.All(check.Splits, split => Assert.False(split.IsMissing));
        // The test files decompress to the published content.
        Assert.Contains("2646ac647ad5339dbf082846283269ea decompressed", string.Concat(check.Files.Select(f => f.Detail)));
    }

    [Fact]
    public void Open_AsManyAsPublishedWithOtherChecksums_SaysSo()
    {
        var labels = new byte[10_000];
        labels[0] = 3;
        Write("kmnist", labels, "", "t10k");

        using var data = Open("kmnist", "test");

        Assert.Equal("10,000 images as published, in files with other checksums than the published", data.Note);
    }

    [Fact]
    public void Compared_ByWhatIsKnownOfTheFiles_SaysWhatWasChecked()
    {
        FileCheck File(FileStatus status) =>
            new("a.gz", "/a.gz", status, status == FileStatus.Differs ? "its MD5 is 1 instead of 2" : null);

        Assert.Null(DatasetVerifier.Compared([]));
        Assert.Null(DatasetVerifier.Compared([File(FileStatus.Verified)]));
        Assert.Equal("as many as published, but of a.gz: its MD5 is 1 instead of 2", DatasetVerifier.Compared([File(FileStatus.Differs)]));
        Assert.StartsWith("as many as published; nothing is published", DatasetVerifier.Compared([File(FileStatus.Present)]));
    }

    [Fact]
    public async Task Fetch_OwnFolderHoldsAnothersFile_SaysSo()
    {
        Write("kmnist", Digits, ".gz");

        var error = await Assert.ThrowsAsync<DataException>(() => DatasetFetcher.FetchAsync("kmnist", _folder["data"],
            options: DownloadOptions.Default with { ConnectAttempts = 1, ConnectTimeout = TimeSpan.FromMilliseconds(1) }));

        Assert.Contains("it begins with the samples of mnist's train-labels-idx1-ubyte.gz", error.Message);
    }

    private Dataset Open(string name, string split = DatasetRequest.Train) => DatasetRegistry.Open(new DatasetRequest
    {
        Name = name, Split = split, DataDirectory = _folder["data"], CacheDirectory = _folder["cache"], Offline = true,
    });

    // Labels go into a folder under the names of MNIST's files, with black images.
    private void Write(string path, byte[] content, string ending = "", string split = "train")
    {
        var images = new byte[16 + (784 * content.Length)];
        var labels = new byte[8 + content.Length];
        foreach (var (bytes, magic) in new[] { (images, 2051), (labels, 2049) })
        {
            BinaryPrimitives.WriteInt32BigEndian(bytes, magic);
            BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(4), content.Length);
        }
        BinaryPrimitives.WriteInt32BigEndian(images.AsSpan(8), 28);
        BinaryPrimitives.WriteInt32BigEndian(images.AsSpan(12), 28);
        content.CopyTo(labels, 8);
        WriteFile(Path.Combine(path, split + "-images-idx3-ubyte" + ending), images);
        WriteFile(Path.Combine(path, split + "-labels-idx1-ubyte" + ending), labels);
    }

    private void WriteFile(string path, byte[] content)
    {
        var full = _folder["data", path];
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllBytes(full, content);
    }
}
