using System.Diagnostics;
using GanBench.Configuration;
using GanBench.Datasets;
using GanBench.Datasets.Formats;
using GanBench.Imaging;
using GanBench.Metrics.Numpy;
using GanBench.Metrics.Weights;
using GanBench.Runs;
using GanBench.Storage;
using GanBench.Suites.Loading;
using GanBench.Suites.Results;
using GanBench.Testing;
using GanBench.Training.Checkpoints;

namespace GanBench.Tests.Storage;

/// <summary>Whoever opens a pipe waits for a writer; so nothing that reads files opens one.</summary>
public sealed class InputFileTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string, Action<string>> Readers => new()
    {
        { "bytes", path => InputFile.ReadAllBytes(path) },
        { "text", path => InputFile.ReadAllText(path) },
        { "lines", path => InputFile.ReadAllLines(path) },
        { "picture", path => ImageFile.Load(path) },
        { "idx", path => IdxFile.Read(path, 1) },
        { "archive", path => Archive.Read(path, _ => true, _ => { }) },
        { "zip", path => FileSet.OpenZip(path, recursive: true).Dispose() },
        { "mat", path => MatFile.ReadIntegers(path, "labels") },
        { "safetensors", path => SafeTensorsFile.Open(path).Dispose() },
        { "npz", path => NpzArchive.Open(path).Dispose() },
        { "weights", path => TorchCheckpoint.Load(path) },
        { "yaml", path => YamlFile.Load(path) },
        { "suite", path => SuiteLoader.Load(path) },
        { "survey results", path => HumanJudgement.Load(path) },
        { "progress", path => ProgressLog.Read(path) },
        { "run archive", path => RunArchive.Import(path, Path.GetDirectoryName(path)!) },
    };

    [Theory]
    [MemberData(nameof(Readers))]
    public async Task Open_Pipe_IsRefusedAtOnce(string what, Action<string> read)
    {
        if (OperatingSystem.IsWindows())
            return;
        var pipe = Pipe(what.Replace(' ', '-') + ".yaml");

        var reading = Task.Run(() => read(pipe));

        Assert.Same(reading, await Task.WhenAny(reading, Task.Delay(TimeSpan.FromSeconds(20))));
        Assert.Contains("is a pipe, a socket or a device", (await Assert.ThrowsAnyAsync<Exception>(() => reading)).Message);
    }

    [Fact]
    public void Exists_IsTrueOfRegularFilesAndLinksToThemOnly()
    {
        if (OperatingSystem.IsWindows())
            return;
        var file = _folder.Write("a.txt", "a");
        File.CreateSymbolicLink(_folder["link.txt"], file);
        File.CreateSymbolicLink(_folder["pipe-link.txt"], Pipe("p.txt"));

        Assert.True(InputFile.Exists(file));
        Assert.True(InputFile.Exists(_folder["link.txt"]));
        Assert.False(InputFile.Exists(_folder["pipe-link.txt"]));
        Assert.False(InputFile.Exists(_folder["p.txt"]));
        Assert.False(InputFile.Exists("/dev/zero"));
        Assert.False(InputFile.Exists(_folder["nothing"]));
        Assert.Equal("a", InputFile.ReadAllText(_folder["link.txt"]));
    }

    [Fact]
    public void Verify_FolderWithAPipeAmongPictures_LeavesItOutAndSaysSo()
    {
        if (OperatingSystem.IsWindows())
            return;
        PngWriter.Save(_folder["pictures", "a.png"], new RasterImage(8, 8, 1));
        Pipe("pictures/x.png");

        var check = DatasetVerifier.Verify("folder:" + _folder["pictures"], cacheDirectory: _folder["cache"]);

        Assert.Contains("(x.png)", Assert.Single(check.Splits).Note);
        Assert.True(check.IsUsable);
    }

    [Fact]
    public void Verify_FolderWithADamagedPicture_NamesIt()
    {
        PngWriter.Save(_folder["pictures", "a.png"], new RasterImage(8, 8, 1));
        File.WriteAllBytes(_folder["pictures", "b.png"], File.ReadAllBytes(_folder["pictures", "a.png"])[..40]);

        var damaged = DatasetVerifier.Verify("folder:" + _folder["pictures"], cacheDirectory: _folder["cache"]);
        var missing = DatasetVerifier.Verify("folder:" + _folder["nothing"], cacheDirectory: _folder["cache"]);

        Assert.Equal((true, true, false), (damaged.IsPresent, damaged.IsDamaged, damaged.IsUsable));
        Assert.Contains("b.png", Assert.Single(damaged.Splits).Problem);
        Assert.Contains($"There is no folder {_folder["nothing"]}", Assert.Single(missing.Splits).Problem);
        Assert.False(missing.IsUsable);
    }

    private string Pipe(string name)
    {
        using var made = Process.Start("mkfifo", [_folder[name]]);
        made.WaitForExit();
        return _folder[name];
    }
}
