using GanBench.Architectures;
using GanBench.Exports;
using GanBench.Imaging;
using GanBench.Networks;
using GanBench.Networks.Graphs;
using GanBench.Networks.Layers;
using GanBench.Recipes;
using GanBench.Runs;
using GanBench.Training;
using GanBench.Training.Checkpoints;
using static TorchSharp.torch;

namespace GanBench.Tests.Exports;

/// <summary>A network of an architecture, narrow and of its smallest shape, with an input and what our own code makes of it.</summary>
internal sealed record SmallNetwork(string Name, ExportedNetwork Network, long[] InputShape, float[] Input, float[] Output)
{
    private const int Samples = 3;

    private static readonly SampleShape[] Shapes =
        [new(1, 28, 28), new(3, 32, 32), new(1, 32, 32), new(3, 64, 64), new(1, 1, 1), new(3, 128, 128)];

    /// <summary>Both networks of every architecture.</summary>
    public static IReadOnlyList<SmallNetwork> OfEveryArchitecture { get; } =
        [.. ArchitectureRegistry.All.SelectMany(architecture => Of(architecture))];

    /// <summary>Those, and one of layers that no architecture has.</summary>
    public static IReadOnlyList<SmallNetwork> All { get; } = [.. OfEveryArchitecture, OfOddLayers()];

    /// <summary>Both networks of an architecture.</summary>
    /// <param name="architecture">The architecture.</param>
    /// <param name="change">Changes its recipe.</param>
    /// <param name="averaged">Which generator.</param>
    public static IReadOnlyList<SmallNetwork> Of(Architecture architecture, Func<Recipe, Recipe>? change = null, bool? averaged = null)
    {
        var shape = Shapes.First(architecture.Supports);
        var recipe = architecture.DefaultRecipe(shape);
        recipe = recipe with { Network = recipe.Network with { Width = 0.05 } };
        recipe = change?.Invoke(recipe) ?? recipe;
        var spec = new RunSpec
        {
            Architecture = architecture.Name,
            // Of the same kind, which is all that a description takes from it.
            Dataset = shape.Length == 1 ? "normal-1d" : "glyphs",
            Recipe = recipe,
        };
        using var model = new GanModel(architecture, shape, recipe, 3, CPU);
        using var checkpoint = CheckpointModel.InTraining(spec, model, 7);
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        // In training mode, so that batch norm's statistics and the vectors of spectral normalisation are not those of the start.
        for (var step = 0L; step < 2; step++)
            model.Discriminator.call(model.Generator.call(model.Latents("latent/test", step, 8)));
        var latents = model.Latents("latent/test", 9, Samples);
        model.Average?.eval();
        var generator = averaged == true ? model.Average ?? model.Generator : model.Generator;
        generator.eval();
        model.Discriminator.eval();
        var samples = generator.call(latents);
        var logits = model.Discriminator.call(samples);
        generator.train();
        model.Discriminator.train();
        var run = new RunDirectory("no-such-run");
        return
        [
            new SmallNetwork(
                architecture.Name + " generator", ExportedNetwork.Of(run, spec, checkpoint, ExportedPart.Generator, averaged),
                latents.shape, Values(latents), Values(samples)),
            new SmallNetwork(
                architecture.Name + " discriminator", ExportedNetwork.Of(run, spec, checkpoint, ExportedPart.Discriminator),
                samples.shape, Values(samples), Values(logits)),
        ];
    }

    private static SmallNetwork OfOddLayers()
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        // 10×10 pixels: pooling leaves the last row out, "same" padding has one zero more at one side.
        var network = new Network("generator", TensorShape.Image(2, 10, 10),
            new Conv(4, 4), new AveragePool(3), new SigmoidActivation(), new Upsample(3), new Conv(3, 3, 2) { Bias = false },
            new ConvTranspose(2, 4, 3) { Bias = false }, new LeakyRelu(1), new Dropout(0.5),
            new Residual([new Dropout(0.5)], [new Conv(2, 1)]), new GlobalPool(Mean: false), new Dense(5) { Bias = false });
        using var module = network.Build(new BuildContext(new DropoutNoise(1, "test")));
        WeightInitializer.Apply(module, new InitOptions { Weights = Initializer.PyTorchDefault }, 1, "test");
        var input = tensor([.. Enumerable.Range(0, Samples * 200).Select(i => MathF.Sin(i))], [Samples, 2, 10, 10]);
        module.eval();
        var output = module.call(input);
        return new SmallNetwork(
            "odd layers", OfEveryArchitecture[0].Network with { Graph = NetworkGraph.Of(network, module) }, input.shape, Values(input),
            Values(output));
    }

    /// <summary>Fails where another program's output is not ours.</summary>
    /// <param name="output">The other's.</param>
    /// <param name="tolerance">Absolute up to outputs of 1, relative above.</param>
    public void AssertOutput(IReadOnlyList<float> output, double tolerance)
    {
        Assert.Equal(Output.Length, output.Count);
        var scale = Math.Max(1, Output.Max(Math.Abs));
        var difference = Output.Zip(output, (a, b) => Math.Abs(a - b)).Max();
        Assert.True(difference <= tolerance * scale, $"{Name}: {difference} from outputs of up to {scale}");
        // A network whose output does not depend on its input would agree too easily.
        Assert.True(Output.Distinct().Count() > 1, $"{Name} gives one number only");
    }

    private static float[] Values(Tensor tensor) => tensor.contiguous().data<float>().ToArray();
}
