using GanBench.Architectures;
using GanBench.Datasets;
using GanBench.Engine;
using GanBench.Imaging;
using GanBench.Recipes;
using GanBench.Runs;
using GanBench.Training;
using TorchSharp;

namespace GanBench.Tests.Training;

/// <summary>Small runs for tests: narrow networks on glyphs, in portable numerics, so that their numbers hold on every machine.</summary>
internal static class TestRuns
{
    // Of images that an architecture is not made for: one that all are made for.
    private const int Side = 32;

    public static torch.Device Device => torch.CPU;

    public static RunSpec Spec(string architecture = "dcgan", int steps = 6, Func<Recipe, Recipe>? change = null, string dataset = "glyphs")
    {
        var entry = ArchitectureRegistry.All.Find(architecture);
        var shape = DatasetRegistry.Find(dataset).Info.Shape;
        var isOwn = entry.Supports(shape);
        var recipe = entry.DefaultRecipe(isOwn ? shape : Scaled(shape));
        recipe = recipe with { Network = recipe.Network with { Width = 0.125 } };
        recipe = change?.Invoke(recipe) ?? recipe;
        return new RunSpec
        {
            Architecture = architecture,
            Dataset = dataset,
            ImageSize = isOwn ? null : Side,
            Seed = 5,
            // Other precisions are not portable, although the tests' engine is.
            Numerics = recipe.Precision == Precision.Float32 ? Numerics.Portable : Numerics.Native,
            Recipe = recipe,
            Training = new TrainingOptions { Steps = steps, BatchSize = 8, SampleEvery = 3, SampleCount = 4, CheckpointEvery = 2 },
        };
    }

    private static SampleShape Scaled(SampleShape shape) => shape with { Height = Side, Width = Side };

    public static RunState Train(
        RunSpec spec, string folder, IProgress<TrainingProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        using var request = RunRequest.Prepare(spec, folder, cancellationToken: CancellationToken.None);
        return Trainer.Run(request, Device, progress, cancellationToken: cancellationToken);
    }
}
