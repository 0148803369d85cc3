using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp.SystemLibtorch.Tests;

/// <summary>Optimizer state, groups, and what optimizers refuse.</summary>
public class OptimStateTests
{
    private static readonly Dictionary<string, Func<Parameter[], OptimizerHelper>> Factories = new()
    {
        ["adam"] = p => optim.Adam(p, lr: 0.05),
        ["amsgrad"] = p => optim.Adam(p, lr: 0.05, amsgrad: true),
        ["adamw"] = p => optim.AdamW(p, lr: 0.05, weight_decay: 0.1),
        ["rmsprop"] = p => optim.RMSProp(p, lr: 0.02, momentum: 0.5, centered: true),
        ["rmsprop plain"] = p => optim.RMSProp(p, lr: 0.02),
        ["sgd"] = p => optim.SGD(p, 0.1, momentum: 0.9),
        ["sgd plain"] = p => optim.SGD(p, 0.1),
    };

    public static IEnumerable<object[]> Cases => Factories.Keys.Select(name => new object[] { name });

    [Theory]
    [MemberData(nameof(Cases))]
    public void SavedAndLoaded_GoesOnBitForBit(string name)
    {
        using var scope = NewDisposeScope();
        var parameters = OptimProblem.Parameters();
        using var optimizer = Factories[name](parameters);
        Train(parameters, optimizer, 3);
        using var stream = new MemoryStream();
        using (var writer = new BinaryWriter(stream, System.Text.Encoding.UTF8, leaveOpen: true))
            optimizer.save_state_dict(writer);
        Parameter[] copies = [.. parameters.Select(parameter => new Parameter(parameter.detach().clone()))];

        using var resumed = Factories[name](copies);
        resumed.ParamGroups.Single().LearningRate = 7;
        stream.Position = 0;
        using (var reader = new BinaryReader(stream))
            resumed.load_state_dict(reader);

        AssertSameState(optimizer, resumed);
        AssertTrainAlike(parameters, optimizer, copies, resumed);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void LoadedFromAnother_GoesOnBitForBitAndIndependently(string name)
    {
        using var scope = NewDisposeScope();
        var parameters = OptimProblem.Parameters();
        using var optimizer = Factories[name](parameters);
        Train(parameters, optimizer, 3);
        Parameter[] copies = [.. parameters.Select(parameter => new Parameter(parameter.detach().clone()))];

        using var resumed = Factories[name](copies);
        resumed.load_state_dict(optimizer.state_dict());

        AssertTrainAlike(parameters, optimizer, copies, resumed);
    }

    [Fact]
    public void LoadStateDict_OfAnotherKindOrSize_Throws()
    {
        using var scope = NewDisposeScope();
        var parameters = OptimProblem.Parameters();
        using var adam = optim.Adam(parameters);
        using var sgd = optim.SGD(parameters, 0.1);
        using var smaller = optim.Adam(parameters[..1]);
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        adam.save_state_dict(writer);
        using var reader = new BinaryReader(stream);

        stream.Position = 0;
        Assert.Throws<InvalidDataException>(() => sgd.load_state_dict(reader));
        stream.Position = 0;
        Assert.Throws<ArgumentException>(() => smaller.load_state_dict(reader));
        Assert.Throws<ArgumentException>(() => smaller.load_state_dict(adam.state_dict()));
    }

    [Fact]
    public void ParameterWithoutGradient_StaysAndKeepsItsStepCount()
    {
        using var scope = NewDisposeScope();
        var parameters = OptimProblem.Parameters();
        using var optimizer = optim.Adam(parameters);
        var before = parameters[1].detach().clone();
        parameters[0].sum().backward();

        optimizer.step();

        Assert.True(before.Equals(parameters[1]));
        Assert.Equal([1, 0], optimizer.state_dict().State.Cast<Adam.State>().Select(state => state.step));
    }

    [Fact]
    public void Step_WithClosure_ReturnsTheLoss()
    {
        using var scope = NewDisposeScope();
        var parameters = OptimProblem.Parameters();
        using var optimizer = optim.SGD(parameters, 0.1);

        var loss = optimizer.step(() =>
        {
            optimizer.zero_grad();
            var value = OptimProblem.Loss(parameters);
            value.backward();
            return value;
        });

        Assert.NotNull(loss);
        Assert.True(OptimProblem.Loss(parameters).item<float>() < loss.item<float>());
    }

    [Fact]
    public void ZeroGrad_KeepsTheGradientTensor()
    {
        using var scope = NewDisposeScope();
        var parameters = OptimProblem.Parameters();
        using var optimizer = optim.SGD(parameters, 0.1);
        OptimProblem.Loss(parameters).backward();

        optimizer.zero_grad();

        Assert.Equal(0f, parameters[0].grad!.abs().sum().item<float>());
    }

    [Fact]
    public void State_OutlivesTheScopeOfTheStep()
    {
        using var outer = NewDisposeScope();
        var parameters = OptimProblem.Parameters();
        OptimizerHelper optimizer;
        using (NewDisposeScope())
        {
            optimizer = optim.SGD(parameters, 0.1, momentum: 0.9);
            Train(parameters, optimizer, 1);
        }

        var state = (SGD.State)optimizer.state_dict().State[0];
        Assert.False(state.momentum_buffer!.IsInvalid);
        optimizer.Dispose();
        Assert.True(state.momentum_buffer.IsInvalid);
    }

    [Fact]
    public void Groups_FillInDefaultsAndRefuseDuplicates()
    {
        using var scope = NewDisposeScope();
        var parameters = OptimProblem.Parameters();
        using var optimizer = optim.Adam([new Adam.ParamGroup { Parameters = parameters[..1] }], lr: 0.3, beta1: 0.5);

        Assert.Equal(0.3, optimizer.ParamGroups.Single().LearningRate);
        Assert.Equal((0.5, 0.999), ((Adam.ParamGroup)optimizer.ParamGroups.Single()).Betas);
        Assert.Throws<ArgumentException>(() => optimizer.add_param_group(new Adam.ParamGroup { Parameters = parameters[..1] }));
        Assert.Same(parameters[0], optimizer.parameters().Single());
    }

    [Fact]
    public void OutOfRange_Hyperparameters_Throw()
    {
        using var scope = NewDisposeScope();
        var p = OptimProblem.Parameters();

        Assert.Throws<ArgumentException>(() => optim.Adam(p, lr: -1));
        Assert.Throws<ArgumentException>(() => optim.Adam(p, beta1: 1));
        Assert.Throws<ArgumentException>(() => optim.Adam(p, beta2: double.NaN));
        Assert.Throws<ArgumentException>(() => optim.RMSProp(p, eps: -1));
        Assert.Throws<ArgumentException>(() => optim.SGD(p, 0.1, nesterov: true));
    }

    private static void Train(Parameter[] parameters, optim.Optimizer optimizer, int steps)
    {
        for (var i = 0; i < steps; i++)
        {
            optimizer.zero_grad();
            OptimProblem.Loss(parameters).backward();
            optimizer.step();
        }
    }

    private static void AssertSameState(OptimizerHelper expected, OptimizerHelper actual)
    {
        foreach (var (mine, other) in expected.state_dict().State.Zip(actual.state_dict().State))
            Assert.True(mine.ApproximatelyEquals(other));
        Assert.Equal(expected.ParamGroups.Single().LearningRate, actual.ParamGroups.Single().LearningRate);
    }

    private static void AssertTrainAlike(Parameter[] parameters, OptimizerHelper optimizer, Parameter[] copies, OptimizerHelper resumed)
    {
        Train(parameters, optimizer, 3);
        Train(copies, resumed, 3);
        foreach (var (expected, actual) in parameters.Zip(copies))
            Assert.True(expected.Equals(actual));
    }
}
