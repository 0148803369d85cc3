using System.Text;
using GanBench.Suites.Results;
using GanBench.Testing;

namespace GanBench.Tests.Suites;

public class ProgressFollowerTests
{
    [Fact]
    public void Advance_LinesWereAppended_ReadsThemAlone()
    {
        using var folder = new TempFolder();
        var file = folder.Write("progress.jsonl", Lines(1, 100_000));
        var follower = new ProgressFollower(file);
        var series = new SeriesSummary();
        var seen = new List<int>();
        follower.Advance((in ScannedLine line) => series.Add(line.Step, line.Values[0]));
        var before = follower.BytesRead;
        Assert.Equal(new FileInfo(file).Length, before);

        var more = Lines(100_001, 100_003);
        File.AppendAllText(file, more);
        Assert.True(follower.Advance((in ScannedLine line) => seen.Add(line.Step)));

        Assert.Equal([100_001, 100_002, 100_003], seen);
        Assert.Equal(more.Length, follower.BytesRead - before);
        // However long the log, the curve has the same few points and the extremes of all lines.
        var points = SeriesSummary.Combine([series]);
        Assert.InRange(points.Steps.Count, SeriesSummary.Buckets / 2, SeriesSummary.Buckets);
        Assert.Equal((1, 100_000), (points.Lows.Min(), points.Highs.Max()));
        Assert.False(follower.Advance((in ScannedLine _) => Assert.Fail("Nothing was appended.")));
    }

    [Fact]
    public void Advance_HalfALine_WaitsForTheOtherHalf()
    {
        using var folder = new TempFolder();
        var file = folder.Write("progress.jsonl", "{\"step\":1}\n{\"st");
        var seen = new List<int>();
        var follower = new ProgressFollower(file);

        follower.Advance((in ScannedLine line) => seen.Add(line.Step));
        Assert.Equal([1], seen);
        File.AppendAllText(file, "ep\":2}\n");
        follower.Advance((in ScannedLine line) => seen.Add(line.Step));

        Assert.Equal([1, 2], seen);
        Assert.Null(follower.FirstDamage);
    }

    [Theory]
    [InlineData("{\"step\":1,\"seconds\":1}\n{\"step\":2,\"seconds\":9}\n{\"step\":3,\"seconds\":12}\n")]
    [InlineData("{\"step\":1,\"seconds\":1}\n")]
    [InlineData(null)]
    public void Advance_LogIsAnother_BeginsAnew(string? other)
    {
        using var folder = new TempFolder();
        var file = folder.Write("progress.jsonl", "{\"step\":1,\"seconds\":1}\n{\"step\":2,\"seconds\":2}\n");
        var seen = new List<int>();
        var restarts = 0;
        var follower = new ProgressFollower(file);
        follower.Advance((in ScannedLine line) => seen.Add(line.Step));
        File.Delete(file);
        if (other is not null)
            File.WriteAllText(file, other);
        seen.Clear();

        Assert.True(follower.Advance((in ScannedLine line) => seen.Add(line.Step), () => restarts++));

        Assert.Equal(1, restarts);
        Assert.Equal(Enumerable.Range(1, other?.Count(c => c == '\n') ?? 0), seen);
    }

    [Fact]
    public void Advance_WithABudget_ReadsTheRestLater()
    {
        using var folder = new TempFolder();
        var file = folder.Write("progress.jsonl", Lines(1, 50_000));
        var follower = new ProgressFollower(file);
        var count = 0;
        var looks = 0;

        while (follower.Advance((in ScannedLine _) => count++, budget: 1 << 20))
            looks++;

        Assert.Equal(50_000, count);
        Assert.InRange(looks, 2, 3);
    }

    [Fact]
    public void Advance_DamagedLines_AreLeftOutAndNamed()
    {
        using var folder = new TempFolder();
        var file = folder.Write("progress.jsonl", "{\"step\":1}\n\0\0\n{\"step\":1.5}\n[]\n{\"step\":5,\"lossD\":1e9999}\n{\"step\":6}\n");
        var seen = new List<int>();
        var follower = new ProgressFollower(file);

        follower.Advance((in ScannedLine line) => seen.Add(line.Step));

        Assert.Equal((1, 6), (seen[0], seen[^1]));
        Assert.Equal(2, follower.FirstDamage?.Line);
    }

    [Fact]
    public void Advance_FileWithoutEndOfLine_TakesLittleMemory()
    {
        using var folder = new TempFolder();
        var file = folder["progress.jsonl"];
        using (var stream = File.Create(file))
            stream.SetLength(200 << 20);
        File.AppendAllText(file, "\n{\"step\":7}\n");
        var seen = new List<int>();
        var follower = new ProgressFollower(file);
        var before = GC.GetAllocatedBytesForCurrentThread();

        follower.Advance((in ScannedLine line) => seen.Add(line.Step));

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 8 << 20);
        Assert.Equal([7], seen);
        Assert.Contains("more than", follower.FirstDamage?.What);
    }

    private static string Lines(int from, int to)
    {
        var text = new StringBuilder();
        for (var step = from; step <= to; step++)
            text.Append("{\"step\":").Append(step).Append(",\"lossD\":").Append(step).Append(",\"seconds\":").Append(step).Append("}\n");
        return text.ToString();
    }
}
