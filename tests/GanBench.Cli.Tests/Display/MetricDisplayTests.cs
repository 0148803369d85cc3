using GanBench.Cli.Display;
using GanBench.Runs;

namespace GanBench.Cli.Tests.Display;

public sealed class MetricDisplayTests
{
    private static readonly MetricRecord Distance = new()
    {
        Name = "fid", Value = 12.5, LowerIsBetter = true, Protocol = new Dictionary<string, string> { ["extractor"] = "classifier" },
    };

    [Fact]
    public void Write_FrechetDistanceOfOtherFeatures_IsNotCalledFid()
    {
        var text = Written(Distance, new MetricRecord { Name = "kid", Value = 1, Protocol = Distance.Protocol });

        Assert.Contains("FD (classifier)  12.5", text, StringComparison.Ordinal);
        Assert.Contains("\nkid", text, StringComparison.Ordinal);
        Assert.DoesNotContain("fid", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_Intervals_StandInAColumnOfTheirOwn()
    {
        var text = Written(
            Distance with { Interval = new ValueInterval(11.25, 13.75, 95, "jackknife") }, new MetricRecord { Name = "kid", Value = 1 });

        Assert.Contains("95 %", text, StringComparison.Ordinal);
        Assert.Contains("11.25 to 13.75", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_NoIntervals_HasNoColumnOfThem() => Assert.DoesNotContain("%", Written(Distance), StringComparison.Ordinal);

    private static string Written(params MetricRecord[] records)
    {
        using var writer = new StringWriter { NewLine = "\n" };
        MetricDisplay.Write(writer, records.Select(r => ((int?)null, r)));
        return writer.ToString();
    }
}
