using System.Text;
using GanBench.Runs;
using GanBench.Suites.Loading;
using GanBench.Suites.Planning;
using GanBench.Suites.Running;
using GanBench.Training;

namespace GanBench.Tests.Suites;

public sealed class ProgressWriterTests
{
    private static readonly PlannedRun Run = Planner.Plan(SuiteLoader.Load("smoke"), Profile.Published).Runs[0];

    [Fact]
    public void Report_EveryKind_IsReadAsItWasWritten()
    {
        var record = new ProgressRecord { Step = 7, Values = [new("lossD", double.NaN), new("lossG", 0.1), new("scoreReal", 0.25)] };
        var lines = Written(writer =>
        {
            writer.Report(Progress(new TrainingProgress("id", 7, 60, record)));
            writer.Report(Progress(null, "Computing fid"));
            writer.Report(Progress(null, null, new RunOutcome(Run, RunEnd.Failed, null, null, "two\nlines")));
            writer.Interrupted("stopped");
        });
        Assert.Equal(
            [
                new ProgressLine { Training = new TrainingProgress("id", 7, 60, record) },
                new ProgressLine { Message = "Computing fid" },
                new ProgressLine { End = RunEnd.Failed, Message = "two\nlines" },
                new ProgressLine { End = RunEnd.Interrupted, Message = "stopped" },
            ],
            lines);
    }

    [Fact]
    public void Report_StepsFasterThanTheyCanBeShown_AreThinnedButNoMessageIs()
    {
        var time = new SteppedTime();
        var lines = Written(
            writer =>
            {
                for (var step = 1; step <= 100; step++, time.Now += TimeSpan.FromMilliseconds(10))
                    writer.Report(
                        Progress(new TrainingProgress("id", step, 100, new ProgressRecord { Step = step }), step % 50 == 0 ? "half"
                            : null));
            },
            time);
        Assert.Equal(10, lines.Count(l => l.Message is null));
        Assert.Equal(2, lines.Count(l => l.Message is not null));
    }

    [Theory]
    [InlineData("")]
    [InlineData("onednn_verbose,v1,primitive,exec,cpu")]
    [InlineData("{not json")]
    [InlineData("{\"training\": 3}")]
    public void TryParse_WhatNativeCodePrints_IsNoProgress(string line) => Assert.False(ProgressLine.TryParse(line, out _));

    private static SuiteProgress Progress(TrainingProgress? training, string? message = null, RunOutcome? outcome = null) =>
        new(0, 1, Run, training, message, outcome);

    private static List<ProgressLine> Written(Action<ProgressWriter> write, TimeProvider? time = null)
    {
        using var stream = new MemoryStream();
        using (var writer = new ProgressWriter(stream, time))
            write(writer);
        return [.. Encoding.UTF8.GetString(stream.ToArray()).Split('\n').Select(l => ProgressLine.TryParse(l, out var line) ? line : null)
            .OfType<ProgressLine>()];
    }

    private sealed class SteppedTime : TimeProvider
    {
        public TimeSpan Now { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Now.Ticks;
    }
}
