using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp.SystemLibtorch.Tests;

/// <summary>Five steps of every optimizer variant, and schedules, against PyTorch.</summary>
public class OptimGoldenTests
{
    private static readonly Dictionary<string, Func<Parameter[], optim.Optimizer>> Factories = new()
    {
        ["adam"] = p => optim.Adam(p, lr: 0.05),
        ["adam gan"] = p => optim.Adam(p, lr: 0.0002, beta1: 0.5, beta2: 0.999),
        ["adam decay"] = p => optim.Adam(p, lr: 0.05, weight_decay: 0.1, eps: 1e-6),
        ["adam amsgrad"] = p => optim.Adam(p, lr: 0.05, beta1: 0.3, beta2: 0.7, amsgrad: true),
        ["adam maximize"] = p => optim.Adam(p, lr: 0.05, weight_decay: 0.1, maximize: true),
        ["adamw"] = p => optim.AdamW(p, lr: 0.05, weight_decay: 0.1),
        ["adamw amsgrad"] = p => optim.AdamW(p, lr: 0.05, beta1: 0.3, beta2: 0.7, weight_decay: 0.1, amsgrad: true),
        ["adamw maximize"] = p => optim.AdamW(p, lr: 0.05, weight_decay: 0.1, maximize: true),
        ["rmsprop"] = p => optim.RMSProp(p, lr: 0.02),
        ["rmsprop decay"] = p => optim.RMSProp(p, lr: 0.02, alpha: 0.9, weight_decay: 0.1, eps: 1e-6),
        ["rmsprop momentum"] = p => optim.RMSProp(p, lr: 0.02, momentum: 0.7),
        ["rmsprop centered"] = p => optim.RMSProp(p, lr: 0.02, centered: true),
        ["rmsprop centered momentum maximize"] = p => optim.RMSProp(p, lr: 0.02, centered: true, momentum: 0.5, maximize: true),
        ["sgd"] = p => optim.SGD(p, 0.1),
        ["sgd momentum"] = p => optim.SGD(p, 0.1, momentum: 0.9),
        ["sgd dampening"] = p => optim.SGD(p, 0.1, momentum: 0.9, dampening: 0.3, weight_decay: 0.1),
        ["sgd nesterov"] = p => optim.SGD(p, 0.1, momentum: 0.9, nesterov: true),
        ["sgd maximize"] = p => optim.SGD(p, 0.1, momentum: 0.5, weight_decay: 0.1, maximize: true),
        ["adam groups"] = p => optim.Adam([new Adam.ParamGroup([p[0]], lr: 0.1, beta1: 0.5, beta2: 0.9), new() { Parameters = [p[1]] }], lr: 0.01),
    };

    private static readonly Dictionary<string, Func<optim.Optimizer, optim.lr_scheduler.LRScheduler>> Schedules = new()
    {
        ["step"] = o => optim.lr_scheduler.StepLR(o, 3, 0.5),
        ["lambda"] = o => optim.lr_scheduler.LambdaLR(o, epoch => 1.0 / (1 + epoch)),
        ["exponential"] = o => optim.lr_scheduler.ExponentialLR(o, 0.9),
        ["linear"] = o => optim.lr_scheduler.LinearLR(o, 0.25, 1.0, 4),
        ["cosine"] = o => optim.lr_scheduler.CosineAnnealingLR(o, 4, 0.01),
    };

    public static IEnumerable<object[]> OptimizerCases => ModulesGolden.Keys("optimizers");

    public static IEnumerable<object[]> ScheduleCases => ModulesGolden.Keys("schedules");

    [Theory]
    [MemberData(nameof(OptimizerCases))]
    public void Step_FiveTimes_EqualsPyTorch(string name)
    {
        using var scope = NewDisposeScope();
        Parameter[] parameters = OptimProblem.Parameters();
        using var optimizer = Factories[name](parameters);

        foreach (var (step, expected) in ModulesGolden.Case("optimizers", name).GetProperty("steps").EnumerateArray().Index())
        {
            optimizer.zero_grad();
            OptimProblem.Loss(parameters).backward();
            optimizer.step();
            // float32 has 1.2e-7; the same kernels in the same order differ only by what cos and pow may differ between libraries.
            for (var i = 0; i < parameters.Length; i++)
                ModulesGolden.AssertClose(expected[i], parameters[i], 1e-7, 1e-7, $"{name}: parameter {i} after step {step + 1}");
        }
    }

    [Theory]
    [MemberData(nameof(ScheduleCases))]
    public void Schedule_TwelveEpochs_EqualsPyTorch(string name)
    {
        using var scope = NewDisposeScope();
        using var optimizer = optim.SGD([new([nn.Parameter(zeros(1))], lr: 0.4), new SGD.ParamGroup { Parameters = [nn.Parameter(zeros(1))] }], 0.1);
        var schedule = Schedules[name](optimizer);

        foreach (var expected in ModulesGolden.Case("schedules", name).GetProperty("rates").EnumerateArray())
        {
            double[] found = [.. optimizer.ParamGroups.Select(group => group.LearningRate)];
            Assert.Equal(expected[0].GetDouble(), found[0], 1e-15);
            Assert.Equal(expected[1].GetDouble(), found[1], 1e-15);
            Assert.Equal(found, schedule.get_last_lr());
            optimizer.step();
            schedule.step();
        }
    }
}
