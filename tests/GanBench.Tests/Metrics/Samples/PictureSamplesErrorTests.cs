using System.IO.Compression;
using GanBench.Datasets;
using GanBench.Imaging;
using GanBench.Metrics.Samples;
using GanBench.Testing;
using GanBench.Tests.Imaging;

namespace GanBench.Tests.Metrics.Samples;

/// <summary>Folders and archives that cannot be measured, and what in them must not be opened.</summary>
public sealed class PictureSamplesErrorTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Open_NothingThere_SaysSo()
    {
        Assert.Equal($"There is no folder {_folder["gone"]}.", Fails("gone"));
        Assert.Equal($"There is no file {_folder["gone.zip"]}.", Fails("gone.zip"));
    }

    [Fact]
    public void Open_NoPictures_SaysWhatWasLookedFor()
    {
        _folder.Write(Path.Combine("set", "a.txt"), "a");
        Directory.CreateDirectory(_folder["set", "inner"]);
        using (ZipFile.Open(_folder["empty.zip"], ZipArchiveMode.Create))
        {
        }

        Assert.Equal($"{_folder["set"]} has no {ImageFile.FormatNames} pictures (1 other files).", Fails("set"));
        Assert.Equal(
            $"{_folder["set"]} has no .png, .jpg pictures itself, and subfolders are not looked into (1 other files).",
            Fails("set", new() { Extensions = [".png", ".jpg"], Recursive = false }));
        Assert.Equal($"{_folder["empty.zip"]} has no {ImageFile.FormatNames} pictures (0 other files).", Fails("empty.zip"));
    }

    [Fact]
    public void Open_FileThatIsNoArchive_SaysSo()
    {
        _folder.Write("text.zip", "no archive");
        Assert.StartsWith($"Cannot read {_folder["text.zip"]} as a zip archive: ", Fails("text.zip"), StringComparison.Ordinal);
    }

    [Fact]
    public void Open_ArchiveWithAPathThatLeadsOutside_IsRefused()
    {
        using (var zip = ZipFile.Open(_folder["evil.zip"], ZipArchiveMode.Create))
            zip.CreateEntry("../a.png");
        Assert.Contains("'../a.png' has an unsafe path", Fails("evil.zip"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cut.png", "the file ends before")]
    [InlineData("empty.png", "is empty.")]
    [InlineData("text.png", "file.")]
    public void Open_DamagedPicture_NamesTheFirst(string name, string expected)
    {
        var good = PngWriter.Encode(FormatTests.Gradient(8, 6));
        foreach (var other in new[] { "a.png", "z.png" })
            Write(other, good);
        Write(name, name switch
        {
            "cut.png" => good[..^20],
            "empty.png" => [],
            _ => "text"u8.ToArray(),
        });
        ZipFile.CreateFromDirectory(_folder["set"], _folder["set.zip"]);

        Assert.Contains($"{_folder["set", name]}", Fails("set"), StringComparison.Ordinal);
        Assert.Contains(expected, Fails("set"), StringComparison.Ordinal);
        Assert.Contains($"{_folder["set.zip"]}, {name}", Fails("set.zip"), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_DamageThatOnlyDecodingShows_NamesTheFirstInOrder()
    {
        // Cut inside the pixels: BMP has no checksums, and its header is whole.
        var cut = PictureBytes.Bmp(FormatTests.Gradient(8, 6))[..^30];
        foreach (var name in new[] { "b.bmp", "c.bmp", "d.bmp" })
            Write(name, cut);
        Write("a.bmp", PictureBytes.Bmp(FormatTests.Gradient(8, 6)));

        using var samples = PictureSamples.Open(_folder["set"], new() { Sorted = true }, 0);
        using var first = samples.Read(0, 1);
        var error = Assert.Throws<DataException>(() => samples.Read(1, 3));

        Assert.Equal($"Cannot read {_folder["set", "b.bmp"]} as BMP: it ends early.", error.Message);
    }

    [Fact]
    public void Read_PictureOfAnotherSizeThanBefore_SaysItHasChanged()
    {
        Write("a.png", PngWriter.Encode(FormatTests.Gradient(8, 6)));
        using var samples = PictureSamples.Open(_folder["set"], new(), 0);
        Write("a.png", PngWriter.Encode(FormatTests.Gradient(6, 8)));

        var error = Assert.Throws<DataException>(() => samples.Read(0, 1));

        Assert.Equal($"{_folder["set", "a.png"]} has changed since it was listed.", error.Message);
    }

    [ToolFact("mkfifo")]
    public async Task Open_PipeBesideAPicture_IsLeftOutWithANote()
    {
        Write("a.png", PngWriter.Encode(FormatTests.Gradient(8, 6)));
        Assert.Equal(0, ExternalTool.Run("mkfifo", _folder["set", "x.png"]).ExitCode);
        File.CreateSymbolicLink(_folder["set", "y.png"], _folder["set", "x.png"]);

        var request = new DatasetRequest { Name = "folder:" + _folder["set"], CacheDirectory = _folder["cache"] };

        var samples = await Task.Run(() => PictureSamples.Open(_folder["set"], new(), 0)).WaitAsync(TimeSpan.FromSeconds(30));
        using var dataset = await Task.Run(() => DatasetRegistry.Open(request)).WaitAsync(TimeSpan.FromSeconds(30));

        Assert.Equal("2 pipes, sockets or devices left out (x.png, y.png)", samples.Note);
        Assert.Equal((1, 1), (samples.Count, dataset.Count));
        Assert.Equal("2 files that are no pictures left out (x.png, y.png)", dataset.Note);
        samples.Dispose();
    }

    [ToolFact("mkfifo")]
    public async Task Open_PipeInsteadOfAnArchive_IsRefused()
    {
        Assert.Equal(0, ExternalTool.Run("mkfifo", _folder["pipe.zip"]).ExitCode);
        var message = await Task.Run(() => Fails("pipe.zip")).WaitAsync(TimeSpan.FromSeconds(30));
        Assert.StartsWith($"Cannot read {_folder["pipe.zip"]} as a zip archive: ", message);
        Assert.EndsWith($"{_folder["pipe.zip"]} is a pipe, a socket or a device, and only regular files are read.", message);
    }

    private void Write(string name, byte[] content)
    {
        Directory.CreateDirectory(_folder["set"]);
        File.WriteAllBytes(_folder["set", name], content);
    }

    private string Fails(string name, PictureOptions? options = null) =>
        Assert.Throws<DataException>(() => PictureSamples.Open(_folder[name], options ?? new(), 0)).Message;
}
