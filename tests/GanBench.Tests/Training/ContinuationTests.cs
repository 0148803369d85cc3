using GanBench.Configuration;
using GanBench.Runs;
using GanBench.Testing;
using GanBench.Training;

namespace GanBench.Tests.Training;

public sealed class ContinuationTests : IDisposable
{
    private const int Few = 3, Many = 6;

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    // Schemes, optimisers, data orders that reach over epochs (glyphs in a buffer), averages and everything drawn at random.
    [Theory]
    [InlineData("dcgan", "")]
    [InlineData("wgan-gp", "data.flip=true")]
    [InlineData("gan", "generator.ema=0.9 labels.flip=0.3 discriminator.batches=separate-steps")]
    [InlineData("wgan", "data.order=buffer data.bufferSize=100")]
    [InlineData("aw-gan", "")]
    [InlineData("dcgan-tf", "")]
    public void Begin_FinishedRunOfFewerSteps_GivesTheBitsOfARunThatTakesAllItself(string architecture, string settings)
    {
        var spec = Spec(architecture, settings);
        var expected = TestRuns.Train(spec(Many), _folder["whole"]);
        var shorter = TestRuns.Train(spec(Few), _folder["parts"]);
        var before = Directory.GetFiles(_folder["parts", shorter.Id], "*", SearchOption.AllDirectories).Order().ToList();

        var (actual, message) = Continue(spec(Many));

        Assert.Equal($"{expected.Id} goes on from {shorter.Id}@{Few}.", message);
        Assert.Equal((expected.CheckpointHash, expected.Id), (actual.CheckpointHash, actual.Id));
        Assert.Equal(($"{shorter.Id}@{Few}", 1, RunStatus.Completed), (actual.ContinuedFrom, actual.Starts, actual.Status));
        var (whole, parts) = (new RunDirectory(_folder["whole", expected.Id]), new RunDirectory(_folder["parts", expected.Id]));
        Assert.Equal(Losses(whole), Losses(parts));
        Assert.Equal(whole.CheckpointSteps, parts.CheckpointSteps);
        Assert.Equal(whole.SampleSteps, parts.SampleSteps);
        Assert.All(whole.SampleSteps, step => Assert.Equal(
            File.ReadAllBytes(whole.SampleFile(step)), File.ReadAllBytes(parts.SampleFile(step))));
        Assert.True(actual.Seconds > 0);
        // The shorter run stays as it is.
        Assert.Equal(before, Directory.GetFiles(_folder["parts", shorter.Id], "*", SearchOption.AllDirectories).Order());
        Assert.Equal(shorter, new RunDirectory(_folder["parts", shorter.Id]).ReadState());
    }

    [Fact]
    public void Begin_LinesLoggedNowAndThen_AreThoseOfTheLongerRun()
    {
        Func<int, RunSpec> spec = steps =>
        {
            var made = Spec("gan", "")(steps);
            return made with { Training = made.Training with { LogEvery = 2 } };
        };
        var expected = TestRuns.Train(spec(Many), _folder["whole"]);
        TestRuns.Train(spec(Few), _folder["parts"]);

        var (actual, _) = Continue(spec(Many));

        Assert.Equal(expected.CheckpointHash, actual.CheckpointHash);
        Assert.Equal([2, 4, 6], new RunDirectory(_folder["parts", actual.Id]).ReadProgress().Select(record => record.Step));
    }

    [Theory]
    [InlineData("generator.optimizer.linearDecay=true", "generator.optimizer.learningRate")]
    [InlineData("discriminator.instanceNoise=0.1", "discriminator.instanceNoise")]
    public void Begin_SomethingFadesOverTheRun_SaysSoAndStartsAnew(string setting, string named)
    {
        var spec = Spec("gan", setting);
        TestRuns.Train(spec(Few), _folder["parts"]);

        var (actual, message) = Continue(spec(Many));

        Assert.Contains(
            $"is not continued, but all steps taken anew: {named} would have been other in it", message, StringComparison.Ordinal);
        Assert.Equal(
            (null, TestRuns.Train(spec(Many), _folder["whole"]).CheckpointHash), (actual.ContinuedFrom, actual.CheckpointHash));
    }

    [Fact]
    public void Begin_TrainedElsewhere_SaysWhatIsOther()
    {
        var spec = Spec("gan", "");
        var run = new RunDirectory(_folder["parts", TestRuns.Train(spec(Few), _folder["parts"]).Id]);
        run.WriteEnvironment(run.ReadEnvironment()! with { Libtorch = "1.0.0" });

        var (actual, message) = Continue(spec(Many));

        Assert.Contains("it was trained elsewhere (libtorch 1.0.0, here ", message, StringComparison.Ordinal);
        Assert.Null(actual.ContinuedFrom);
    }

    // Another recipe, more steps, not finished, a damaged checkpoint: nothing to go on from, and nothing to say.
    [Fact]
    public void Begin_NoSuchRun_DoesNothing()
    {
        var spec = Spec("gan", "");
        TestRuns.Train(Spec("gan", "generator.ema=0.5")(Few), _folder["parts"]);
        TestRuns.Train(spec(Many + 2), _folder["parts"]);
        TestRuns.Train(spec(Few) with { Seed = 8 }, _folder["parts"]);
        var unfinished = new RunDirectory(_folder["parts", TestRuns.Train(spec(1), _folder["parts"]).Id]);
        unfinished.WriteState(unfinished.ReadState()! with { Status = RunStatus.Failed });
        var damaged = new RunDirectory(_folder["parts", TestRuns.Train(spec(2), _folder["parts"]).Id]);
        File.WriteAllText(Path.Combine(damaged.CheckpointFolder(2), "generator.safetensors"), "x");

        using var request = RunRequest.Prepare(spec(Many), _folder["parts"]);

        Assert.Null(Continuation.Begin(request, TestRuns.Device));
        Assert.False(Directory.Exists(request.Directory.Path));
    }

    private (RunState State, string? Message) Continue(RunSpec spec)
    {
        using var request = RunRequest.Prepare(spec, _folder["parts"]);
        var message = Continuation.Begin(request, TestRuns.Device);
        return (Trainer.Run(request, TestRuns.Device), message);
    }

    private static Func<int, RunSpec> Spec(string architecture, string settings) => steps => TestRuns.Spec(
        architecture, steps, recipe => settings.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(set => set.Split('='))
            .Aggregate(recipe, (changed, set) => SettingsBinder.With(changed, set[0], set[1])));

    private static List<(int, double?, double?, double)> Losses(RunDirectory directory) =>
        [.. directory.ReadProgress().Select(r => (r.Step, r[ProgressRecord.LossD], r[ProgressRecord.LossG], r.Epoch))];
}
