using GanBench.Architectures;
using GanBench.Configuration;
using GanBench.Imaging;
using GanBench.Objectives;
using GanBench.Random;
using GanBench.Recipes;
using GanBench.Tests.Architectures;
using GanBench.Training;
using GanBench.Training.Steps;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GanBench.Tests.Training;

/// <summary>Options of a step that no architecture's own recipe has; the recipes themselves are checked against PyTorch.</summary>
public class GanStepTests
{
    private static readonly SampleShape Shape = new(1, 28, 28);

    [Fact]
    public void Take_WeightClipping_LeavesEveryWeightInTheBox()
    {
        using var scope = NewDisposeScope();
        using var run = new Steps("wgan", "network.width=0.05 discriminator.steps=2");
        for (var step = 1; step <= 3; step++)
        {
            run.Take(step);
            Assert.All(run.Model.Discriminator.parameters(), p => Assert.True((double)p.abs().max() <= 0.01));
        }
    }

    [Fact]
    public void Take_JointBatch_EqualsSeparateBatchesWithoutBatchNorm()
    {
        using var scope = NewDisposeScope();
        using var joint = new Steps("gan", "network.width=0.05 discriminator.batches=joint");
        using var separate = new Steps("gan", "network.width=0.05 discriminator.batches=separate");

        var (a, b) = (joint.Take(1), separate.Take(1));

        Assert.Equal(b.LossD, a.LossD, 12);
        foreach (var (p, q) in joint.Model.Discriminator.parameters().Zip(separate.Model.Discriminator.parameters()))
            Assert.True(p.allclose(q, 1e-9, 1e-12));
    }

    [Fact]
    public void Take_KSteps_ReadsKBatches()
    {
        using var scope = NewDisposeScope();
        using var run = new Steps("wgan", "network.width=0.05 discriminator.steps=3");

        run.Take(1);

        Assert.Equal([0, 1, 2], run.Read);
    }

    [Fact]
    public void Take_SmoothLabels_AreTheTargetsOfTheCrossEntropy()
    {
        using var scope = NewDisposeScope();
        using var plain = new Steps("gan", "network.width=0.05");
        using var smooth = new Steps("gan", "network.width=0.05 labels.smoothReal=0.1");
        var logits = plain.Model.Discriminator.call(Steps.Real(0)).detach();

        Assert.Equal((double)(functional.softplus(logits) - logits).mean(), plain.Take(1).LossDReal, 10);
        Assert.Equal((double)(functional.softplus(logits) - (logits * 0.9)).mean(), smooth.Take(1).LossDReal, 10);
    }

    [Fact]
    public void Take_FlippedLabels_SwapTheTargetsInTheirShareOfSteps()
    {
        using var scope = NewDisposeScope();
        var flipped = 0;
        for (var step = 1; step <= 40; step++)
        {
            using var run = new Steps("gan", "network.width=0.05 labels.flip=0.5");
            var logits = run.Model.Discriminator.call(Steps.Real(0)).detach();
            var (real, fake) = ((double)(functional.softplus(logits) - logits).mean(), (double)functional.softplus(logits).mean());
            var loss = run.Take(step).LossDReal;
            Assert.True(Math.Abs(loss - real) < 1e-9 || Math.Abs(loss - fake) < 1e-9);
            flipped += Math.Abs(loss - fake) < 1e-9 ? 1 : 0;
        }
        Assert.InRange(flipped, 10, 30);
    }

    [Theory]
    [InlineData("discriminator.batches=separate")]
    [InlineData("discriminator.batches=joint")]
    [InlineData("discriminator.batches=separate-steps discriminator.optimizer.learningRate=1e-12")]
    [InlineData("weighting=adaptive discriminator.batches=separate")]
    [InlineData("scheme=simultaneous discriminator.batches=separate discriminator.fakesInEvaluationMode=false")]
    [InlineData("objective=least-squares discriminator.batches=separate")]
    [InlineData("objective=hinge discriminator.batches=separate")]
    public void Take_DeceivedDiscriminator_LearnsThatFakesAreReal(string settings)
    {
        using var scope = NewDisposeScope();
        settings = "network.width=0.05 generator.latents=reused " + settings;
        using var plain = new Steps("gan", settings);
        using var deceived = new Steps("gan", settings + " labels.deceiveFrom=3 labels.deceiveProbability=1");
        using var frozen = new Steps("gan", settings);
        for (var step = 1; step <= 2; step++)
        {
            Assert.Equal(plain.Take(step), deceived.Take(step));
            frozen.Take(step);
        }
        foreach (var (p, q) in plain.Model.Discriminator.parameters().Zip(deceived.Model.Discriminator.parameters()))
            Assert.True(p.equal(q).all().item<bool>());
        var objective = ObjectiveRegistry.Create(deceived.Recipe);
        using var latents = frozen.Model.Latents(Streams.LatentTraining, 3 * 2, 6);
        if (deceived.Recipe.Discriminator.FakesInEvaluationMode)
            frozen.Model.Generator.eval();
        var fakes = frozen.Model.Discriminator.call(frozen.Model.Generator.call(latents).detach()).detach();
        var real = frozen.Model.Discriminator.call(Steps.Real(0)).detach();

        var result = deceived.Take(3);

        Assert.Equal((double)objective.Discriminator(fakes, 1), result.LossDFake, 8);
        Assert.Equal((double)objective.Discriminator(real, 1), result.LossDReal, 8);
    }

    [Fact]
    public void Take_DeceptionWithAProbability_HappensInItsShareOfUpdatesAndNeverRelabelsRealSamples()
    {
        var recipe = new Recipe
        {
            Labels = new() { DeceiveFrom = 10, DeceiveProbability = 0.25, Flip = 0.5, SmoothReal = 0.1 },
            Discriminator = new() { Steps = 2 },
        };
        var labels = new StepLabels(recipe, 7);
        var flipsAlone = new StepLabels(recipe with { Labels = new() { Flip = 0.5, SmoothReal = 0.1 } }, 7);
        var drawn = Enumerable.Range(10, 2000).SelectMany(step => new[] { labels.At(step, 0), labels.At(step, 1) }).ToList();

        Assert.All(Enumerable.Range(1, 9), step => Assert.Equal(flipsAlone.At(step, 0), labels.At(step, 0)));
        // 4,000 draws: the share's standard deviation is 0.007.
        Assert.InRange(drawn.Count(l => l == (0.9, 0.9)) / 4000.0, 0.22, 0.28);
        Assert.All(drawn, l => Assert.Contains(l, new[] { (0.9, 0.9), (0.9, 0), (0, 0.9) }));
    }

    [Fact]
    public void Take_Critic_IsCountedAtZero()
    {
        using var scope = NewDisposeScope();
        using var run = new Steps("gan", "network.width=0.05 objective=wasserstein");
        var logits = run.Model.Discriminator.call(Steps.Real(0)).detach();

        Assert.Equal((double)logits.gt(0).to(float64).mean(), run.Take(1).TruePositives);
    }

    [Fact]
    public void Take_InstanceNoise_FadesOverTheRun()
    {
        using var scope = NewDisposeScope();
        double Loss(double noise, int step)
        {
            using var run = new Steps("gan", FormattableString.Invariant($"network.width=0.05 discriminator.instanceNoise={noise}"));
            return run.Take(step).LossDReal;
        }
        // Real samples and weights are the same in every run, so only the noise changes the loss.
        double Shift(int first) => Enumerable.Range(first, 4).Average(step => Math.Abs(Loss(0.5, step) - Loss(0, step)));

        var (early, late) = (Shift(1), Shift(Steps.Total - 3));

        Assert.True(early > 8 * late, FormattableString.Invariant($"{early} against {late}"));
        Assert.True(late > 0);
    }

    [Fact]
    public void Take_MovingAverage_FollowsTheGenerator()
    {
        using var scope = NewDisposeScope();
        using var run = new Steps("dcgan", "network.width=0.05 generator.ema=0.75");
        var before = run.Model.Average!.parameters().Select(p => p.detach().clone()).ToArray();

        run.Take(1);

        var after = run.Model.Generator.parameters().ToArray();
        foreach (var (average, i) in run.Model.Average!.parameters().Select((p, i) => (p, i)))
            Assert.True(average.allclose((before[i] * 0.75) + (after[i] * 0.25), 1e-10, 1e-12));
    }

    [Fact]
    public void Take_LinearDecay_ShrinksTheStep()
    {
        using var scope = NewDisposeScope();
        double Change(int step)
        {
            using var run = new Steps("gan",
                "network.width=0.05 generator.optimizer.name=sgd generator.optimizer.linearDecay=true "
                + "discriminator.optimizer.learningRate=1e-12 generator.latents=fresh");
            var before = run.Model.Generator.parameters().First().detach().clone();
            run.Take(step);
            return (double)(run.Model.Generator.parameters().First() - before).norm();
        }

        // The last step of the run has 1/total of the rate; other latents make the gradients differ, not their size.
        Assert.InRange(Change(Steps.Total) / Change(1), 0.2 / Steps.Total, 5.0 / Steps.Total);
    }

    [Theory]
    [InlineData("objective=hinge")]
    [InlineData("objective=minimax generator.ema=0.5")]
    [InlineData("objective=wasserstein regularizer.gradientPenalty=one-sided")]
    [InlineData("objective=wasserstein regularizer.gradientPenalty=one-sided-squared")]
    [InlineData("regularizer.gradientPenalty=dragan")]
    [InlineData("regularizer.r1=10")]
    [InlineData("weighting=adaptive discriminator.batches=joint")]
    [InlineData("weighting=adaptive-plain objective=hinge")]
    [InlineData("weighting=adaptive objective=wasserstein regularizer.gradientPenalty=two-sided")]
    [InlineData("scheme=simultaneous regularizer.gradientPenalty=two-sided")]
    [InlineData("discriminator.optimizer.name=sgd discriminator.optimizer.momentum=0.9 discriminator.steps=3")]
    [InlineData("network.latentDistribution=uniform init.weights=orthogonal")]
    public void Take_AnyCombination_StaysFinite(string settings)
    {
        using var scope = NewDisposeScope();
        using var run =
            new Steps("gan", "network.width=0.05 discriminator.batches=separate discriminator.fakesInEvaluationMode=false " + settings);
        Assert.Empty(RecipeValidator.Problems(ArchitectureRegistry.All.Find("gan"), Shape, run.Recipe, new TrainingOptions()));

        for (var step = 1; step <= 3; step++)
            Assert.Null(run.Take(step).NonFinite);
    }

    private sealed class Steps : IDisposable
    {
        public const int Total = 100;

        private readonly GanStep _stepper;

        public Steps(string architecture, string settings)
        {
            var entry = ArchitectureRegistry.All.Find(architecture);
            Recipe = settings.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(s => s.Split('='))
                .Aggregate(entry.DefaultRecipe(Shape), (r, s) => SettingsBinder.With(r, s[0], s[1]));
            Model = new GanModel(entry, Shape, Recipe, 7, TestRuns.Device, ScalarType.Float64);
            _stepper = new GanStep(Model, Recipe, 7, Total);
        }

        public Recipe Recipe { get; }

        public GanModel Model { get; }

        public List<int> Read { get; } = [];

        public static Tensor Real(int k) => GoldenFormula.Values([6, 1, 28, 28], 100 + k);

        public StepResult Take(int step) => _stepper.Take(step, k =>
        {
            Read.Add(k);
            return Real(k);
        });

        public void Dispose() => Model.Dispose();
    }
}
