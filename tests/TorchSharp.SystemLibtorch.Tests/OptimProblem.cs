using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp.SystemLibtorch.Tests;

/// <summary>The small loss with curvature of tests/golden/modules.py: Σ c cos(p) + Σ (p - t)⁴ / 4.</summary>
internal static class OptimProblem
{
    public static Parameter[] Parameters() =>
    [
        new(ModulesGolden.Values([5], seed: 40, scale: 2).to(float32)),
        new(ModulesGolden.Values([2, 3], seed: 41, scale: 2).to(float32)),
    ];

    public static Tensor Loss(IReadOnlyList<Parameter> parameters)
    {
        Tensor loss = zeros([]);
        for (var i = 0; i < parameters.Count; i++)
        {
            var p = parameters[i];
            var c = ModulesGolden.Values(p.shape, seed: 20 + i).to(float32);
            var t = ModulesGolden.Values(p.shape, seed: 30 + i).to(float32);
            loss = loss + (c * cos(p)).sum() + ((p - t).pow(4).sum() / 4);
        }

        return loss;
    }
}
