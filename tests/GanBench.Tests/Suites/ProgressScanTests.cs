using System.Text.Json;
using GanBench.Runs;
using GanBench.Suites.Results;
using GanBench.Testing;
using GanBench.Training.Steps;

namespace GanBench.Tests.Suites;

public class ProgressScanTests
{
    [Fact]
    public void Read_EveryQuantity_IsWhatTheProgressLogHas()
    {
        using var folder = new TempFolder();
        var file = folder["progress.jsonl"];
        var records = Enumerable.Range(1, 50).Select(Record).ToList();
        File.WriteAllLines(file, records.Select(r => JsonSerializer.Serialize(r, RunJson.Line)));

        var scanned = RunCurves.Read(file);

        var read = ProgressLog.Read(file);
        Assert.Equal(Enumerable.Range(1, 50), scanned.Steps);
        Assert.All(LoggedQuantities.All, q => Assert.Equal(read.Select(r => r[q.Key]!.Value), scanned.Of(q.Name)));
    }

    [Fact]
    public void Read_LastLineCutOff_IsLeftOut()
    {
        using var folder = new TempFolder();
        var file = folder.Write("progress.jsonl", "{\"step\":1,\"lossD\":0.5}\n{\"step\":2,\"lossD\":\"NaN\"}\n{\"step\":3,\"loss");

        Assert.Equal([0.5, double.NaN], RunCurves.Read(file).Of("loss-d"));
        Assert.Equal(2, ProgressLog.Read(file).Count);
    }

    [Theory]
    [InlineData("{\"step\":1}\n{\"st\n{\"step\":3}\n", "line 2")]
    [InlineData("{\"lossD\":1}\n{\"step\":3}\n", "line 1")]
    [InlineData("[]\n{\"step\":3}\n", "line 1")]
    // Two lines without the end between them, an end that only some programs know, a step twice, and escapes.
    [InlineData("{\"step\":1} {\"step\":2}\n{\"step\":3}\n", "line 1")]
    [InlineData("{\"step\":1}\r{\"step\":2}\n{\"step\":3}\n", "line 1")]
    [InlineData("{\"step\":\"1\",\"step\":2}\n{\"step\":3}\n", "line 1")]
    [InlineData("{\"\\u0073tep\":1}\n{\"step\":3}\n", "line 1")]
    [InlineData("{\"step\":1,\"\\ud800\":1}\n{\"step\":3}\n", "line 1")]
    public void Read_DamagedLineBeforeTheLast_IsNamed(string text, string line)
    {
        using var folder = new TempFolder();
        var file = folder.Write("progress.jsonl", text);

        Assert.Contains(line, Assert.Throws<DataException>(() => RunCurves.Read(file)).Message);
        Assert.Contains(line, Assert.Throws<DataException>(() => ProgressLog.Read(file)).Message);
    }

    [Fact]
    public void Read_BytesThatAreNoText_AreDamageForBothReaders()
    {
        using var folder = new TempFolder();
        var file = folder["progress.jsonl"];
        File.WriteAllBytes(file, [.. "{\"step\":1,\"x"u8, 0xFF, .. "\":1}\n{\"step\":3}\n"u8]);

        Assert.Contains("line 1", Assert.Throws<DataException>(() => ProgressLog.Read(file)).Message);
        Assert.Contains("line 1", Assert.Throws<DataException>(() => RunCurves.Read(file)).Message);
    }

    [Fact]
    public void Read_NoFile_IsEmpty() => Assert.Empty(RunCurves.Read("/nowhere/progress.jsonl").Steps);

    private static ProgressRecord Record(int step) =>
        new() { Step = step, Values = [.. LoggedQuantities.All.Select((q, i) => new LoggedValue(q.Key, (step * 0.125) + i))] };
}
