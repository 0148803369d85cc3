using GanBench.Objectives;
using GanBench.Recipes;
using GanBench.Training.Steps;

namespace GanBench.Tests.Training.Steps;

public class LoggedQuantityTests
{
    [Fact]
    public void Keys_OfALine_StandInTheirOrder() =>
        Assert.Equal(
            "lossD lossDReal lossDFake lossDMean lossG penalty scoreReal scoreFake accuracyReal accuracyFake accuracyGenerator "
            + "precision recall f1 jsEstimate jsEstimateRaw wassersteinEstimate weightReal weightFake",
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

        Assert.Equal(
            "lossD lossDReal lossDFake lossDMean lossG penalty wassersteinEstimate weightReal weightFake", string.Join(' ', values.Keys));
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

    // Chen (2019), figure 4-12: a peak of 1.1, above ln 2. Of ½(V + 2 ln 2) that would need V = 0.814, but V is never positive; as the loss
    // it is that of a discriminator that errs a little, where an undecided one has ln 2 and 1.04.
    [Theory]
    [InlineData(0.8137, 1.1)]
    [InlineData(0.6931471805599453, 1.5 * 0.6931471805599453)]
    [InlineData(0, 0.6931471805599453)]
    [InlineData(8.059, 4.7226)]
    public void Measure_RawEstimate_IsWhatTheDissertationDraws(double loss, double expected)
    {
        var values = Measure("non-saturating", new() { LossD = 0, LossDReal = 0.5 * loss, LossDFake = 1.5 * loss, LossG = 2 });

        Assert.Equal(loss, values["lossDMean"], 1e-12);
        Assert.Equal(expected, values["jsEstimateRaw"], 1e-4);
        Assert.Equal(Math.Max(Math.Log(2) - loss, 0), values["jsEstimate"], 1e-12);
    }

    [Theory]
    [InlineData(9, true)]
    [InlineData(10, false)]
    public void Measure_DeceivedDiscriminator_BoundsNoDivergenceFromThatStepOn(int step, bool bounds)
    {
        var values = Measure(
            "non-saturating", new() { LossD = 1, LossDReal = 0.6, LossDFake = 0.4, LossG = 2 },
            new() { DeceiveFrom = 10, DeceiveProbability = 0.1 }, step);

        Assert.Equal((bounds, bounds), (values.ContainsKey("jsEstimate"), values.ContainsKey("jsEstimateRaw")));
    }

    [Fact]
    public void Meaning_OfEveryLoss_SaysWhetherItIsASumOrAMean()
    {
        var sum = new Recipe { Regularizer = new() { R1 = 1 } };
        var mean = new Recipe { Discriminator = new() { AverageParts = true } };
        string Meaning(string name, Recipe recipe) => LoggedQuantities.All.Find(name).Meaning(recipe);

        Assert.Equal("the sum of the real and the generated part, and the penalties", Meaning("loss-d", sum));
        Assert.Equal("the mean of the real and the generated part", Meaning("loss-d", mean));
        Assert.Equal("the mean of the real and the generated part, without penalties", Meaning("loss-d-mean", sum));
        Assert.All(LoggedQuantities.All.Where(q => q.Name.StartsWith("loss", StringComparison.Ordinal)),
            q => Assert.NotEqual("", q.Meaning(sum)));
    }

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

    private static Dictionary<string, double> Measure(string objective, StepResult result, LabelOptions? labels = null, int step = 1)
    {
        var recipe = new Recipe { Objective = objective, Labels = labels ?? new() };
        var context = new StepContext(step, result, recipe, ObjectiveRegistry.Create(recipe));
        return LoggedQuantities.Measure(context).ToDictionary(v => v.Key, v => v.Value);
    }
}
