using GanBench.Recipes;
using GanBench.Training.Optimizers;
using TorchSharp;
using static TorchSharp.torch;

namespace GanBench.Tests.Training.Optimizers;

/// <summary>The optimisers against their published update rules, written out in double precision.</summary>
public class OptimizerTests
{
    private static readonly double[] Gradients = [0.5, -0.2, 1e-6, 0.8, -1.5];

    public static TheoryData<string, OptimizerOptions> Options => new()
    {
        { "PyTorch's Adam", OptimizerOptions.PyTorchAdam(0.01, 0.5) },
        { "Keras's Adam", OptimizerOptions.KerasAdam(0.01, 0.5) },
        { "PyTorch's RMSprop", new() { Name = OptimizerOptions.RmsProp, LearningRate = 0.01 } },
        { "Keras's RMSprop", OptimizerOptions.KerasRmsProp(0.01) },
        { "RMSprop with momentum", OptimizerOptions.KerasRmsProp(0.01) with { Momentum = 0.9 } },
        { "descent", new() { Name = OptimizerOptions.Sgd, LearningRate = 0.1 } },
        { "descent with momentum", new() { Name = OptimizerOptions.Sgd, LearningRate = 0.1, Momentum = 0.9 } },
    };

    [Theory]
    [MemberData(nameof(Options))]
    public void Step_FiveTimes_FollowsThePublishedRule(string name, OptimizerOptions options)
    {
        _ = TestRuns.Device;
        using var scope = NewDisposeScope();
        using var network = nn.Linear(1, 1, hasBias: false).to(ScalarType.Float64);
        using (no_grad())
            network.weight!.fill_(1);
        using var optimizer = OptimizerRegistry.Create(network, options);
        double x = 1, m = 0, v = 0;

        for (var t = 1; t <= Gradients.Length; t++)
        {
            var g = Gradients[t - 1];
            optimizer.Step([tensor(g).reshape(1, 1)]);
            x -= Change(options, t, g, ref m, ref v);
            Assert.True(Math.Abs(x - (double)optimizer.Parameters[0]) < 1e-12,
                $"{name}, step {t}: {(double)optimizer.Parameters[0]:R} instead of {x:R}");
        }
    }

    [Fact]
    public void Step_RateFactor_ScalesTheStep()
    {
        _ = TestRuns.Device;
        using var scope = NewDisposeScope();
        using var network = nn.Linear(1, 1, hasBias: false).to(ScalarType.Float64);
        using (no_grad())
            network.weight!.fill_(1);
        using var optimizer = OptimizerRegistry.Create(network, new() { Name = OptimizerOptions.Sgd, LearningRate = 0.5 });

        optimizer.Step([ones(1, 1, dtype: ScalarType.Float64)], rateFactor: 0.25);

        Assert.Equal(1 - 0.125, (double)optimizer.Parameters[0], 15);
    }

    private static double Change(OptimizerOptions o, int t, double g, ref double m, ref double v)
    {
        if (o.Name == OptimizerOptions.Sgd)
        {
            m = (o.Momentum * m) + g;
            return o.LearningRate * m;
        }
        if (o.Name == OptimizerOptions.RmsProp)
        {
            v = (o.Decay * v) + ((1 - o.Decay) * g * g);
            m = (o.Momentum * m) + (g / (Math.Sqrt(v) + o.Epsilon));
            return o.LearningRate * m;
        }
        m = (o.Beta1 * m) + ((1 - o.Beta1) * g);
        v = (o.Beta2 * v) + ((1 - o.Beta2) * g * g);
        var (c1, c2) = (1 - Math.Pow(o.Beta1, t), 1 - Math.Pow(o.Beta2, t));
        return o.EpsilonHat
            ? o.LearningRate * Math.Sqrt(c2) / c1 * m / (Math.Sqrt(v) + o.Epsilon)
            : o.LearningRate * (m / c1) / (Math.Sqrt(v / c2) + o.Epsilon);
    }
}
