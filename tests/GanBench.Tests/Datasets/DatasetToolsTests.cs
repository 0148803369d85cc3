using GanBench.Datasets;
using GanBench.Datasets.Fetching;
using GanBench.Imaging;
using GanBench.Testing;

namespace GanBench.Tests.Datasets;

public sealed class DatasetToolsTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void All_Datasets_StateWhatTheyAre()
    {
        Assert.Equal(
            ["glyphs", "shapes", "normal-1d", "mnist", "fashion-mnist", "kmnist", "cifar-10", "cifar-100", "nlvr", "flowers-102", "celeba",
                "anime-faces"],
            DatasetRegistry.All.Names);
        Assert.All(DatasetRegistry.All.Select(source => source.Info), info =>
        {
            Assert.NotEmpty(info.Licence);
            Assert.NotEmpty(info.Citation);
            Assert.Contains("train", info.PublishedCount.Keys);
            Assert.True(info.Embedded || info.Files.Count > 0 || info.ManualDownload is not null);
            Assert.All(info.Files, file =>
            {
                Assert.NotEmpty(file.Urls);
                Assert.All(file.Urls, url => Assert.True(Uri.IsWellFormedUriString(url, UriKind.Absolute), url));
                Assert.True(file.Md5 is null or { Length: 32 });
            });
        });
    }

    [Fact]
    public void Verify_EmbeddedDataset_ReadsAllSplits()
    {
        var result = DatasetVerifier.Verify("normal-1d", _folder.Path, cacheDirectory: _folder["cache"]);
        Assert.Equal(["train", "test"], result.Splits.Select(s => s.Split));
        Assert.All(result.Splits, s => Assert.Null(s.Problem));
        Assert.True(result.IsUsable);
    }

    [Fact]
    public void Verify_NothingThere_IsAbsent()
    {
        var result = DatasetVerifier.Verify("mnist", _folder.Path, cacheDirectory: _folder["cache"]);
        Assert.False(result.IsPresent);
        Assert.All(result.Files, f => Assert.Equal(FileStatus.Missing, f.Status));
    }

    [Fact]
    public void Verify_DamagedFile_DiffersAndIsNotUsable()
    {
        _folder.Write("cifar-10-binary.tar.gz", "no archive");
        var result = DatasetVerifier.Verify("cifar-10", _folder.Path, cacheDirectory: _folder["cache"]);
        Assert.Equal(FileStatus.Differs, result.Files.Single().Status);
        Assert.Equal("it has 10 bytes instead of 170052171", result.Files.Single().Detail);
        Assert.True(result.IsPresent);
        Assert.False(result.IsUsable);
        Assert.All(result.Splits, s => Assert.Contains("cifar-10-binary.tar.gz", s.Problem, StringComparison.Ordinal));
    }

    [DataFact("mnist")]
    public void Verify_PartialMnist_TellsWholeFromPartial()
    {
        var result = DatasetVerifier.Verify("mnist", TestData.Folder, cacheDirectory: _folder["cache"]);
        Assert.Equal(
            [FileStatus.Differs, FileStatus.Differs, FileStatus.ContentVerified, FileStatus.ContentVerified],
            result.Files.Select(f => f.Status));
        Assert.Equal(["24,000 of 60,000 training images", null], result.Splits.Select(s => s.Note));
        Assert.True(result.IsUsable);
    }

    [Fact]
    public void Preview_Dataset_IsASheetThatTheSeedDecides()
    {
        using var dataset = DatasetRegistry.Open(new DatasetRequest { Name = "glyphs", Split = "test", CacheDirectory = _folder["cache"] });

        DatasetPreview.Write(_folder["a.png"], dataset, 9);
        DatasetPreview.Write(_folder["b.png"], dataset, 9);
        DatasetPreview.Write(_folder["c.png"], dataset, 9, seed: 1);

        var sheet = ImageFile.Load(_folder["a.png"]);
        Assert.Equal((92, 92, 1), (sheet.Width, sheet.Height, sheet.Channels));
        Assert.Equal(File.ReadAllBytes(_folder["a.png"]), File.ReadAllBytes(_folder["b.png"]));
        Assert.NotEqual(File.ReadAllBytes(_folder["a.png"]), File.ReadAllBytes(_folder["c.png"]));
    }

    [Fact]
    public void Preview_RealNumbers_IsRefused()
    {
        using var dataset = DatasetRegistry.Open(new DatasetRequest { Name = "normal-1d", CacheDirectory = _folder["cache"] });
        Assert.Throws<UsageException>(() => DatasetPreview.Write(_folder["a.png"], dataset));
    }

    [Fact]
    public async Task Fetch_FilesThatAreThere_AreNotFetched()
    {
        var mnist = DatasetRegistry.Find("mnist").Info;
        foreach (var file in mnist.Files)
            _folder.Write(file.Name, "mine");

        var done = new Dictionary<string, IReadOnlyList<FetchedFile>>();
        await DatasetFetcher.FetchAllAsync(["mnist", "glyphs", "mnist"], _folder.Path, finished: done.Add);

        Assert.Equal(["mnist", "glyphs"], done.Keys);
        Assert.Equal(mnist.Files.Select(f => f.Name), done["mnist"].Select(f => f.File.Name));
        Assert.All(done["mnist"], f => Assert.False(f.Fetched));
        Assert.Empty(done["glyphs"]);
    }

    [Fact]
    public async Task Fetch_SeveralFailures_AreAllNamed()
    {
        using var server = new ScriptedHttpServer(_ => new HttpAnswer("404 Not Found", []));
        var info = DatasetRegistry.Find("mnist").Info with
        {
            Files = [new RemoteFile("one.gz", [server.Address + "/one"]), new RemoteFile("two.gz", [server.Address + "/two"]),
                new RemoteFile("three.gz", [server.Address + "/three"]) { Optional = true }],
        };

        using var downloader = new Downloader();
        var error = await Assert.ThrowsAsync<DataException>(() =>
            DatasetFetcher.FetchAsync(downloader, info, info.Files, _folder.Path, null, CancellationToken.None));

        Assert.Contains("one.gz (127.0.0.1: HTTP 404", error.Message, StringComparison.Ordinal);
        Assert.Contains("two.gz (127.0.0.1: HTTP 404", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("three.gz", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Directory.GetFiles(_folder["mnist"]), f => f.EndsWith(".gz", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Fetch_DatasetToGetByHand_TellsHow()
    {
        var error = await Assert.ThrowsAsync<DataException>(() => DatasetFetcher.FetchAsync("anime-faces", _folder.Path));
        Assert.Contains("kaggle.com", error.Message, StringComparison.Ordinal);
        Assert.Contains(_folder["anime-faces"], error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fetch_UnknownName_FetchesNothing() =>
        await Assert.ThrowsAsync<UsageException>(() => DatasetFetcher.FetchAllAsync(["mnsit"], _folder.Path));
}
