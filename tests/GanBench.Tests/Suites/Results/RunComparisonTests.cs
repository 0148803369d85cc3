using GanBench.Engine;
using GanBench.Runs;
using GanBench.Suites.Results;
using GanBench.Testing;

namespace GanBench.Tests.Suites.Results;

/// <summary>What two runs differ in, from their files alone.</summary>
public sealed class RunComparisonTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Of_OtherMachine_NamesDifferingFieldsAlone()
    {
        var first = Run("first");
        var second = Run("second");
        first.WriteEnvironment(Environment(cores: 2, ("OMP_NUM_THREADS", "1")));
        second.WriteEnvironment(Environment(cores: 4, ("OMP_NUM_THREADS", "1"), ("MKL_CBWR", "COMPATIBLE")));

        var comparison = RunComparison.Of(first, second);

        Assert.Equal([new("cores", "2", "4"), new("settings.MKL_CBWR", null, "COMPATIBLE")], comparison.Environment);
        Assert.Empty(comparison.Settings);
    }

    [Fact]
    public void Of_Metrics_PairsNamesStepsAndExtractors()
    {
        var first = Run("first");
        var second = Run("second");
        first.WriteMetrics(Metrics(10, ("fid", 40, "resnet18"), ("fid", 20, "inception"), ("kid", 1, null), ("none", null, null)));
        second.WriteMetrics(Metrics(10, ("kid", 0.5, null), ("fid", 50, "resnet18"), ("none", 3, null)));
        second.WriteMetrics(Metrics(20, ("kid", 0.5, null)));

        var results = RunComparison.Of(first, second).Results;

        Assert.Equal([new("fid@10 (resnet18)", 40, 50), new("kid@10", 1, 0.5)], results);
        Assert.Equal((10, 0.2), (results[0].Difference, results[0].Relative));
        Assert.Equal((-0.5, -0.5), (results[1].Difference, results[1].Relative));
    }

    [Theory]
    [InlineData("abc", "abc", true)]
    [InlineData("abc", "def", false)]
    [InlineData("abc", null, null)]
    [InlineData(null, null, null)]
    public void SameWeights_IsKnownWhereBothHaveACheckpoint(string? first, string? second, bool? same)
    {
        var (a, b) = (Run("first"), Run("second"));
        a.WriteState(new RunState { Id = "first", CheckpointHash = first });
        b.WriteState(new RunState { Id = "second", CheckpointHash = second });

        Assert.Equal(same, RunComparison.Of(a, b).SameWeights);
    }

    [Fact]
    public void Relative_OfTwoZeros_IsZero() => Assert.Equal(0, new RunNumbers("loss", 0, 0).Relative);

    private RunDirectory Run(string id)
    {
        var run = new RunDirectory(_folder[id]);
        Directory.CreateDirectory(run.Path);
        run.WriteSpec(new RunSpec { Architecture = "gan", Dataset = "glyphs" });
        return run;
    }

    private static MetricFile Metrics(int step, params (string Name, double? Value, string? Extractor)[] metrics) => new()
    {
        Step = step,
        CheckpointHash = "",
        Metrics =
        [
            .. metrics.Select(metric => new MetricRecord
            {
                Name = metric.Name,
                Value = metric.Value,
                Protocol = metric.Extractor is null ? [] : new Dictionary<string, string> { ["extractor"] = metric.Extractor },
            }),
        ],
    };

    private static RunEnvironment Environment(int cores, params (string Name, string Value)[] settings) => new()
    {
        GanBench = "1",
        EngineSemantics = 1,
        Libtorch = "1",
        Device = "cpu",
        Processor = "one",
        Cores = cores,
        Threads = 1,
        Memory = 1,
        OperatingSystem = "one",
        Runtime = "one",
        Numerics = Numerics.Native,
        Settings = settings.ToDictionary(setting => setting.Name, setting => setting.Value),
    };
}
