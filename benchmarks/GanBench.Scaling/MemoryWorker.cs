using System.Globalization;
using GanBench.Engine;
using GanBench.Recipes;
using GanBench.Runs;
using GanBench.Training;

namespace GanBench.Scaling;

/// <summary>Trains tiny networks in a process of their own, as <c>ganbench train</c> does, and tells its memory.</summary>
internal static class MemoryWorker
{
    private const int CheckpointEvery = 1000;

    /// <summary>
    /// Arguments: architecture, width, whether gradients are penalised, dataset, data directory or -, folder for the run, steps, steps
    /// between readings. Prints a line for each reading: step, resident set and anonymous memory in MiB, and the largest resident set.
    /// </summary>
    public static void Run(string[] arguments)
    {
        var (steps, every) = (Integer(arguments[6]), Integer(arguments[7]));
        var recipe = new StepSetting(
            arguments[0], double.Parse(arguments[1], CultureInfo.InvariantCulture), StepSetting.GlyphSide, BatchSize).Recipe;
        if (bool.Parse(arguments[2]))
            recipe = recipe with
            {
                Discriminator = recipe.Discriminator with { Batches = DiscriminatorBatches.Joint },
                Regularizer = recipe.Regularizer with { GradientPenalty = GradientPenalty.TwoSided },
            };
        var device = TorchEngine.Start(new EngineOptions());
        var spec = new RunSpec
        {
            Architecture = arguments[0],
            Dataset = arguments[3],
            Recipe = recipe,
            // Samples and lines of the log as often as by default.
            Training = new TrainingOptions { Steps = steps, BatchSize = BatchSize, CheckpointEvery = CheckpointEvery },
        };
        using var request = RunRequest.Prepare(spec, arguments[5], arguments[4] == "-" ? null : arguments[4]);
        Trainer.Run(request, device, new Readings(every));
    }

    /// <summary>Images per batch.</summary>
    public const int BatchSize = 8;

    private static int Integer(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private sealed class Readings(int every) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
            if (value.Record is not { } record || record.Step % every != 0)
                return;
            var memory = ProcessMemory.Now();
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{record.Step} {memory.Resident:R} {memory.Anonymous:R} {ProcessMemory.PeakResident():R}"));
        }
    }
}
