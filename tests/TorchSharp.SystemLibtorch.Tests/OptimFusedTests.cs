using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp.SystemLibtorch.Tests;

/// <summary>
/// Contiguous float32 parameters take one fused pass, others libtorch's operators, which PyTorch's optimizers are made of. Both give
/// the same parameters.
/// </summary>
public class OptimFusedTests
{
    // The operators' vector code fuses multiply and add, their code for the last elements of a range may not.
    private const double Relative = 2e-7;

    private static readonly Dictionary<string, Func<IEnumerable<Parameter>, optim.Optimizer>> Factories = new()
    {
        ["adam"] = p => optim.Adam(p, lr: 0.05, beta1: 0.5),
        ["adam decay"] = p => optim.Adam(p, lr: 0.05, weight_decay: 0.1),
        ["adam maximize"] = p => optim.Adam(p, lr: 0.05, weight_decay: 0.1, maximize: true),
        ["adamw"] = p => optim.AdamW(p, lr: 0.05, weight_decay: 0.1),
        ["rmsprop"] = p => optim.RMSProp(p, lr: 0.02, weight_decay: 0.1),
        ["rmsprop momentum"] = p => optim.RMSProp(p, lr: 0.02, momentum: 0.7),
        ["sgd"] = p => optim.SGD(p, 0.1, weight_decay: 0.1),
        ["sgd momentum"] = p => optim.SGD(p, 0.1, momentum: 0.9, dampening: 0.3, weight_decay: 0.1),
        ["sgd nesterov"] = p => optim.SGD(p, 0.1, momentum: 0.9, nesterov: true),
    };

    public static IEnumerable<object[]> Cases => Factories.Keys.Select(name => new object[] { name });

    [Theory]
    [MemberData(nameof(Cases))]
    public void FusedAndOperators_AgreeForTenSteps(string name)
    {
        using var scope = NewDisposeScope();
        var values = ModulesGolden.Values([37, 11], seed: 5, scale: 2).to(float32);
        var fused = new Parameter(values.clone());
        // Transposed in memory: not contiguous, so that the operators do the work.
        var plain = new Parameter(values.t().contiguous().t());
        Assert.False(plain.is_contiguous());
        using var first = Factories[name]([fused]);
        using var second = Factories[name]([plain]);

        for (var step = 0; step < 10; step++)
        {
            var direction = ModulesGolden.Values([37, 11], seed: 100 + step).to(float32);
            foreach (var (parameter, optimizer) in new[] { (fused, first), (plain, second) })
            {
                optimizer.zero_grad();
                (parameter * direction).sum().backward();
                optimizer.step();
            }

            var difference = (fused - plain).abs().max().item<float>();
            Assert.True(difference <= Relative * plain.abs().max().item<float>(), $"{name}: step {step + 1} differs by {difference}");
        }
    }
}
