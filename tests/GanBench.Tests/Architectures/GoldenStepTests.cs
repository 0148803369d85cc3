using System.Text.Json;
using GanBench.Architectures;
using GanBench.Imaging;
using GanBench.Recipes;
using GanBench.Testing;
using GanBench.Tests.Training;
using GanBench.Training;
using GanBench.Training.Steps;
using static TorchSharp.torch;

namespace GanBench.Tests.Architectures;

/// <summary>
/// One full training step of every architecture in float64 against PyTorch: outputs, losses, all changes of parameters (with plain
/// gradient descent, so they are the gradients) and all buffers. Golden values: tests/golden/architectures.py.
/// </summary>
public class GoldenStepTests
{
    private const double Tolerance = 1e-10;

    private static readonly JsonDocument Golden =
        JsonDocument.Parse(File.ReadAllText(Repository.PathOf("tests", "golden", "architectures.json")));

    public static TheoryData<int, string> Cases
    {
        get
        {
            var data = new TheoryData<int, string>();
            foreach (var (golden, i) in Golden.RootElement.GetProperty("cases").EnumerateArray().Select((c, i) => (c, i)))
                data.Add(i, $"{golden.GetProperty("architecture")} {ShapeOf(golden)}");
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Take_FirstStep_ChangesBothNetworksAsPyTorchDoes(int index, string name)
    {
        using var scope = NewDisposeScope();
        var golden = Golden.RootElement.GetProperty("cases")[index];
        var architecture = ArchitectureRegistry.All.Find(golden.GetProperty("architecture").GetString()!);
        var shape = ShapeOf(golden);
        var recipe = RecipeOf(golden, architecture, shape);
        var batch = golden.GetProperty("batch").GetInt32();
        var seed = Golden.RootElement.GetProperty("seed").GetUInt64();
        using var model = new GanModel(architecture, shape, recipe, seed, TestRuns.Device, ScalarType.Float64);
        GoldenFormula.Fill(model.Generator);
        GoldenFormula.Fill(model.Discriminator);

        var sample = model.Sample(GoldenFormula.Values([2, recipe.Network.Latent], 11));
        Near(golden.GetProperty("sample"), sample, name + " sample");
        model.Discriminator.eval();
        using (no_grad())
            Near(golden.GetProperty("logits"), model.Discriminator.call(sample), name + " logits");
        model.Discriminator.train();

        var before = new[] { model.Generator, model.Discriminator }.Select(n => n.parameters().Select(p => p.detach().clone()).ToArray())
            .ToArray();
        var result = new GanStep(model, recipe, seed, steps: 1000).Take(
            1, k => GoldenFormula.Values([batch, shape.Channels, shape.Height, shape.Width], 100 + k));

        var losses = golden.GetProperty("losses").EnumerateArray().Select(v => v.GetDouble()).ToArray();
        Near(losses[0], result.LossDReal, 1, name + " loss on real");
        Near(losses[1], result.LossDFake, 1, name + " loss on fake");
        Near(losses[2], result.LossG, 1, name + " generator loss");
        if (losses.Length > 3)
            Near(losses[3], result.Penalty!.Value, 1, name + " penalty");
        Compare(golden, "generator", model.Generator, before[0], name);
        Compare(golden, "discriminator", model.Discriminator, before[1], name);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Networks_AtFullWidth_HaveTheReferencesParameterCounts(int index, string name)
    {
        var golden = Golden.RootElement.GetProperty("cases")[index];
        var architecture = ArchitectureRegistry.All.Find(golden.GetProperty("architecture").GetString()!);
        var shape = ShapeOf(golden);
        var options = architecture.DefaultRecipe(shape).Network;

        Assert.Equal(
            (name, golden.GetProperty("parameters")[0].GetInt64(), golden.GetProperty("parameters")[1].GetInt64()),
            (name, architecture.Generator(shape, options).Parameters.Trainable,
                architecture.Discriminator(shape, options).Parameters.Trainable));
    }

    [Fact]
    public void Cases_CoverEveryArchitecture() =>
        Assert.Empty(ArchitectureRegistry.All.Names.Except(
            Golden.RootElement.GetProperty("cases").EnumerateArray().Select(c => c.GetProperty("architecture").GetString()!)));

    // The source's own recipe, with plain descent, fewer critic steps and a wider box, as the golden file says.
    private static Recipe RecipeOf(JsonElement golden, Architecture architecture, SampleShape shape)
    {
        var recipe = architecture.DefaultRecipe(shape);
        var descent = new OptimizerOptions { Name = OptimizerOptions.Sgd, LearningRate = golden.GetProperty("rate").GetDouble() };
        return recipe with
        {
            Network = recipe.Network with { Width = golden.GetProperty("width").GetDouble() },
            Discriminator = recipe.Discriminator with { Optimizer = descent, Steps = golden.GetProperty("steps").GetInt32() },
            Generator = recipe.Generator with { Optimizer = descent },
            Regularizer = recipe.Regularizer with { Clip = golden.GetProperty("clip").GetDouble() },
        };
    }

    private static SampleShape ShapeOf(JsonElement golden)
    {
        var side = golden.GetProperty("side").GetInt32();
        return new SampleShape(golden.GetProperty("channels").GetInt32(), side, side);
    }

    private static void Compare(JsonElement golden, string network, nn.Module module, Tensor[] before, string name)
    {
        var expected = golden.GetProperty(network);
        var parameters = module.named_parameters().ToArray();
        Assert.Equal(expected.GetArrayLength(), parameters.Length);
        for (var i = 0; i < parameters.Length; i++)
        {
            // A change is the difference of two numbers of size 1: its last bits are those of the parameter.
            var (key, parameter) = parameters[i];
            var floor = 1e-15 * Math.Sqrt(parameter.numel());
            Near(expected[i], parameter.detach() - before[i], $"{name} {network} {key}", floor);
        }
        expected = golden.GetProperty(network + "Buffers");
        var buffers = module.named_buffers(include_nonpersistent: false)
            .Where(b => !b.Item1.EndsWith("num_batches_tracked", StringComparison.Ordinal)).ToArray();
        Assert.Equal(expected.GetArrayLength(), buffers.Length);
        for (var i = 0; i < buffers.Length; i++)
            Near(expected[i], buffers[i].Item2, $"{name} {network} {buffers[i].Item1}");
    }

    // Three sums: of the values, of their squares, and weighted by the formula. The norm bounds what rounding can do to them.
    private static void Near(JsonElement expected, Tensor actual, string what, double floor = 0)
    {
        var norm = Math.Sqrt(expected[1].GetDouble());
        var scale = norm * Math.Sqrt(actual.numel());
        var sums = GoldenFormula.Sums(actual);
        Near(expected[0].GetDouble(), sums[0], scale, what + ", sum", floor);
        Near(expected[1].GetDouble(), sums[1], norm * norm, what + ", squares", floor);
        Near(expected[2].GetDouble(), sums[2], scale, what + ", weighted sum", floor);
    }

    private static void Near(double expected, double actual, double scale, string what, double floor = 0) =>
        Assert.True(
            Math.Abs(expected - actual) <= (Tolerance * Math.Max(scale, Math.Abs(expected))) + floor,
            FormattableString.Invariant($"{what}: {actual:R} instead of {expected:R}"));
}
