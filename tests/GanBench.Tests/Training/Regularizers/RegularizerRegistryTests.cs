using GanBench.Architectures;
using GanBench.Configuration;
using GanBench.Engine;
using GanBench.Imaging;
using GanBench.Recipes;
using GanBench.Training;
using GanBench.Training.Regularizers;
using GanBench.Training.Steps;
using static TorchSharp.torch;

namespace GanBench.Tests.Training.Regularizers;

/// <summary>A regulariser that another program adds.</summary>
public class RegularizerRegistryTests
{
    private static readonly SampleShape Shape = new(1, 28, 28);

    static RegularizerRegistryTests() => RegularizerRegistry.All.Add("shrink", new ShrinkOptions(), (_, options) => new Shrink(options));

    [Fact]
    public void Of_NameBesideKeys_AppliesInTheirOrder() =>
        Assert.Equal(["clip", "r1", "shrink"], RegularizerRegistry.Of(new() { R1 = 1, Clip = 0.1, Name = "shrink" }).Select(r => r.Name));

    [Fact]
    public void Take_Named_AddsItsPenaltyAndConstrainsTheDiscriminator()
    {
        using var scope = NewDisposeScope();
        var recipe = RecipeWith("factor", "0");
        using var model = new GanModel(ArchitectureRegistry.All.Find("gan"), Shape, recipe, 1, CPU);

        var result = new GanStep(model, recipe, 1, 10).Take(1, _ => zeros(4, 1, 28, 28));

        Assert.True(result.Penalty > 0);
        Assert.Equal(result.LossDReal + result.LossDFake + result.Penalty!.Value, result.LossD, 1e-5);
        Assert.All(model.Discriminator.parameters(), p => Assert.Equal(0, p.abs().max().item<float>()));
    }

    [Fact]
    public void Problems_OptionOutOfItsRange_NamesRuleAndValue() =>
        Assert.Contains(
            "regularizer.options.factor must be between 0 and 1 (was 2).",
            RecipeValidator.Problems(ArchitectureRegistry.All.Find("gan"), Shape, RecipeWith("factor", "2"), new TrainingOptions()));

    [Fact]
    public void Problems_PenaltyInSeparateSteps_IsRefused()
    {
        var recipe = RecipeWith("factor", "1") with { Discriminator = new() { Batches = DiscriminatorBatches.SeparateSteps } };

        Assert.Contains(
            RecipeValidator.Problems(ArchitectureRegistry.All.Find("gan"), Shape, recipe, new TrainingOptions()),
            p => p.Contains("not separate-steps", StringComparison.Ordinal));
    }

    [Fact]
    public void Resolve_Named_StatesItsOptionsAndNothingElsewhere()
    {
        var gan = ArchitectureRegistry.All.Find("gan");

        var named = SettingsBinder.ToYaml(RecipeParts.Resolve(gan, new Recipe { Regularizer = new() { Name = "shrink" } }).Regularizer);
        var plain = SettingsBinder.ToYaml(RecipeParts.Resolve(gan, new Recipe()).Regularizer);

        Assert.Equal(plain + "name: shrink\noptions:\n  factor: 0.5\n", named);
    }

    private static Recipe RecipeWith(string key, string value) => new()
    {
        Network = new() { Width = 0.05 },
        Regularizer = new() { Name = "shrink", Options = OwnOptions.None.With(key, value) },
    };

    private sealed record ShrinkOptions
    {
        [RangeRule(0, 1)]
        public double Factor { get; init; } = 0.5;
    }

    private sealed class Shrink(ShrinkOptions options) : Regularizer
    {
        public override string Name => "shrink";

        public override bool HasPenalty => true;

        public override Tensor Penalty(PenaltyInput input) => input.Discriminator.call(input.Real).Squared().mean().Plus(1);

        public override void Constrain(IReadOnlyList<Tensor> parameters)
        {
            using var noGrad = no_grad();
            foreach (var parameter in parameters)
                parameter.mul_(Scalars.Of(options.Factor));
        }
    }
}
