using GanBench.Recipes;
using GanBench.Runs;
using GanBench.Testing;
using GanBench.Training;
using GanBench.Training.Steps;

namespace GanBench.Tests.Training.Steps;

/// <summary>A run says and keeps the same whenever its steps are read: a GPU's are read late, which a CPU can do as well.</summary>
public sealed class UnreadStepsTests : IDisposable
{
    private readonly TempFolder _atOnce = new(), _late = new();

    public void Dispose()
    {
        _atOnce.Dispose();
        _late.Dispose();
    }

    [Theory]
    [InlineData("dcgan", 1)]
    [InlineData("wgan-gp", 1)]
    [InlineData("aw-gan", 1)]
    [InlineData("gan", 4)]
    public void Run_ReadLate_LogsAndKeepsTheSame(string architecture, int logEvery)
    {
        var shape = architecture == "aw-gan" ? "shapes" : "glyphs";
        var spec = TestRuns.Spec(architecture, steps: 7, dataset: shape);
        spec = spec with { Training = spec.Training with { LogEvery = logEvery, SampleEvery = 0, CheckpointEvery = 5 } };

        var (expected, found) = (Train(spec, _atOnce, 1, out var lines), Train(spec, _late, 20, out var late));

        Assert.Equal(logEvery == 1 ? 7 : 2, lines.Count);
        Assert.Equal(lines, late);
        Assert.Equal((RunStatus.Completed, expected.CheckpointHash), (found.Status, found.CheckpointHash));
    }

    // The steps that follow are taken and forgotten.
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Run_DivergedAndReadLate_EndsWhereItDiverged(int logEvery)
    {
        var spec = Diverging(logEvery);

        var (expected, found) = (Train(spec, _atOnce, 1, out var lines), Train(spec, _late, 20, out var late));

        Assert.Equal(RunStatus.Diverged, expected.Status);
        Assert.InRange(expected.Step, 2, 6);
        Assert.EndsWith($"is not finite at step {expected.Step}", expected.Message, StringComparison.Ordinal);
        Assert.Equal((expected.Status, expected.Step, expected.Message), (found.Status, found.Step, found.Message));
        Assert.Equal(expected.Step, lines[^1].Step);
        Assert.Equal(lines, late);
    }

    [Fact]
    public void Run_DivergedAndReadLate_KeepsNoCheckpointOrSamplesOfIt()
    {
        var spec = Diverging(logEvery: 100);
        spec = spec with { Training = spec.Training with { CheckpointEvery = 8, SampleEvery = 7 } };

        var state = Train(spec, _late, 20, out _);

        var run = new RunDirectory(_late[state.Id]);
        Assert.Equal(RunStatus.Diverged, state.Status);
        Assert.Equal((0, 1), (run.CheckpointSteps.Count, run.SampleSteps.Count));
    }

    [Fact]
    public void Run_StoppedBeforeItsDivergenceWasRead_IsDiverged()
    {
        using var stop = new CancellationTokenSource();
        using var request = RunRequest.Prepare(Diverging(logEvery: 1), _late.Path);
        var unread = new UnreadSteps(12);
        // The passing measurement is asked at every step, here to stop the run where several steps wait.
        var measurement = new PassingMeasurement(
            step =>
            {
                if (step == 9)
                    stop.Cancel();
                return false;
            },
            (_, _) => { });

        var state = Trainer.Run(request, TestRuns.Device, unread, measurement: measurement, cancellationToken: stop.Token);

        Assert.Equal(RunStatus.Diverged, state.Status);
        Assert.Equal(0, unread.Count);
    }

    [Fact]
    public void AtMost_OfDevices_IsOneWhereReadingIsFree() =>
        Assert.Equal((1, UnreadSteps.OnGpu), (UnreadSteps.AtMost(TestRuns.Device), UnreadSteps.AtMost(new("cuda:0"))));

    private static RunSpec Diverging(int logEvery)
    {
        var spec = TestRuns.Spec("gan", steps: 30, change: recipe => recipe with
        {
            Objective = "least-squares",
            Discriminator = recipe.Discriminator with { Optimizer = new() { Name = OptimizerOptions.Sgd, LearningRate = 1 } },
        });
        return spec with { Training = spec.Training with { LogEvery = logEvery, SampleEvery = 0, CheckpointEvery = 0 } };
    }

    // Time and speed are the run's own.
    private static RunState Train(RunSpec spec, TempFolder folder, int atMost, out List<Line> lines)
    {
        using var request = RunRequest.Prepare(spec, folder.Path);
        var state = Trainer.Run(request, TestRuns.Device, new UnreadSteps(atMost));
        var log = request.Directory.ReadProgress();
        lines = [.. log.Select(record => new Line(record.Step, record.Epoch, string.Join(' ', record.Values)))];
        Assert.True(log.Zip(log.Skip(1)).All(pair => pair.First.Seconds <= pair.Second.Seconds));
        return state;
    }

    private sealed record Line(int Step, double Epoch, string Values);
}
