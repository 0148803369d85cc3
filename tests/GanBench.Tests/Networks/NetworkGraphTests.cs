using GanBench.Networks;
using GanBench.Networks.Graphs;
using GanBench.Networks.Layers;
using GanBench.Networks.Modules;
using static TorchSharp.torch;

namespace GanBench.Tests.Networks;

public class NetworkGraphTests
{
    [Fact]
    public void Modules_OfTheLibrary_AllSayWhatTheyCompute()
    {
        var modules = typeof(Convolution2d).Assembly.GetTypes()
            .Where(type => type.Namespace == typeof(Convolution2d).Namespace && typeof(nn.Module).IsAssignableFrom(type)).ToList();

        Assert.NotEmpty(modules);
        Assert.All(modules, type => Assert.True(typeof(IGraphModule).IsAssignableFrom(type), $"{type.Name} cannot be exported"));
    }

    [Fact]
    public void Layers_OfTheLibrary_AllCanBeDescribed()
    {
        // One of each kind, on an image of 2×8×8; a new kind of layer has to be added here.
        Layer[] layers =
        [
            new Relu(), new LeakyRelu(), new TanhActivation(), new SigmoidActivation(), new BatchNorm(), new Dropout(0.5), new Flattened(),
            new Reshape(8, 4, 4), new ZeroPadBottomRight(), new Upsample(3), new AveragePool(3), new GlobalPool(true), new Dense(3),
            new Conv(3, 3, 2), new ConvTranspose(3, 5, 2), new Residual([new Conv(2, 3)], []),
        ];
        var kinds = typeof(Layer).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Layer)) && !type.IsAbstract).ToList();
        Assert.Equal(kinds.Select(type => type.Name).Order(StringComparer.Ordinal),
            layers.Select(layer => layer.GetType().Name).Order(StringComparer.Ordinal));

        foreach (var layer in layers)
        {
            var network = new Network("generator", TensorShape.Image(2, 8, 8), layer);
            using var module = network.Build(new BuildContext(new DropoutNoise(1, "test")));
            var graph = NetworkGraph.Of(network, module);
            Assert.Equal(layer is Dropout, graph.Nodes.Count == 0);
        }
    }

    [Fact]
    public void Of_AModuleThatDoesNotSayWhatItComputes_IsRefusedByName()
    {
        var network = new Network("generator", TensorShape.Vector(3), new Dense(4), new Unknown());
        using var module = network.Build(new BuildContext(new DropoutNoise(1, "test")));

        var error = Assert.Throws<UsageException>(() => NetworkGraph.Of(network, module));

        Assert.Contains("'layer01' (Softplus)", error.Message, StringComparison.Ordinal);
        Assert.Contains("IGraphModule", error.Message, StringComparison.Ordinal);
        Assert.True(module.training);
    }

    private sealed record Unknown : Layer
    {
        public override string Title => "Softplus";

        public override TensorShape Output(TensorShape input) => input;

        public override nn.Module<Tensor, Tensor> Build(TensorShape input, BuildContext context) => nn.Softplus();
    }
}
