using System.Text.Json;
using GanBench.Reporting.Building;
using GanBench.Runs;
using GanBench.Testing;
using GanBench.Training.Steps;

namespace GanBench.Reporting.Tests.Building;

public class ProgressScanTests
{
    [Fact]
    public void Read_EveryQuantity_IsWhatTheProgressLogHas()
    {
        using var folder = new TempFolder();
        var file = folder["progress.jsonl"];
        var records = Enumerable.Range(1, 50).Select(Record).ToList();
        File.WriteAllLines(file, records.Select(r => JsonSerializer.Serialize(r, RunJson.Line)));

        var scanned = ProgressScan.Read(file, 50);

        var read = ProgressLog.Read(file);
        Assert.Equal(LoggedQuantities.All.Names.Order(), scanned.Keys.Order());
        Assert.All(
            LoggedQuantities.All,
            q => Assert.Equal(read.Select(r => r[q.Key]!.Value), SeriesSummary.Combine([scanned[q.Name]]).Means));
    }

    [Fact]
    public void Read_LastLineCutOff_IsLeftOut()
    {
        using var folder = new TempFolder();
        var file = folder.Write("progress.jsonl", "{\"step\":1,\"lossD\":0.5}\n{\"step\":2,\"lossD\":\"NaN\"}\n{\"step\":3,\"loss");

        Assert.Equal([1], SeriesSummary.Combine([ProgressScan.Read(file, 3)["loss-d"]]).Steps);
        Assert.Equal(2, ProgressLog.Read(file).Count);
    }

    [Theory]
    [InlineData("{\"step\":1}\n{\"st\n{\"step\":3}\n", "line 2")]
    [InlineData("{\"lossD\":1}\n{\"step\":3}\n", "line 1")]
    [InlineData("[]\n{\"step\":3}\n", "line 1")]
    public void Read_DamagedLineBeforeTheLast_IsNamed(string text, string line)
    {
        using var folder = new TempFolder();
        var file = folder.Write("progress.jsonl", text);

        Assert.Contains(line, Assert.Throws<DataException>(() => ProgressScan.Read(file, 3)).Message);
        Assert.Contains(line, Assert.Throws<DataException>(() => ProgressLog.Read(file)).Message);
    }

    [Fact]
    public void Read_NoFile_IsEmpty() => Assert.Empty(ProgressScan.Read("/nowhere/progress.jsonl", 3));

    private static ProgressRecord Record(int step) =>
        new() { Step = step, Values = [.. LoggedQuantities.All.Select((q, i) => new LoggedValue(q.Key, (step * 0.125) + i))] };
}
