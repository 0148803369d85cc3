using System.Text.Json;
using GanBench.Architectures;
using GanBench.Datasets;
using GanBench.Imaging;
using GanBench.Networks;
using GanBench.Networks.Graphs;
using GanBench.Recipes;
using GanBench.Runs;
using GanBench.Training.Checkpoints;

namespace GanBench.Exports;

/// <summary>Which network of a run.</summary>
public enum ExportedPart
{
    /// <summary>The generator: latent vectors to samples.</summary>
    Generator,

    /// <summary>The discriminator or critic: samples to logits.</summary>
    Discriminator,
}

/// <summary>A network of a checkpoint with what is known about it, ready to be written.</summary>
public sealed record ExportedNetwork
{
    private const string ImageRange = "[-1, 1]", AnyRange = "any real number";

    private ExportedNetwork()
    {
    }

    /// <summary>Its operations and weights.</summary>
    public required NetworkGraph Graph { get; init; }

    /// <summary>Which network it is.</summary>
    public required ExportedPart Part { get; init; }

    /// <summary>Whether its weights are the running average of training's.</summary>
    public required bool IsAveraged { get; init; }

    /// <summary>The run.</summary>
    public required RunDirectory Run { get; init; }

    /// <summary>The run's specification.</summary>
    public required RunSpec Spec { get; init; }

    /// <summary>The checkpoint.</summary>
    public required CheckpointState Checkpoint { get; init; }

    /// <summary>The architecture.</summary>
    public required Architecture Architecture { get; init; }

    /// <summary>The dataset it was trained on.</summary>
    public required DatasetInfo Dataset { get; init; }

    /// <summary>Shape of the run's samples.</summary>
    public required SampleShape Shape { get; init; }

    /// <summary>The values that go in: "standard normal", "uniform on [-1, 1]" or the samples' range.</summary>
    public string InputValues => Part == ExportedPart.Discriminator ? SampleRange
        : Spec.Recipe.Network.LatentDistribution == LatentDistribution.Normal ? "standard normal" : "uniform on [-1, 1]";

    /// <summary>The values that come out.</summary>
    public string OutputValues =>
        Part == ExportedPart.Generator ? SampleRange : "a logit per sample: the sigmoid, where the objective has one, is not part of it";

    private string SampleRange => Dataset.Kind == SampleKind.Image ? ImageRange : AnyRange;

    /// <summary>What every format keeps beside the weights: short names, texts, in this order.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Metadata =>
    [
        new("producer", $"GanBench {EnvironmentProbe.Version}"),
        new("architecture", Spec.Architecture),
        new("dataset", Spec.Dataset),
        new("run", Run.Id),
        new("step", FormattableString.Invariant($"{Checkpoint.Step}")),
        new("seed", FormattableString.Invariant($"{Spec.Seed}")),
        new("checkpoint", Checkpoint.Hash),
        new("network", Graph.Name),
        new("weights", IsAveraged ? "averaged over training" : "of the last step"),
        new("inputShape", ShapeText(Graph.Input)),
        new("inputValues", InputValues),
        new("outputShape", ShapeText(Graph.Output)),
        new("outputValues", OutputValues),
        new("layout", "NCHW"),
    ];

    /// <summary>Describes a network of a checkpoint.</summary>
    /// <param name="run">The run.</param>
    /// <param name="spec">Its specification.</param>
    /// <param name="checkpoint">The checkpoint, loaded.</param>
    /// <param name="part">Which network.</param>
    /// <param name="averaged">Whether to take the averaged generator; null takes it where there is one, as samples and metrics do.</param>
    /// <exception cref="UsageException">There is no averaged generator, or a module does not say what it computes.</exception>
    public static ExportedNetwork Of(RunDirectory run, RunSpec spec, CheckpointModel checkpoint, ExportedPart part, bool? averaged = null)
    {
        var model = checkpoint.Model;
        if (averaged == true && model.Average is null)
            throw new UsageException(
                $"{run.Id} keeps no averaged generator: its recipe has generator.ema 0. Leave --averaged out for the weights it has.");
        var architecture = ArchitectureRegistry.All.Find(spec.Architecture);
        var average = part == ExportedPart.Generator && averaged != false ? model.Average : null;
        var (network, module) = part == ExportedPart.Generator
            ? (architecture.Generator(model.Shape, spec.Recipe.Network), average ?? model.Generator)
            : (architecture.Discriminator(model.Shape, spec.Recipe.Network), model.Discriminator);
        return new ExportedNetwork
        {
            Graph = NetworkGraph.Of(network, module),
            Part = part,
            IsAveraged = average is not null,
            Run = run,
            Spec = spec,
            Checkpoint = checkpoint.State,
            Architecture = architecture,
            Dataset = DatasetRegistry.Find(spec.Dataset).Info,
            Shape = model.Shape,
        };
    }

    /// <summary>A shape as a JSON list whose first number stands for any count: "[-1, 3, 64, 64]".</summary>
    private static string ShapeText(TensorShape shape) =>
        JsonSerializer.Serialize(Sides(shape, -1)).Replace(",", ", ", StringComparison.Ordinal);

    /// <summary>The sides of a batch.</summary>
    /// <param name="shape">Shape of one sample.</param>
    /// <param name="count">Samples in the batch.</param>
    internal static int[] Sides(TensorShape shape, int count) =>
        shape.IsVector ? [count, shape.Channels] : [count, shape.Channels, shape.Height, shape.Width];
}
