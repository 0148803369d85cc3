using GanBench.Imaging;
using GanBench.Runs;
using GanBench.Testing;
using GanBench.Training;
using GanBench.Training.TensorBoard;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace GanBench.Tests.Training.TensorBoard;

public class TensorBoardLogTests
{
    [Fact]
    public void Train_WithALog_WritesWhatTheRunHasAndChangesNoBits()
    {
        using TempFolder folder = new(), plain = new();

        var state = Train(folder);

        Assert.Equal(TestRuns.Train(TestRuns.Spec(), plain.Path).CheckpointHash, state.CheckpointHash);
        var run = new RunDirectory(folder["runs", state.Id]);
        var events = EventReader.Read(Path.Combine(run.Path, "tensorboard"));
        AssertScalarsAreTheProgress(run, events);
        Assert.Equal(run.SampleSteps.Select(step => (long)step), EventReader.Pictures(events).Select(picture => picture.Step));
        Assert.All(EventReader.Pictures(events), picture => Assert.Equal(
            ImageFile.Load(run.SampleFile((int)picture.Step)).Width, Width(picture.Png)));
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        Assert.All(events.Where(e => e.Summary is not null), e => Assert.InRange(e.WallTime, now - 600, now + 600));
    }

    [Fact]
    public void Train_WithALog_TellsTheSettingsAndTheEndToTheHParamsPage()
    {
        using var folder = new TempFolder();

        var state = Train(folder);

        var data = EventReader.PluginData(EventReader.Read(folder["runs", state.Id, "tensorboard"]), "hparams");
        Assert.Equal(["_hparams_/session_start_info", "_hparams_/session_end_info"], data.Keys);
        // HParamsPluginData: field 3 is SessionStartInfo, whose field 1 is a map as a Struct has it and whose field 5 is a time.
        var start = new CodedInputStream(data["_hparams_/session_start_info"]);
        Assert.Equal(WireFormat.MakeTag(3, WireFormat.WireType.LengthDelimited), start.ReadTag());
        var settings = Struct.Parser.ParseFrom(start.ReadBytes()).Fields;
        Assert.True(start.IsAtEnd);
        Assert.Equal(8, settings["training.batchSize"].NumberValue);
        Assert.Equal("dcgan", settings["architecture"].StringValue);
        Assert.Equal(5, settings["seed"].NumberValue);
        // Field 4 is SessionEndInfo, whose field 1 is the status: 1 is success.
        var end = new CodedInputStream(data["_hparams_/session_end_info"]);
        Assert.Equal(WireFormat.MakeTag(4, WireFormat.WireType.LengthDelimited), end.ReadTag());
        var info = new CodedInputStream(end.ReadBytes().ToByteArray());
        Assert.Equal(WireFormat.MakeTag(1, WireFormat.WireType.Varint), info.ReadTag());
        Assert.Equal(1, info.ReadEnum());
    }

    [Fact]
    public void Train_StoppedAndStartedAgain_GoesOnWithoutDoubledPoints()
    {
        using var folder = new TempFolder();
        using var stop = new CancellationTokenSource();
        Assert.ThrowsAny<OperationCanceledException>(
            () => Train(folder, new Watcher(progress => { if (progress.Step == 4) stop.Cancel(); }), stop.Token));
        // As a crash leaves it: steps that the checkpoint does not have.
        var run = Assert.Single(RunDirectory.List(folder["runs"]));
        Directory.Delete(run.CheckpointFolder(4), recursive: true);

        var state = Train(folder);

        Assert.Equal(RunStatus.Completed, state.Status);
        var folderOfEvents = Path.Combine(run.Path, "tensorboard");
        Assert.Equal(2, Directory.EnumerateFiles(folderOfEvents).Count());
        AssertScalarsAreTheProgress(run, EventReader.Read(folderOfEvents));
        Assert.Equal([0L, 3, 6], EventReader.Pictures(EventReader.Read(folderOfEvents)).Select(p => p.Step));
    }

    [Fact]
    public void Open_OfAFinishedRun_WritesItsPastOnce()
    {
        using var folder = new TempFolder();
        var spec = TestRuns.Spec();
        var run = new RunDirectory(folder["runs", TestRuns.Train(spec, folder["runs"]).Id]);
        run.WriteMetrics(new MetricFile
        {
            Step = 6,
            CheckpointHash = "",
            Metrics =
                [new MetricRecord { Name = "fid", Value = 12.5, Protocol = new Dictionary<string, string> { ["extractor"] = "own" } }],
        });

        Train(folder, place: new TensorBoardPlace(folder["board"]));
        Train(folder, place: new TensorBoardPlace(folder["board"]));

        var events = EventReader.Read(folder["board", run.Id]);
        Assert.Equal((6L, "metrics/fid (own)", 12.5f), Assert.Single(EventReader.Scalars(events), s => s.Tag.StartsWith("metrics")));
        AssertScalarsAreTheProgress(run, events.Where(e => e.Summary?.Value.Any(v => v.Tag.StartsWith("metrics")) != true));
        Assert.Equal([0L, 3, 6], EventReader.Pictures(events).Select(p => p.Step));
    }

    [Fact]
    public void Train_LogCannotBeWritten_GoesOnAndSaysSo()
    {
        using var folder = new TempFolder();
        var told = new List<string>();
        var place = new TensorBoardPlace(folder.Write("a-file", "no folder"));

        var state = Train(folder, new Watcher(progress => told.Add(progress.Message ?? "")), place: place);

        Assert.Equal(RunStatus.Completed, state.Status);
        Assert.Contains("TensorBoard gets no more events", Assert.Single(told, message => message.Length > 0));
    }

    private static RunState Train(
        TempFolder folder, IProgress<TrainingProgress>? next = null, CancellationToken cancellationToken = default,
        TensorBoardPlace? place = null)
    {
        using var request = RunRequest.Prepare(TestRuns.Spec(), folder["runs"], cancellationToken: CancellationToken.None);
        using var log = new TensorBoardLog(request, place ?? new TensorBoardPlace(), next);
        return Trainer.Run(request, TestRuns.Device, log, cancellationToken: cancellationToken);
    }

    private static void AssertScalarsAreTheProgress(RunDirectory run, IEnumerable<Tensorboard.Event> events)
    {
        var scalars = EventReader.Scalars(events).ToList();
        var progress = run.ReadProgress();
        Assert.Equal(Enumerable.Range(1, 6), progress.Select(p => p.Step));
        Assert.Equal(progress.Sum(p => p.Values.Count + 3), scalars.Count);
        foreach (var record in progress)
        {
            var of = scalars.Where(s => s.Step == record.Step).ToDictionary(s => s.Tag, s => s.Value);
            Assert.Equal((float)record["lossD"]!.Value, of["training/loss-d"]);
            Assert.Equal((float)record.ImagesPerSecond, of["progress/images-per-second"]);
        }
    }

    private static int Width(byte[] png) => System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16));

    private sealed class Watcher(Action<TrainingProgress> see) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => see(value);
    }
}
