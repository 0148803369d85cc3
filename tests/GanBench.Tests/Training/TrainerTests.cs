using GanBench.Datasets;
using GanBench.Recipes;
using GanBench.Runs;
using GanBench.Testing;
using GanBench.Training;
using GanBench.Training.Checkpoints;
using GanBench.Training.Steps;
using TorchSharp;

namespace GanBench.Tests.Training;

public class TrainerTests
{
    [Fact]
    public void Run_SameSpecTwice_GivesTheSameCheckpointHash()
    {
        using var first = new TempFolder();
        using var second = new TempFolder();

        Assert.Equal(
            TestRuns.Train(TestRuns.Spec(), first.Path).CheckpointHash,
            TestRuns.Train(TestRuns.Spec(), second.Path).CheckpointHash);
    }

    [Fact]
    public void Run_AnotherSeed_GivesAnotherCheckpointHash()
    {
        using var folder = new TempFolder();

        Assert.NotEqual(
            TestRuns.Train(TestRuns.Spec(), folder.Path).CheckpointHash,
            TestRuns.Train(TestRuns.Spec() with { Seed = 6 }, folder.Path).CheckpointHash);
    }

    [Fact]
    public void Run_StoppedAndStartedAgain_KeepsTheHigherPeak()
    {
        using var folder = new TempFolder();
        using var stop = new CancellationTokenSource();
        var spec = TestRuns.Spec(steps: 4);
        Assert.Throws<OperationCanceledException>(() => TestRuns.Train(
            spec, folder.Path, new StopAt(2, stop), stop.Token));
        var run = new RunDirectory(Directory.GetDirectories(folder.Path).Single());
        run.WriteState(run.ReadState()! with { PeakMemory = long.MaxValue });

        Assert.Equal(long.MaxValue, TestRuns.Train(spec, folder.Path).PeakMemory);
    }

    [Fact]
    public void Run_DataOfImages_LeavesTrainingImagesBesideTheSamples()
    {
        using var folder = new TempFolder();
        var spec = TestRuns.Spec(steps: 1);

        var run = new RunDirectory(folder[TestRuns.Train(spec, folder.Path).Id]);

        using var data = DatasetRegistry.Open(new DatasetRequest { Name = spec.Dataset });
        DatasetPreview.Write(folder["expected.png"], data, spec.Training.SampleCount);
        Assert.Equal(File.ReadAllBytes(folder["expected.png"]), File.ReadAllBytes(run.RealFile));
        Assert.Equal([0, 1], run.SampleSteps);
    }

    // Every recipe part that keeps state between steps: moments, batch statistics, averages, dropout, orders, flips, noise.
    public static TheoryData<string, string> Recipes => new()
    {
        { "dcgan", "" },
        { "gan", "generator.ema=0.9 data.order=shuffle labels.flip=0.3 labels.deceiveFrom=3 labels.deceiveProbability=0.5" },
        { "wgan", "data.order=buffer data.bufferSize=100" },
        { "dcgan", "memoryFormat=channels-last generator.ema=0.9" },
        { "wgan-gp", "discriminator.instanceNoise=0.1 data.flip=true" },
        // Batch norm with dropout and averages, both ways to a penalty, spectral norm with residual sums, adaptive weights.
        { "dcgan", "precision=bf16 generator.ema=0.9" },
        { "wgan-gp", "precision=bf16" },
        { "gan", "precision=bf16 regularizer.r1=1 discriminator.batches=separate discriminator.fakesInEvaluationMode=true" },
        { "dcgan", "precision=bf16 regularizer.gradientPenalty=two-sided regularizer.allowBatchNorm=true discriminator.batches=separate" },
        { "sngan", "precision=bf16" },
        { "aw-gan", "precision=bf16" },
    };

    [Theory]
    [MemberData(nameof(Recipes))]
    public void Run_StoppedAndStartedAgain_EqualsTheUninterruptedRunBitForBit(string architecture, string settings)
    {
        using var whole = new TempFolder();
        using var parts = new TempFolder();
        var spec = TestRuns.Spec(architecture, change: r => settings.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(s => s.Split('=')).Aggregate(r, (recipe, s) => GanBench.Configuration.SettingsBinder.With(recipe, s[0], s[1])));
        var expected = TestRuns.Train(spec, whole.Path);

        foreach (var stop in new[] { 1, 3, 4 })
        {
            using var cancellationToken = new CancellationTokenSource();
            var stopper = new StopAt(stop, cancellationToken);
            Assert.Throws<OperationCanceledException>(() => TestRuns.Train(spec, parts.Path, stopper, cancellationToken.Token));
        }
        var actual = TestRuns.Train(spec, parts.Path);

        Assert.Equal(expected.CheckpointHash, actual.CheckpointHash);
        Assert.Equal(4, actual.Starts);
        var directories = new[] { whole, parts }.Select(f => RunDirectory.List(f.Path).Single()).ToArray();
        Assert.Equal(Losses(directories[0]), Losses(directories[1]));
        Assert.Equal(directories[0].CheckpointSteps, directories[1].CheckpointSteps);
        Assert.Equal(
            File.ReadAllBytes(directories[0].SampleFile(6)),
            File.ReadAllBytes(directories[1].SampleFile(6)));
    }

    [Fact]
    public void Run_LastCheckpointDamaged_ResumesFromTheOneBefore()
    {
        using var folder = new TempFolder();
        var spec = TestRuns.Spec();
        var expected = TestRuns.Train(spec, folder.Path);
        var directory = RunDirectory.List(folder.Path).Single();
        directory.WriteState(expected with { Status = RunStatus.Running });
        var generator = Path.Combine(directory.CheckpointFolder(6), "generator.safetensors");
        var bytes = File.ReadAllBytes(generator);
        bytes[^1] ^= 1;
        File.WriteAllBytes(generator, bytes);
        var messages = new Messages();

        var actual = TestRuns.Train(spec, folder.Path, messages);

        Assert.Equal(expected.CheckpointHash, actual.CheckpointHash);
        Assert.Contains(messages.All, m => m.Contains("generator.safetensors is damaged", StringComparison.Ordinal));
        Assert.Contains(
            messages.All, m => m.Contains("Resuming", StringComparison.Ordinal) && m.Contains("after step 4", StringComparison.Ordinal));
    }

    [Fact]
    public void Run_LastProgressLineCutOff_IsDroppedAndWrittenAgain()
    {
        using var folder = new TempFolder();
        var spec = TestRuns.Spec();
        var state = TestRuns.Train(spec, folder.Path);
        var directory = RunDirectory.List(folder.Path).Single();
        var expected = Losses(directory);
        directory.WriteState(state with { Status = RunStatus.Running });
        CheckpointStore.Delete(directory, 6);
        var text = File.ReadAllText(directory.ProgressFile);
        File.WriteAllText(directory.ProgressFile, text[..^20]);

        TestRuns.Train(spec, folder.Path);

        Assert.Equal(expected, Losses(directory));
    }

    [Fact]
    public void Run_Completed_IsNotDoneAgain()
    {
        using var folder = new TempFolder();
        var first = TestRuns.Train(TestRuns.Spec(), folder.Path);

        Assert.Equal(first, TestRuns.Train(TestRuns.Spec(), folder.Path));
    }

    [Fact]
    public void Run_LockedDirectory_IsRefused()
    {
        using var folder = new TempFolder();
        using var request = RunRequest.Prepare(TestRuns.Spec(), folder.Path);
        using var runLock = RunLock.Take(request.Directory);

        var error = Assert.Throws<RunFailedException>(() => Trainer.Run(request, TestRuns.Device));

        Assert.Contains("is locked", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_LossThatIsNotFinite_EndsAsDiverged()
    {
        using var folder = new TempFolder();
        var spec = TestRuns.Spec(change: r => r with
        {
            Objective = "least-squares",
            Discriminator = r.Discriminator with { Optimizer = new() { Name = OptimizerOptions.Sgd, LearningRate = 1e30 } },
        });

        var state = TestRuns.Train(spec, folder.Path);

        Assert.Equal(RunStatus.Diverged, state.Status);
        Assert.Contains("is not finite at step", state.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nope")]
    [InlineData("other")]
    public void Run_FailingBeforeItsFirstStep_LeavesNothing(string source)
    {
        using var folder = new TempFolder();
        var other = TestRuns.Train(TestRuns.Spec(steps: 1), folder.Path);
        var before = Directory.GetFileSystemEntries(folder.Path);
        // There is no run of the one name, and the other has networks of another width.
        var spec = TestRuns.Spec(change: r => r with { Network = r.Network with { Width = 0.25 } }) with
        {
            InitFrom = source == "other" ? other.Id : source,
        };

        var error = Assert.Throws<DataException>(() => TestRuns.Train(spec, folder.Path));

        Assert.Equal(before, Directory.GetFileSystemEntries(folder.Path));
        Assert.InRange(error.Message.Length, 1, 1000);
    }

    [Fact]
    public void Run_ResumedInAnotherEnvironment_RecordsWhatWasOther()
    {
        using var folder = new TempFolder();
        using var stop = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(
            () => TestRuns.Train(TestRuns.Spec(), folder.Path, new StopAt(2, stop), stop.Token));
        var run = RunDirectory.List(folder.Path).Single();
        Assert.Null(run.ReadEnvironment()!.Changes);
        run.WriteEnvironment(run.ReadEnvironment()! with { Processor = "another", Memory = 1 });

        TestRuns.Train(TestRuns.Spec(), folder.Path);

        Assert.Equal(
            new KeyValuePair<string, string>("processor until step 2", "another"), Assert.Single(run.ReadEnvironment()!.Changes!));
    }

    [Fact]
    public void Run_Data_IsRecordedWithTheRun()
    {
        using var folder = new TempFolder();

        var state = TestRuns.Train(TestRuns.Spec(steps: 1), folder.Path);

        Assert.Equal(new RunSamples(GanBench.Imaging.SampleKind.Image, 1, 28, 28, 10), state.Samples);
        // A version that did not record it left it out.
        var run = RunDirectory.List(folder.Path).Single();
        run.WriteState(state with { Samples = null });
        Assert.Equal(state, TestRuns.Train(TestRuns.Spec(steps: 1), folder.Path));
    }

    [Fact]
    public void Prepare_BatchLargerThanTheData_IsRefused()
    {
        using var folder = new TempFolder();
        var spec = TestRuns.Spec();

        var error = Assert.Throws<UsageException>(
            () => RunRequest.Prepare(spec with { Training = spec.Training with { BatchSize = 1_000_000 } }, folder.Path));

        Assert.Contains("training.batchSize must be at most the number of training samples", error.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Fact]
    public void Take_ThousandsOfSteps_KeepsNoTensors()
    {
        using var folder = new TempFolder();
        var spec = TestRuns.Spec("gan", change: r => r with { Network = r.Network with { Width = 0.02 } });
        using var request = RunRequest.Prepare(spec, folder.Path);
        using var model = new GanModel(request.Architecture, request.Data.Shape, spec.Recipe, 1, TestRuns.Device);
        using var batches = new BatchSource(request.Data, spec.Recipe.Data, 2, 1, TestRuns.Device);
        var stepper = new GanStep(model, spec.Recipe, 1, 2000);
        stepper.Take(1, k => batches.Read(k));
        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;

        for (var step = 2; step <= 2000; step++)
            stepper.Take(step, k => batches.Read(step));

        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    private static List<(int, double?, double?)> Losses(RunDirectory directory) =>
        [.. directory.ReadProgress().Select(r => (r.Step, r[ProgressRecord.LossD], r[ProgressRecord.LossG]))];

    private sealed class StopAt(int step, CancellationTokenSource source) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
            if (value.Record is not null && value.Step >= step)
                source.Cancel();
        }
    }

    private sealed class Messages : IProgress<TrainingProgress>
    {
        public List<string> All { get; } = [];

        public void Report(TrainingProgress value)
        {
            if (value.Message is { } message)
                All.Add(message);
        }
    }
}
