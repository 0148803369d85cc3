using GanBench.Objectives;
using GanBench.Recipes;
using GanBench.Training.Steps;

namespace GanBench.Tests.Training.Steps;

public class LoggedQuantityTests
{
    [Fact]
    public void Keys_OfALine_StandInTheOrderOfEarlierVersions() =>
        Assert.Equal(
            "lossD lossDReal lossDFake lossG penalty scoreReal scoreFake accuracyReal "
            + "accuracyFake accuracyGenerator precision recall f1 jsEstimate wassersteinEstimate weightReal weightFake",
            string.Join(' ', LoggedQuantities.All.Select(q => q.Key)));

    // Of 8 real samples 6 are taken for real, of 8 generated ones 2: precision 6/8, recall 6/8.
    [Fact]
    public void Measure_CrossEntropy_HasSharesAndTheDivergence()
    {
        var values = Measure(
            "non-saturating",
            new() { LossD = 1, LossDReal = 0.6, LossDFake = 0.4, LossG = 2, TruePositives = 0.75, FalsePositives = 0.25 });

        Assert.Equal((0.75, 0.25), (values["accuracyFake"], values["accuracyGenerator"]));
        Assert.Equal((0.75, 0.75, 0.75), (values["precision"], values["recall"], values["f1"]));
        Assert.Equal(Math.Log(2) - 0.5, values["jsEstimate"]);
        Assert.DoesNotContain("wassersteinEstimate", values.Keys);
        Assert.DoesNotContain("penalty", values.Keys);
    }

    [Fact]
    public void Measure_Critic_HasTheDistanceAndNoShares()
    {
        var values = Measure(
            "wasserstein", new() { LossD = -2, LossDReal = -3, LossDFake = 1, LossG = 0, Penalty = 0.5, Weights = (1, 2) });

        Assert.Equal("lossD lossDReal lossDFake lossG penalty wassersteinEstimate weightReal weightFake", string.Join(' ', values.Keys));
        Assert.Equal(2, values["wassersteinEstimate"]);
    }

    [Fact]
    public void Measure_NothingTakenForReal_HasNoPrecision() =>
        Assert.DoesNotContain(
            Measure("hinge", new() { LossD = 1, LossDReal = 1, LossDFake = 0, LossG = 1, TruePositives = 0, FalsePositives = 0 }).Keys,
            key => key is "precision" or "f1");

    [Fact]
    public void Measure_SmoothedLabels_BoundNoDivergence() =>
        Assert.DoesNotContain(
            "jsEstimate",
            Measure("non-saturating", new() { LossD = 1, LossDReal = 0.6, LossDFake = 0.4, LossG = 2 }, new() { SmoothReal = 0.1 }).Keys);

    // Keras clips at 1e-7: −ln 1e-7 = 16.118, and half of it where one of two averaged parts rests there (figure 4-19 of chen-2019).
    [Theory]
    [InlineData("loss-d", true, "one part saturated: 8.06", 8.0590478)]
    [InlineData("loss-d", false, "one part saturated: 16.12", 16.1180957)]
    [InlineData("loss-g", true, "saturated: 16.12", 16.1180957)]
    public void Levels_ClippedCrossEntropy_AreWhereLossesSaturate(string quantity, bool average, string label, double level)
    {
        var recipe = new Recipe { Objective = "non-saturating-clipped", Discriminator = new() { AverageParts = average } };

        var found = Assert.Single(LoggedQuantities.All.Find(quantity).Levels(recipe));

        Assert.Equal(label, found.Label);
        Assert.Equal(level, found.Value, 7);
    }

    [Theory]
    [InlineData("non-saturating")]
    [InlineData("wasserstein")]
    [InlineData("an objective of another program")]
    public void Levels_LossesThatDoNotSaturate_AreNone(string objective) =>
        Assert.Empty(LoggedQuantities.All.Find("loss-g").Levels(new Recipe { Objective = objective }));

    [Fact]
    public void Key_WhereNothingElseIsSaid_IsTheNameInCamelCase()
    {
        Assert.Equal("lossGapOfParts", new LoggedQuantity("loss-gap-of-parts", "gap", _ => null).Key);
        Assert.Throws<ArgumentException>(() => new LoggedQuantity("seconds", "seconds", _ => null));
    }

    private static Dictionary<string, double> Measure(string objective, StepResult result, LabelOptions? labels = null)
    {
        var recipe = new Recipe { Objective = objective, Labels = labels ?? new() };
        var step = new StepContext(result, recipe, ObjectiveRegistry.Create(recipe));
        return LoggedQuantities.Measure(step).ToDictionary(v => v.Key, v => v.Value);
    }
}
