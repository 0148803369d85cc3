using System.IO.Compression;
using GanBench.Runs;
using GanBench.Testing;
using GanBench.Tests.Fuzzing;
using GanBench.Training.Checkpoints;

namespace GanBench.Tests.Training.Checkpoints;

/// <summary>Run archives that somebody made to get at more than a folder of runs.</summary>
public sealed class HostileArchiveTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("run/../../escaped.txt")]
    [InlineData("../escaped.txt")]
    [InlineData("/escaped/escaped.txt")]
    [InlineData("run//escaped.txt")]
    [InlineData("run/..\\..\\escaped.txt")]
    [InlineData("C:/escaped.txt")]
    [InlineData("other/escaped.txt")]
    [InlineData("run/\u001b]0;escaped\u0007.txt")]
    [InlineData("\u001b[2Jrun/escaped.txt")]
    public void Import_NameThatLeadsElsewhere_IsRefused(string name)
    {
        WriteArchive(zip => zip.CreateEntry(name));

        var error = Assert.Throws<DataException>(() => RunArchive.Import(_folder["evil.zip"], _folder["runs"]));

        Assert.Contains("is no exported run", error.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_folder["runs"]));
        Assert.Equal(["evil.zip", "runs"], Directory.GetFileSystemEntries(_folder.Path).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void Import_Link_IsAFileWithItsText()
    {
        const int UnixLink = 0xA1FF;
        WriteArchive(zip =>
        {
            var entry = zip.CreateEntry("run/log.txt");
            entry.ExternalAttributes = UnixLink << 16;
            using var content = entry.Open();
            content.Write("/etc/passwd"u8);
        });

        var run = RunArchive.Import(_folder["evil.zip"], _folder["runs"]);

        Assert.Null(new FileInfo(run.LogFile).LinkTarget);
        Assert.Equal("/etc/passwd", File.ReadAllText(run.LogFile));
    }

    [Fact]
    public void Import_MoreFilesThanAnyRunHas_IsRefused()
    {
        WriteArchive(zip =>
        {
            for (var i = 0; i <= 1_000_000; i++)
                zip.CreateEntry("run/a");
        });

        var error = Assert.Throws<DataException>(() => RunArchive.Import(_folder["evil.zip"], _folder["runs"]));

        Assert.Contains("holds more than 1000000 files", error.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_folder["runs"]));
    }

    private void WriteArchive(Action<ZipArchive> add)
    {
        using var zip = ZipFile.Open(_folder["evil.zip"], ZipArchiveMode.Create);
        Write("run/spec.yaml", RunSpecYaml.Write(TextParsers.Spec));
        Write("run/progress.jsonl", RunParsers.Progress);
        add(zip);

        void Write(string name, string text)
        {
            using var writer = new StreamWriter(zip.CreateEntry(name).Open());
            writer.Write(text);
        }
    }
}
