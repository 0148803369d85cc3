using GanBench.Objectives;
using GanBench.Recipes;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GanBench.Tests.Objectives;

public class ObjectiveTests
{
    private static readonly double[] Logits = [-3.5, -0.25, 0, 0.75, 2];

    private static Objective Create(string name, LeastSquaresOptions? targets = null) =>
        ObjectiveRegistry.Create(new Recipe { Objective = name, LeastSquares = targets ?? new() });

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

    private static double Clipped(double x) => Math.Clamp(Sigmoid(x), 1e-7, 1 - 1e-7);

    // name, real part, fake part and generator's loss of one logit, as the papers print them.
    public static TheoryData<string> Names => [.. ObjectiveRegistry.All.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Losses_AreTheMeansOfThePrintedFormulas(string name)
    {
        using var scope = NewDisposeScope();
        var (real, fake, generator) = Printed(name);
        var objective = Create(name);
        var logits = tensor(Logits).unsqueeze(1);

        Assert.Equal(Logits.Average(real), (double)objective.Discriminator(logits, 1), 12);
        Assert.Equal(Logits.Average(fake), (double)objective.Discriminator(logits, 0), 12);
        Assert.Equal(Logits.Average(generator), (double)objective.Generator(logits), 12);
    }

    private static (Func<double, double> Real, Func<double, double> Fake, Func<double, double> Generator) Printed(string name) =>
        name switch
    {
        "non-saturating" => (x => -Math.Log(Sigmoid(x)), x => -Math.Log(1 - Sigmoid(x)), x => -Math.Log(Sigmoid(x))),
        "non-saturating-clipped" => (x => -Math.Log(Clipped(x)), x => -Math.Log(1 - Clipped(x)), x => -Math.Log(Clipped(x))),
        "minimax" => (x => -Math.Log(Sigmoid(x)), x => -Math.Log(1 - Sigmoid(x)), x => Math.Log(1 - Sigmoid(x))),
        "least-squares" => (x => (x - 1) * (x - 1), x => x * x, x => (x - 1) * (x - 1)),
        "wasserstein" => (x => -x, x => x, x => -x),
        "hinge" => (x => Math.Max(0, 1 - x), x => Math.Max(0, 1 + x), x => -x),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "Add the formula of the new objective."),
    };

    [Fact]
    public void LeastSquares_MinusOneOneZero_MinimisesPearsonsDivergence()
    {
        using var scope = NewDisposeScope();
        var objective = Create("least-squares", new LeastSquaresOptions { A = -1, B = 1, C = 0 });
        var logits = tensor(Logits).unsqueeze(1);

        Assert.Equal(Logits.Average(x => (x - 1) * (x - 1)), (double)objective.Discriminator(logits, 1), 12);
        Assert.Equal(Logits.Average(x => (x + 1) * (x + 1)), (double)objective.Discriminator(logits, 0), 12);
        Assert.Equal(Logits.Average(x => x * x), (double)objective.Generator(logits), 12);
    }

    [Theory]
    [InlineData(1.0)]
    [InlineData(0.9)]
    [InlineData(0.1)]
    [InlineData(0.0)]
    public void CrossEntropy_EqualsSigmoidThenCrossEntropy_WithGradients(double label)
    {
        using var scope = NewDisposeScope();
        var logits = tensor(Logits).unsqueeze(1).requires_grad_();

        var ours = Create("non-saturating").Discriminator(logits, label);
        var printed = functional.binary_cross_entropy(logits.sigmoid(), full_like(logits, label).detach());

        Assert.Equal((double)printed, (double)ours, 12);
        Assert.True(autograd.grad([printed], [logits])[0].allclose(autograd.grad([ours], [logits])[0], 1e-10, 1e-14));
    }

    [Theory]
    [InlineData("non-saturating", -2000f, 2000.0)]
    [InlineData("minimax", 2000f, -2000.0)]
    public void CrossEntropy_HugeLogits_StaysFinite(string name, float logit, double generator)
    {
        using var scope = NewDisposeScope();
        var logits = tensor([logit], [1, 1], dtype: ScalarType.Float32).requires_grad_();

        var loss = Create(name).Generator(logits);

        Assert.Equal(generator, (double)loss, 3);
        Assert.Equal(-1, (double)autograd.grad([loss], [logits])[0], 6);
    }

    // Keras clips probabilities at 1e-7: −ln 1e-7 = 16.1181, and no gradient from there on.
    [Theory]
    [InlineData(-15, 15.0000003, -0.9999997)]
    [InlineData(-17, 16.1180957, 0)]
    [InlineData(-2000, 16.1180957, 0)]
    [InlineData(2000, 1e-7, 0)]
    public void ClippedNonSaturating_BeyondTheClip_RestsWithoutGradient(double logit, double loss, double gradient)
    {
        using var scope = NewDisposeScope();
        var logits = tensor([logit], [1, 1]).requires_grad_();

        var generator = Create("non-saturating-clipped").Generator(logits);
        var slope = autograd.grad([generator], [logits], retain_graph: true)[0];

        Assert.Equal(loss, (double)generator, 7);
        Assert.Equal(gradient, (double)slope, 7);
        Assert.InRange((double)generator, 0, Create("non-saturating-clipped").Saturation!.Value + 1e-9);
        // PyTorch's own cross-entropy of the clipped probability says the same.
        var probability = logits.sigmoid().clamp(1e-7, 1 - 1e-7);
        var printed = functional.binary_cross_entropy(probability, ones_like(probability).detach());
        Assert.Equal((double)printed, (double)generator, 9);
        Assert.Equal((double)autograd.grad([printed], [logits])[0], (double)slope, 7);
    }

    [Fact]
    public void Create_UnknownName_NamesTheNearest() =>
        Assert.Contains("wasserstein", Assert.Throws<UsageException>(() => Create("waserstein")).Message, StringComparison.Ordinal);
}
