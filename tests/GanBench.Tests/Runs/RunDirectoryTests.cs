using GanBench.Runs;
using GanBench.Testing;

namespace GanBench.Tests.Runs;

/// <summary>What is found in run directories, and the files of one as they are written and read.</summary>
public sealed class RunDirectoryTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly RunDirectory _run;

    public RunDirectoryTests()
    {
        _run = new RunDirectory(_folder["run"] + Path.DirectorySeparatorChar);
        Directory.CreateDirectory(_run.Path);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Id_OfAPathWithASeparatorAtItsEnd_IsTheFoldersName() => Assert.Equal("run", _run.Id);

    [Fact]
    public void Steps_OfFoldersAndFiles_AreInTheOrderOfNumbers()
    {
        foreach (var step in new[] { 1_000_000, 999_999, 5 })
            Directory.CreateDirectory(_run.CheckpointFolder(step));
        Directory.CreateDirectory(Path.Combine(_run.CheckpointsFolder, "step-000006.part"));
        Directory.CreateDirectory(Path.Combine(_run.CheckpointsFolder, "other"));
        _folder.Write("run/samples/step-000200.png", "");
        _folder.Write("run/samples/step-000300.jpg", "");
        _folder.Write("run/metrics/step-000010.json", "");
        File.WriteAllText(_run.FigureFile(20, "confusion"), "");

        Assert.Equal([5, 999_999, 1_000_000], _run.CheckpointSteps);
        Assert.Equal([200], _run.SampleSteps);
        Assert.Equal([10], _run.MetricSteps);
    }

    [Fact]
    public void List_OfAFolder_IsItsRunsById()
    {
        foreach (var file in new[] { "b/spec.yaml", "a/spec.yaml", "B/spec.yaml", "empty/run.json", "spec.yaml" })
            _folder.Write(file, "");

        Assert.Equal(["B", "a", "b"], RunDirectory.List(_folder.Path).Select(run => run.Id));
        Assert.Empty(RunDirectory.List(_folder["missing"]));
    }

    [Fact]
    public void WriteSpec_OneIsThere_KeepsIt()
    {
        _run.WriteSpec(new RunSpec { Architecture = "gan", Dataset = "glyphs", Seed = 1 });
        _run.WriteSpec(new RunSpec { Architecture = "gan", Dataset = "glyphs", Seed = 2 });

        Assert.Equal(1ul, _run.ReadSpec().Seed);
    }

    [Fact]
    public void ReadState_Written_IsTheSame()
    {
        var crash = RunCrash.Of(134, ["first", "  what():  no luck"]);
        var state = new RunState
        {
            Id = "run",
            Status = RunStatus.Interrupted,
            Step = 7,
            Steps = 10,
            Seconds = 0.1 + 0.2,
            ImagesPerSecond = double.PositiveInfinity,
            PeakMemory = 1L << 40,
            Started = new DateTimeOffset(2020, 2, 29, 23, 59, 59, TimeSpan.Zero),
            Message = "µ < 1 & \"σ\"",
            Crash = crash,
        };
        _run.WriteState(state);

        var read = _run.ReadState()!;

        Assert.Equal(state with { Crash = null }, read with { Crash = null });
        Assert.Equal(crash.LastLines, read.Crash!.LastLines);
        Assert.Equal("SIGABRT, exit code 134: no luck", read.Crash.ToString());
    }

    // Other programs read these files: keys, names of values and what is left out are a promise.
    [Fact]
    public void WriteState_Text_IsCamelCaseWithNamesAndWithoutNulls()
    {
        _run.WriteState(new RunState { Id = "run", Status = RunStatus.Diverged, Seconds = double.NaN, Message = "µ is NaN" });

        Assert.Equal("""
            {
              "schema": 1,
              "id": "run",
              "status": "diverged",
              "step": 0,
              "steps": 0,
              "seconds": "NaN",
              "started": "0001-01-01T00:00:00+00:00",
              "starts": 1,
              "message": "µ is NaN"
            }

            """, File.ReadAllText(_run.StateFile));
    }

    [Fact]
    public void ReadMetrics_Written_AreTheSame()
    {
        var metric = new MetricRecord
        {
            Name = "fid",
            Value = 12.345678901234567,
            StandardDeviation = 0.25,
            Unit = "px",
            LowerIsBetter = true,
            Protocol = new Dictionary<string, string> { ["extractor"] = "resnet18", ["samples"] = "2,048" },
            Note = "few samples",
        };
        var without = new MetricRecord { Name = "kid", Note = "no value" };
        _run.WriteMetrics(new MetricFile { Step = 20, CheckpointHash = "abc", Metrics = [metric, without] });

        var read = _run.ReadMetrics(20)!;

        Assert.Equal((20, "abc"), (read.Step, read.CheckpointHash));
        Assert.Equal(metric.Protocol, read.Metrics[0].Protocol);
        Assert.Equal(metric with { Protocol = read.Metrics[0].Protocol }, read.Metrics[0]);
        Assert.Equal(without with { Protocol = read.Metrics[1].Protocol }, read.Metrics[1]);
        Assert.Null(_run.ReadMetrics(21));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{ \"id\": \"run\", ")]
    [InlineData("{ \"id\": \"run\", \"status\": \"asleep\" }")]
    [InlineData("{ \"status\": \"running\" }")]
    public void ReadState_DamagedFile_NamesItAndTheCure(string text)
    {
        File.WriteAllText(_run.StateFile, text);

        var error = Assert.Throws<DataException>(() => _run.ReadState());

        Assert.StartsWith($"Cannot read {_run.StateFile}: ", error.Message, StringComparison.Ordinal);
        Assert.EndsWith("Delete the file to have it made again.", error.Message, StringComparison.Ordinal);
    }
}
