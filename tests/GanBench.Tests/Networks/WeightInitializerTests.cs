using GanBench.Networks;
using GanBench.Networks.Layers;
using GanBench.Recipes;
using GanBench.Tests.Training;
using static TorchSharp.torch;

namespace GanBench.Tests.Networks;

public class WeightInitializerTests
{
    // Conv 8→24 with 3×3: fan in 72, fan out 216; Dense 24·16→50.
    private static readonly Network Net = new("generator", TensorShape.Image(8, 4, 4),
        new Conv(24, 3), new BatchNorm(), new Relu(), new Flattened(), new Dense(50));

    [Theory]
    [InlineData(Initializer.GlorotUniform, 0.0833333)] // √(2/(72 + 216))
    [InlineData(Initializer.Normal002, 0.02)]
    [InlineData(Initializer.KaimingNormal, 0.1666667)] // √(2/72)
    [InlineData(Initializer.PyTorchDefault, 0.0680414)] // 1/√(3·72)
    [InlineData(Initializer.Orthogonal, 0.1178511)] // 1/√72: 24 orthonormal rows of length 72
    public void Apply_Kernel_HasThePublishedSpread(Initializer kind, double deviation)
    {
        using var scope = NewDisposeScope();
        var values = Weights(new InitOptions { Weights = kind })["00.weight"];

        Assert.Equal(deviation, (double)values.std(), deviation * 0.04);
        Assert.Equal(0, (double)values.mean(), deviation * 0.1);
        if (kind == Initializer.GlorotUniform)
            Assert.True((double)values.abs().max() <= Math.Sqrt(6.0 / 288));
        if (kind == Initializer.PyTorchDefault)
            Assert.True((double)values.abs().max() <= Math.Sqrt(1.0 / 72));
    }

    [Fact]
    public void Apply_Orthogonal_GivesOrthonormalRowsOrColumns()
    {
        using var scope = NewDisposeScope();
        var weights = Weights(new InitOptions { Weights = Initializer.Orthogonal });
        var conv = weights["00.weight"].reshape(24, 72);

        Assert.True(conv.matmul(conv.t()).allclose(eye(24), 1e-5, 1e-6));
    }

    [Fact]
    public void Apply_KerasDefaults_HaveZeroBiasesAndUnitScales()
    {
        using var scope = NewDisposeScope();
        var weights = Weights(new InitOptions());

        Assert.Equal(0, (double)weights["00.bias"].abs().max());
        Assert.Equal((1, 1), ((double)weights["01.weight"].min(), (double)weights["01.weight"].max()));
    }

    [Fact]
    public void Apply_TutorialsBatchNorm_IsNormalAroundOne()
    {
        using var scope = NewDisposeScope();
        var scale = Weights(new InitOptions { Weights = Initializer.Normal002, NormalBatchNorm = true })["01.weight"];

        Assert.Equal(1, (double)scale.mean(), 0.02);
        Assert.Equal(0.02, (double)scale.std(), 0.01);
    }

    [Fact]
    public void Apply_PyTorchDefault_DrawsBiasesWithinTheirBound()
    {
        using var scope = NewDisposeScope();
        var weights = Weights(new InitOptions { Weights = Initializer.PyTorchDefault });

        Assert.InRange((double)weights["00.bias"].abs().max(), 0.01, Math.Sqrt(1.0 / 72));
        Assert.Equal(0, (double)weights["01.bias"].abs().max());
    }

    [Fact]
    public void Apply_SameSeed_GivesTheSameWeights()
    {
        using var scope = NewDisposeScope();

        Assert.True(Weights(new InitOptions())["00.weight"].equal(Weights(new InitOptions())["00.weight"]).all().item<bool>());
        Assert.False(Weights(new InitOptions())["00.weight"].equal(Weights(new InitOptions(), seed: 2)["00.weight"]).all().item<bool>());
    }

    private static Dictionary<string, Tensor> Weights(InitOptions options, ulong seed = 1)
    {
        _ = TestRuns.Device;
        var module = Net.Build(new BuildContext(new DropoutNoise(seed, "generator")));
        WeightInitializer.Apply(module, options, seed, "generator");
        return module.named_parameters().ToDictionary(p => p.Item1, p => p.Item2.detach());
    }
}
