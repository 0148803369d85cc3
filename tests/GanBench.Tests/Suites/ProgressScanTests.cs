using System.Reflection;
using System.Text.Json;
using GanBench.Runs;
using GanBench.Suites.Results;
using GanBench.Testing;

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
        foreach (var quantity in Quantity.All)
        {
            var property = typeof(ProgressRecord).GetProperty(quantity.Key, BindingFlags.IgnoreCase | BindingFlags.Public | BindingFlags.Instance)!;
            Assert.Equal(read.Select(r => (double)property.GetValue(r)!), scanned.Of(quantity.Name));
        }
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
    public void Read_DamagedLineBeforeTheLast_IsNamed(string text, string line)
    {
        using var folder = new TempFolder();
        var file = folder.Write("progress.jsonl", text);

        Assert.Contains(line, Assert.Throws<DataException>(() => RunCurves.Read(file)).Message);
        Assert.Contains(line, Assert.Throws<DataException>(() => ProgressLog.Read(file)).Message);
    }

    [Fact]
    public void Read_NoFile_IsEmpty() => Assert.Empty(RunCurves.Read("/nowhere/progress.jsonl").Steps);

    private static ProgressRecord Record(int step)
    {
        var at = step * 0.125;
        return new ProgressRecord
        {
            Step = step, LossD = at, LossG = at + 1, JsEstimate = at + 2, WassersteinEstimate = at + 3, F1 = at + 4, Precision = at + 5, Recall = at + 6,
            ScoreReal = at + 7, ScoreFake = at + 8, AccuracyReal = at + 9, AccuracyFake = at + 10, WeightReal = at + 11, WeightFake = at + 12,
        };
    }
}
