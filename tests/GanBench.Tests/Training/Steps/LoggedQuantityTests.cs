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
            + "accuracyFake precision recall f1 jsEstimate wassersteinEstimate weightReal weightFake",
            string.Join(' ', LoggedQuantities.All.Select(q => q.Key)));

    // Of 8 real samples 6 are taken for real, of 8 generated ones 2: precision 6/8, recall 6/8.
    [Fact]
    public void Measure_CrossEntropy_HasSharesAndTheDivergence()
    {
        var values = Measure(
            "non-saturating",
            new() { LossD = 1, LossDReal = 0.6, LossDFake = 0.4, LossG = 2, TruePositives = 0.75, FalsePositives = 0.25 });

        Assert.Equal(0.75, values["accuracyFake"]);
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
