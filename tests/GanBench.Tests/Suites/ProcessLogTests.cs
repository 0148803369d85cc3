using GanBench.Suites.Running;
using GanBench.Testing;

namespace GanBench.Tests.Suites;

public sealed class ProcessLogTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private string Path => _folder["run", "log.txt"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Add_MoreThanItHolds_KeepsTheEndInTwoFiles()
    {
        Directory.CreateDirectory(_folder["run"]);
        using (var log = new ProcessLog(Path, TimeProvider.System))
        {
            for (var i = 0; i < 4000; i++)
                log.Add($"{i} " + new string('x', 1000));
            Assert.StartsWith("3999 ", log.LastLines[^1], StringComparison.Ordinal);
        }
        Assert.All([Path, ProcessLog.Older(Path)], file => Assert.InRange(new FileInfo(file).Length, 1, ProcessLog.MostBytes + 2000));
        Assert.StartsWith("3999 ", File.ReadLines(Path).Last(), StringComparison.Ordinal);
    }

    [Fact]
    public void Add_BeforeTheRunHasADirectory_IsWrittenWhenItHas()
    {
        using var log = new ProcessLog(Path, TimeProvider.System);
        log.Add("first");
        Assert.False(Directory.Exists(_folder["run"]));
        Directory.CreateDirectory(_folder["run"]);
        log.Add("second");
        Assert.Equal(["first", "second"], File.ReadLines(Path).Skip(1));
    }

    [Fact]
    public void Add_ByTwoProcesses_BeginsEachWithItsTime()
    {
        Directory.CreateDirectory(_folder["run"]);
        for (var process = 0; process < 2; process++)
        {
            using var log = new ProcessLog(Path, TimeProvider.System);
            log.Add("a line");
        }
        Assert.Equal(
            ["#", "a line", "#", "a line"], File.ReadLines(Path).Select(l => l.StartsWith("# 20", StringComparison.Ordinal) ? "#" : l));
    }

    [Fact]
    public void Add_FileThatCannotBeWritten_KeepsTheLineAtHand()
    {
        Directory.CreateDirectory(Path);
        using var log = new ProcessLog(Path, TimeProvider.System);
        log.Add("a line");
        Assert.Equal(["a line"], log.LastLines);
        Assert.False(log.Save());
    }
}
