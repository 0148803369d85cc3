using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.SystemLibtorch.Tests;

/// <summary>The module tree: registration, names, modes, conversion and disposal.</summary>
public class ModuleTests
{
    private static Sequential Tree() => Sequential(
        ("first", Linear(2, 3)),
        ("block", Sequential(Conv2d(3, 2, 1), BatchNorm2d(2), LeakyReLU(), ConvTranspose2d(2, 1, 2, bias: false))),
        ("norm", LayerNorm(3)));

    [Fact]
    public void Names_EqualPyTorchs()
    {
        using var tree = Tree();
        using var list = ModuleList<nn.Module>(
            Embedding(3, 2), GroupNorm(1, 2), InstanceNorm2d(2, affine: true, track_running_stats: true));
        tree.register_module("list", list);
        var golden = ModulesGolden.Section("names");

        Assert.Equal(ModulesGolden.Strings(golden.GetProperty("state_dict")), tree.state_dict().Keys);
        Assert.Equal(ModulesGolden.Strings(golden.GetProperty("parameters")), tree.named_parameters().Select(entry => entry.name));
        Assert.Equal(ModulesGolden.Strings(golden.GetProperty("buffers")), tree.named_buffers().Select(entry => entry.name));
        Assert.Equal(ModulesGolden.Strings(golden.GetProperty("modules")), tree.named_modules().Select(entry => entry.name));
        Assert.Equal(ModulesGolden.Strings(golden.GetProperty("children")), tree.named_children().Select(entry => entry.name));
    }

    [Fact]
    public void RegisterComponents_FindsFieldsOfEveryKind()
    {
        using var module = new Custom();

        Assert.Equal(["scale", "layer.weight", "layer.bias"], module.named_parameters().Select(entry => entry.name));
        Assert.Equal(["offset"], module.named_buffers().Select(entry => entry.name));
        Assert.Equal(["layer", "activation"], module.named_children().Select(entry => entry.name).Order().Reverse());
        Assert.Equal("Custom", module.GetName());
    }

    [Fact]
    public void Register_TakenOrBadName_Throws()
    {
        using var module = new Custom();
        using var spare = zeros(1);

        Assert.Throws<InvalidOperationException>(() => module.register_buffer("layer", spare));
        Assert.Throws<ArgumentException>(() => module.register_buffer("a.b", spare));
        Assert.Throws<ArgumentException>(() => module.register_parameter("", new Parameter(spare)));
        Assert.Throws<ArgumentNullException>(() => module.register_buffer("missing", null!));
        using var relu = ReLU();
        Assert.Throws<InvalidOperationException>(() => relu.register_buffer("buffer", spare));
    }

    [Fact]
    public void NonpersistentBuffer_IsNotInStateDict()
    {
        using var module = new Custom();
        module.register_buffer("scratch", zeros(2), persistent: false);

        Assert.DoesNotContain("scratch", module.state_dict().Keys);
        Assert.Contains("scratch", module.named_buffers().Select(entry => entry.name));
        Assert.DoesNotContain("scratch", module.named_buffers(include_nonpersistent: false).Select(entry => entry.name));
    }

    [Fact]
    public void GetByPath_FindsNestedTensors()
    {
        using var tree = Tree();

        Assert.True(tree.has_parameter("block.0.weight"));
        Assert.Equal([2, 3, 1, 1], tree.get_parameter("block.0.weight")!.shape);
        Assert.True(tree.has_buffer("block.1.running_mean"));
        Assert.False(tree.has_buffer("block.0.weight"));
        Assert.Null(tree.get_buffer("block.9.running_mean"));
    }

    [Fact]
    public void SharedParameter_IsListedOnce()
    {
        using var first = Linear(2, 2);
        using var second = Linear(first.weight);
        using var both = Sequential(first, second);

        Assert.Equal(["0.weight", "0.bias"], both.named_parameters().Select(entry => entry.name));
        Assert.Contains("1.weight", both.state_dict().Keys);
    }

    [Fact]
    public void TrainAndEval_ReachEveryDescendant()
    {
        using var tree = Tree();
        Assert.All(tree.modules(), module => Assert.True(module.training));

        tree.eval();
        Assert.False(tree.training);
        Assert.All(tree.modules(), module => Assert.False(module.training));

        tree.train();
        Assert.All(tree.modules(), module => Assert.True(module.training));
    }

    [Fact]
    public void Apply_VisitsChildrenBeforeParents()
    {
        using var tree = Tree();
        List<string> visited = [];

        tree.apply(module => visited.Add(module.GetName()));

        Assert.Equal(
            ["Linear", "Conv2d", "BatchNorm2d", "LeakyReLU", "ConvTranspose2d", "Sequential", "LayerNorm", "Sequential"], visited);
    }

    [Fact]
    public void ZeroGrad_DropsOrZeroes()
    {
        using var scope = NewDisposeScope();
        using var layer = Linear(2, 1);
        layer.call(ones(3, 2)).sum().backward();

        layer.zero_grad(set_to_none: false);
        Assert.Equal(0f, layer.weight.grad!.abs().sum().item<float>());

        layer.zero_grad();
        Assert.Null(layer.weight.grad);
    }

    [Fact]
    public void To_ConvertsInPlaceAndLeavesIntegersAlone()
    {
        using var scope = NewDisposeScope();
        using var tree = Tree();
        var weight = tree.get_parameter("first.weight")!;
        using var optimizer = optim.SGD(tree.parameters(), 0.1);

        var same = tree.to(float64);

        Assert.Same(tree, same);
        Assert.Same(weight, tree.get_parameter("first.weight"));
        Assert.All(tree.parameters(), parameter => Assert.Equal(ScalarType.Float64, parameter.dtype));
        Assert.Equal(ScalarType.Float64, tree.get_buffer("block.1.running_var")!.dtype);
        Assert.Equal(ScalarType.Int64, tree.get_buffer("block.1.num_batches_tracked")!.dtype);
        Assert.True(weight.requires_grad && weight.is_leaf);

        // The optimizer made before still trains the converted parameters.
        var before = weight.clone();
        ((Linear)tree[0]).call(ones(3, 2, dtype: ScalarType.Float64)).sum().backward();
        optimizer.step();
        Assert.False(before.equal(weight).all().item<bool>());
    }

    [Fact]
    public void To_AfterBackward_TakesTheGradientAlong()
    {
        using var scope = NewDisposeScope();
        using var layer = Linear(2, 1);
        layer.call(ones(3, 2)).sum().backward();

        layer.to(ScalarType.Float64);

        Assert.Equal(ScalarType.Float64, layer.weight.grad!.dtype);
        Assert.Equal(3.0, layer.bias!.grad!.item<double>());
    }

    [Fact]
    public void BatchNorm_CountsBatchesOnlyInTraining()
    {
        using var scope = NewDisposeScope();
        using var norm = BatchNorm1d(2);

        norm.call(rand(4, 2));
        norm.call(rand(4, 2));
        norm.eval();
        norm.call(rand(4, 2));

        Assert.Equal(2L, norm.num_batches_tracked!.item<long>());
        norm.reset_running_stats();
        Assert.Equal(0L, norm.num_batches_tracked.item<long>());
        Assert.Equal([1f, 1f], norm.running_var!.data<float>().ToArray());
    }

    [Fact]
    public void BatchNorm_WrongRank_SaysWhatItTakes()
    {
        using var scope = NewDisposeScope();
        using var norm = BatchNorm2d(2);

        var error = Assert.Throws<ArgumentException>(() => norm.call(rand(4, 2)));

        Assert.Contains("2 dimensions, it should have 4", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Conv2d_WrongChannels_SaysWhatItTakes()
    {
        using var scope = NewDisposeScope();
        using var layer = Conv2d(3, 4, 3);

        var error = Assert.Throws<ArgumentException>(() => layer.call(rand(1, 2, 5, 5)));

        Assert.Contains("has 2 channels, it should have 3", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Sequential_SlicesShareTheirModules()
    {
        using var tree = Tree();

        var slice = tree[1..];

        Assert.Equal(2, slice.Count);
        Assert.Same(tree[1], slice[0]);
        Assert.Equal(["block", "norm"], slice.named_children().Select(entry => entry.name));
        Assert.Equal(1, tree[(null, 1)].Count);
    }

    [Fact]
    public void Sequential_Empty_ReturnsAnIndependentHandle()
    {
        using var empty = Sequential();
        using var input = ones(2);

        var output = empty.call(input);
        output.Dispose();

        Assert.Equal(2f, input.sum().item<float>());
    }

    [Fact]
    public void ModuleList_Changes_Renumber()
    {
        using var list = ModuleList(Linear(1, 1), Linear(1, 2));
        using var removed = list[0];

        list.Insert(0, Linear(1, 3));
        list.Remove(removed);

        Assert.Equal(["0.weight", "0.bias", "1.weight", "1.bias"], list.state_dict().Keys);
        Assert.Equal([3, 2], list.Select(linear => linear.out_features));
    }

    [Fact]
    public void ReplacedParameter_KeepsItsPlace()
    {
        using var layer = Linear(2, 2);
        using var old = layer.weight;

        layer.weight = new Parameter(zeros(2, 2));

        Assert.Equal(["weight", "bias"], layer.state_dict().Keys);
        Assert.Same(layer.weight, layer.get_parameter("weight"));
    }

    [Fact]
    public void Dispose_FreesEverythingTheModuleOwns()
    {
        using var module = new Custom();
        Tensor[] owned = [.. module.parameters(), .. module.buffers()];

        module.Dispose();

        Assert.All(owned, tensor => Assert.True(tensor.IsInvalid));
    }

    [Fact]
    public void Parameters_OutliveTheScopeTheyWereMadeIn()
    {
        Custom module;
        using (NewDisposeScope())
            module = new Custom();

        Assert.All(module.parameters(), parameter => Assert.False(parameter.IsInvalid));
        module.Dispose();
    }

    private sealed class Custom : nn.Module<Tensor, Tensor>
    {
        private readonly Module<Tensor, Tensor> layer;
        private readonly Module<Tensor, Tensor> activation;
        private readonly Parameter factor;

        [ComponentName(Name = "offset")]
        private readonly Tensor _shift;

        public Custom() : base(nameof(Custom))
        {
            layer = Linear(2, 2);
            activation = ReLU();
            factor = new Parameter(ones(2));
            _shift = zeros(2);
            register_parameter("scale", factor);
            RegisterComponents();
        }

        public override Tensor forward(Tensor input) => (activation.call(layer.call(input)) * factor) + _shift;
    }
}
