using GanBench.Architectures;
using GanBench.Datasets;
using GanBench.Engine;
using GanBench.Recipes;
using GanBench.Runs;
using GanBench.Training;
using TorchSharp;

namespace GanBench.Tests.Training;

/// <summary>Small runs for tests: narrow networks on glyphs, in portable numerics, so that their numbers hold on every machine.</summary>
internal static class TestRuns
{
    public static torch.Device Device => torch.CPU;

    public static RunSpec Spec(string architecture = "dcgan", int steps = 6, Func<Recipe, Recipe>? change = null, string dataset = "glyphs")
    {
        var entry = ArchitectureRegistry.All.Find(architecture);
        var shape = DatasetRegistry.Find(dataset).Info.Shape;
        var recipe = entry.DefaultRecipe(shape);
        recipe = recipe with { Network = recipe.Network with { Width = 0.125 } };
        return new RunSpec
        {
            Architecture = architecture,
            Dataset = dataset,
            Seed = 5,
            Numerics = Numerics.Portable,
            Recipe = change?.Invoke(recipe) ?? recipe,
            Training = new TrainingOptions { Steps = steps, BatchSize = 8, SampleEvery = 3, SampleCount = 4, CheckpointEvery = 2 },
        };
    }

    public static RunState Train(
        RunSpec spec, string folder, IProgress<TrainingProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        using var request = RunRequest.Prepare(spec, folder, cancellationToken: CancellationToken.None);
        return Trainer.Run(request, Device, progress, cancellationToken: cancellationToken);
    }
}
