using GanBench.Architectures;
using GanBench.Configuration;
using GanBench.Imaging;
using GanBench.Recipes;
using GanBench.Training;
using GanBench.Training.Steps;
using static TorchSharp.torch;

namespace GanBench.Tests.Training.Steps;

public class UpdateSchemeTests
{
    private static readonly SampleShape Shape = new(1, 28, 28);

    [Theory]
    [InlineData("", "alternating")]
    [InlineData("discriminator.batches=joint", "alternating")]
    [InlineData("discriminator.batches=separate-steps", "separate-steps")]
    [InlineData("weighting=adaptive", "weighted")]
    [InlineData("weighting=adaptive-plain discriminator.batches=joint", "weighted")]
    [InlineData("scheme=simultaneous", "simultaneous")]
    public void Of_Settings_ChooseTheScheme(string settings, string expected) =>
        Assert.Equal(expected, UpdateSchemeRegistry.Of(RecipeWith(settings)).Name);

    [Fact]
    public void Of_UnknownName_NamesTheNearest() =>
        Assert.Contains(
            "'alternating'", Assert.Throws<UsageException>(() => UpdateSchemeRegistry.Of(RecipeWith("scheme=alternate"))).Message);

    [Fact]
    public void Take_SchemeOfAnotherProgram_HasAllItNeedsInItsParts()
    {
        using var scope = NewDisposeScope();
        var recipe = new Recipe { Network = new() { Width = 0.05 } };
        using var model = new GanModel(ArchitectureRegistry.All.Find("gan"), Shape, recipe, 1, CPU);
        var before = model.Generator.parameters().First().detach().clone();

        var parts = new StepParts(model, recipe, 1, 10);
        using var taken = new UnreadStep(parts, new GeneratorFirst().Take(parts, 1, _ => zeros(4, 1, 28, 28)));

        Assert.Null(taken.Read().NonFinite);
        Assert.False(before.allclose(model.Generator.parameters().First(), 1e-6, 1e-9));
        Assert.Equal((1, 1), (model.GeneratorOptimizer.Steps, model.DiscriminatorOptimizer.Steps));
    }

    private static Recipe RecipeWith(string settings) => settings.Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .Select(setting => setting.Split('='))
        .Aggregate(new Recipe(), (recipe, setting) => SettingsBinder.With(recipe, setting[0], setting[1]));

    /// <summary>The generator against the discriminator that the last step left, then the discriminator.</summary>
    private sealed class GeneratorFirst : UpdateScheme
    {
        public override string Name => "generator-first";

        public override StepOutcome Take(StepParts parts, int step, Func<int, Tensor> realBatch)
        {
            var real = realBatch(0);
            var fake = parts.Fakes.Make(step, 0, (int)real.shape[0]);
            var lossG = parts.Objective.Generator(parts.Discrimination.Logits(fake, step, 2));
            parts.GeneratorUpdate.Step(parts.GeneratorUpdate.Gradients(lossG), step);
            var pass = parts.Discrimination.Pass(step, 0, real, fake.detach());
            parts.DiscriminatorUpdate.Step(parts.DiscriminatorUpdate.Gradients(parts.Discrimination.Total(pass)), step);
            return new StepOutcome(pass, lossG);
        }
    }
}
