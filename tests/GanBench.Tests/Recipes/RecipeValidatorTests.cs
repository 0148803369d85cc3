using GanBench.Architectures;
using GanBench.Configuration;
using GanBench.Imaging;
using GanBench.Networks;
using GanBench.Networks.Layers;
using GanBench.Recipes;
using GanBench.Training;

namespace GanBench.Tests.Recipes;

public class RecipeValidatorTests
{
    private static readonly SampleShape Grey28 = new(1, 28, 28);

    [Fact]
    public void Problems_DefaultRecipes_AreNone()
    {
        foreach (var architecture in ArchitectureRegistry.All)
        {
            foreach (var shape in new SampleShape[] { Grey28, new(3, 32, 32), new(3, 64, 64), new(3, 128, 128), new(1, 1, 1) }.Where(
                architecture.Supports))
                Assert.Empty(
                    RecipeValidator.Problems(architecture, shape, architecture.DefaultRecipe(shape), architecture.DefaultTraining(shape)));
        }
    }

    [Theory]
    [InlineData("dcgan", "regularizer.gradientPenalty=two-sided discriminator.batches=separate", "has batch norm")]
    [InlineData("dcgan", "regularizer.gradientPenalty=two-sided", "not separate-steps")]
    [InlineData("wgan-gp", "regularizer.penaltyWeight=-1", "regularizer.penaltyWeight must not be negative (was -1)")]
    [InlineData("dcgan", "discriminator.steps=0", "discriminator.steps must be between 1 and 100 (was 0)")]
    [InlineData("dcgan", "network.latent=0", "network.latent must be between 1 and 65536 (was 0)")]
    [InlineData("dcgan", "network.width=0", "network.width")]
    [InlineData("dcgan", "objective=hing", "hinge")]
    [InlineData("dcgan", "objective=hinge labels.smoothReal=0.1", "labels.smoothReal")]
    [InlineData("dcgan", "objective=least-squares leastSquares.a=1 leastSquares.b=1",
        "leastSquares.a (1) must be below leastSquares.b (1)")]
    [InlineData("dcgan", "weighting=adaptive", "weighting combines both parts in one step")]
    [InlineData("dcgan-tf", "weighting=adaptive", "use scheme alternating")]
    [InlineData("dcgan", "regularizer.r1=1", "not separate-steps")]
    [InlineData("dcgan", "regularizer.name=r1", "regularizer.name: r1 is turned on by regularizer.r1")]
    [InlineData("dcgan", "regularizer.name=r3", "regularizer.name: Unknown regularizer 'r3'. Did you mean 'r1'?")]
    [InlineData("dcgan", "regularizer.options.weight=1", "regularizer.options are those of regularizer.name, which is not set")]
    [InlineData("dcgan-tf", "scheme=simultanous", "Did you mean 'simultaneous'?")]
    [InlineData("dcgan-tf", "discriminator.batches=joint", "scheme simultaneous passes real and fake images separately")]
    [InlineData("dcgan-tf", "discriminator.steps=2", "scheme simultaneous takes one discriminator step")]
    [InlineData("dcgan-tf", "discriminator.fakesInEvaluationMode=true", "discriminator.fakesInEvaluationMode must be false")]
    [InlineData("dcgan", "discriminator.optimizer.learningRate=0", "discriminator.optimizer.learningRate must be positive (was 0)")]
    [InlineData("dcgan", "generator.optimizer.beta2=1", "generator.optimizer.beta2 must be in [0, 1) (was 1)")]
    [InlineData("dcgan", "generator.ema=1", "generator.ema")]
    [InlineData("dcgan", "labels.flip=0.9", "labels.flip")]
    [InlineData("dcgan", "labels.deceiveFrom=5", "labels.deceiveProbability must say how often, since labels.deceiveFrom is 5")]
    [InlineData("dcgan", "labels.deceiveProbability=0.5", "labels.deceiveFrom must say from which step on")]
    [InlineData("dcgan", "labels.deceiveFrom=5 labels.deceiveProbability=0", "labels.deceiveProbability must be above 0 and at most 1")]
    [InlineData("dcgan", "network.options.depth=2", "network.options: dcgan has no options")]
    [InlineData("dcgan", "labels.deceiveFrom=0 labels.deceiveProbability=1", "labels.deceiveFrom must be at least 1 (was 0)")]
    [InlineData("wgan", "labels.deceiveFrom=5 labels.deceiveProbability=1", "labels.deceiveFrom needs an objective with labels")]
    public void Problems_ImpossibleRecipe_SaysWhichRuleItBreaks(string name, string settings, string expected)
    {
        var architecture = ArchitectureRegistry.All.Find(name);
        var recipe = settings.Split(' ').Select(s => s.Split('=')).Aggregate(
            architecture.DefaultRecipe(Grey28), (r, s) => SettingsBinder.With(r, s[0], s[1]));

        Assert.Contains(RecipeValidator.Problems(architecture, Grey28, recipe, architecture.DefaultTraining(Grey28)),
            p => p.Contains(expected, StringComparison.Ordinal));
    }

    [Fact]
    public void Problems_PenaltyWithBatchNormAllowed_AreNone()
    {
        var architecture = ArchitectureRegistry.All.Find("dcgan");
        var recipe = architecture.DefaultRecipe(Grey28);
        recipe = recipe with
        {
            Discriminator = recipe.Discriminator with { Batches = DiscriminatorBatches.Separate },
            Regularizer = new() { GradientPenalty = GradientPenalty.TwoSided, AllowBatchNorm = true },
        };

        Assert.Empty(RecipeValidator.Problems(architecture, Grey28, recipe, new TrainingOptions()));
    }

    [Fact]
    public void Check_ImageSizeItCannotMake_NamesTheSupportedOnes() =>
        Assert.Contains(
            "32, 64", Refuse(ArchitectureRegistry.All.Find("dcgan-faces"), new SampleShape(3, 48, 48)), StringComparison.Ordinal);

    [Fact]
    public void Check_SigmoidAtTheEndOfTheDiscriminator_IsRefused() =>
        Assert.Contains(
            "ends in a sigmoid", Refuse(new SigmoidEnd(), Grey28, new Recipe { Objective = "hinge" }), StringComparison.Ordinal);

    [Fact]
    public void Check_NetworksOfOtherShapes_AreRefusedBeforeAnythingIsTrained()
    {
        var message = Refuse(new OtherShapes(new Dense(196), new Reshape(1, 14, 14)), Grey28);

        Assert.Contains("The generator of other-shapes makes 1×14×14, and samples are 1×28×28.", message, StringComparison.Ordinal);
        Assert.Contains("The discriminator of other-shapes ends in 2, and one raw output is read", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_LayersThatDoNotFit_NamesNetworkAndLayer() => Assert.Contains(
        "generator, layer 2: 100 cannot be reshaped to 1×28×28", Refuse(
            new OtherShapes(new Dense(100), new Reshape(1, 28, 28)), Grey28), StringComparison.Ordinal);

    [Fact]
    public void Check_SeveralProblems_AreAllInOneMessage()
    {
        var message = Refuse(
            ArchitectureRegistry.All.Find("dcgan"), Grey28,
            new Recipe { Network = new() { Latent = 0 }, Regularizer = new() { PenaltyWeight = -1 }, Discriminator = new() { Steps = 0 } });

        Assert.Contains("3 problems", message, StringComparison.Ordinal);
        Assert.All(["network.latent", "penaltyWeight", "discriminator.steps"],
            key => Assert.Contains(key, message, StringComparison.Ordinal));
    }

    private static string Refuse(Architecture architecture, SampleShape shape, Recipe? recipe = null) =>
        Assert.Throws<UsageException>(
            () => RecipeValidator.Check(architecture, shape, recipe ?? new Recipe(), new TrainingOptions())).Message;

    private sealed class OtherShapes(params Layer[] generator) : Architecture
    {
        public override string Name => "other-shapes";

        public override string Title => Name;

        public override string Source => "test";

        public override bool Supports(SampleShape shape) => true;

        public override Recipe DefaultRecipe(SampleShape shape) => new();

        public override Network Generator(SampleShape shape, NetworkOptions options) =>
            new("generator", TensorShape.Vector(options.Latent), generator);

        public override Network Discriminator(SampleShape shape, NetworkOptions options) =>
            new("discriminator", TensorShape.Of(shape), new Flattened(), new Dense(2));
    }

    private sealed class SigmoidEnd : Architecture
    {
        public override string Name => "sigmoid-end";

        public override string Title => Name;

        public override string Source => "test";

        public override string Shapes => "any";

        public override bool Supports(SampleShape shape) => true;

        public override Recipe DefaultRecipe(SampleShape shape) => new();

        public override Network Generator(SampleShape shape, NetworkOptions options) =>
            new("generator", TensorShape.Vector(options.Latent), new Dense(shape.Length),
                new Reshape(shape.Channels, shape.Height, shape.Width));

        public override Network Discriminator(SampleShape shape, NetworkOptions options) =>
            new("discriminator", TensorShape.Of(shape), new Dense(1), new SigmoidActivation());
    }
}
