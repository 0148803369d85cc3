using System.Diagnostics;
using GanBench.Architectures;
using GanBench.Datasets;
using GanBench.Engine;
using GanBench.Recipes;
using GanBench.Runs;
using GanBench.Training;
using static TorchSharp.torch;

namespace GanBench.Suites.Planning;

/// <summary>
/// How long a step takes on this machine: a fixed part, and a part proportional to its arithmetic. Two short trainings measure them.
/// </summary>
/// <param name="SecondsPerStep">Fixed part.</param>
/// <param name="SecondsPerOperation">Part per floating-point operation.</param>
public sealed record CostModel(double SecondsPerStep, double SecondsPerOperation)
{
    private const int Warmup = 2, SmallSteps = 12, LargeSteps = 5;

    /// <summary>Billions of floating-point operations per second.</summary>
    public double GigaFlops => 1e-9 / SecondsPerOperation;

    /// <summary>Estimated seconds of training what is left of a run.</summary>
    /// <param name="run">The run.</param>
    /// <param name="doneSteps">Steps that are done.</param>
    public double Seconds(PlannedRun run, int doneSteps = 0)
    {
        var left = Math.Max(0, run.Spec.Training.Steps - doneSteps);
        return left * (SecondsPerStep + (SecondsPerOperation * run.Operations / run.Spec.Training.Steps));
    }

    /// <summary>Measures the machine: a few steps of a small dense pair and of a convolutional pair on embedded data.</summary>
    /// <param name="device">The device.</param>
    /// <param name="numerics">Numerics of the runs.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static CostModel Calibrate(Device device, Numerics numerics, CancellationToken cancellationToken = default)
    {
        var folder = Directory.CreateTempSubdirectory("ganbench-calibration-").FullName;
        try
        {
            var (small, smallOperations) = Time("gan", 0.25, SmallSteps);
            var (large, largeOperations) = Time("dcgan", 1, LargeSteps);
            var perOperation = Math.Max(large - small, large / 2) / Math.Max(largeOperations - smallOperations, 1);
            return new CostModel(Math.Max(0, small - (perOperation * smallOperations)), perOperation);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        // Median seconds per step, and the arithmetic of one.
        (double Seconds, double Operations) Time(string name, double width, int steps)
        {
            var architecture = ArchitectureRegistry.All.Find(name);
            var shape = DatasetRegistry.Find("glyphs").Info.Shape;
            var recipe = architecture.DefaultRecipe(shape);
            recipe = recipe with { Network = recipe.Network with { Width = width } };
            var spec = new RunSpec
            {
                Architecture = name,
                Dataset = "glyphs",
                Numerics = numerics,
                Recipe = recipe,
                Training = new TrainingOptions { Steps = steps, BatchSize = 64, SampleEvery = 0, CheckpointEvery = 0 },
            };
            var ticks = new List<long>();
            using var request = RunRequest.Prepare(spec, folder, cancellationToken: cancellationToken);
            Trainer.Run(request, device, new Ticks(ticks), cancellationToken: cancellationToken);
            var seconds = ticks.Skip(Warmup).Zip(ticks.Skip(Warmup + 1))
                .Select(t => Stopwatch.GetElapsedTime(t.First, t.Second).TotalSeconds).Order().ToArray();
            return (seconds[seconds.Length / 2], Arithmetic.PerStep(architecture, shape, recipe, spec.Training.BatchSize));
        }
    }

    private sealed class Ticks(List<long> ticks) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
            if (value.Record is not null)
                ticks.Add(Stopwatch.GetTimestamp());
        }
    }
}
