using System.Globalization;
using GanBench.Architectures;
using GanBench.Datasets;
using GanBench.Engine;
using GanBench.Random;
using GanBench.Statistics;
using GanBench.Training;
using GanBench.Training.Steps;
using static TorchSharp.torch;

namespace GanBench.Microbenchmarks;

/// <summary>
/// Scenario 4 of sabiri-2022: mlp-1d on normal-1d for its 600 epochs. Prints, per seed, the Kolmogorov–Smirnov distance of 10,000
/// samples to N(0, 1), and for the first seed the density of the samples beside the normal one.
/// </summary>
internal static class NormalBenchmark
{
    private const int Samples = 10_000;

    /// <summary>Arguments: seeds (3).</summary>
    public static int Run(string[] args)
    {
        var seeds = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 3;
        var device = TorchEngine.Start(new EngineOptions { Threads = 1 });
        var architecture = ArchitectureRegistry.All.Find("mlp-1d");
        using var data = DatasetRegistry.Open(new DatasetRequest { Name = "normal-1d" });
        var recipe = architecture.DefaultRecipe(data.Shape);
        var training = architecture.DefaultTraining(data.Shape);
        for (var seed = 1; seed <= seeds; seed++)
        {
            using var model = new GanModel(architecture, data.Shape, recipe, (ulong)seed, device);
            using var batches = new BatchSource(data, recipe.Data, training.BatchSize, (ulong)seed, device);
            var stepper = new GanStep(model, recipe, (ulong)seed, training.Steps);
            var last = default(StepResult);
            for (var step = 1; step <= training.Steps; step++)
                last = stepper.Take(step, _ => batches.Read(step - 1));
            using var scope = NewDisposeScope();
            var latents = model.Latents(Streams.LatentEvaluation, 0, Samples);
            var values = model.Sample(latents).cpu().data<float>().ToArray().Select(v => (double)v).ToArray();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"seed {seed}: KS distance {KolmogorovSmirnov.DistanceToNormal(values):F4}, mean {values.Average():F3}, loss D "
                + $"{last!.LossD / 2:F3} (mean of parts), loss G {last.LossG:F3}"));
            if (seed == 1)
                WriteDensity(values);
        }
        return 0;
    }

    private static void WriteDensity(double[] values)
    {
        const double Width = 0.25;
        Console.WriteLine("       x   generated   N(0, 1)");
        for (var x = -3.0; x <= 3; x += 0.5)
        {
            var share = values.Count(v => Math.Abs(v - x) < Width / 2) / (values.Length * Width);
            Console.WriteLine(
                FormattableString.Invariant($"  {x,6:F1} {share,11:F4} {Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI),9:F4}"));
        }
    }
}
