using System.Diagnostics;
using System.Globalization;
using GanBench.Architectures;
using GanBench.Datasets;
using GanBench.Engine;
using GanBench.Training;
using GanBench.Training.Steps;

namespace GanBench.Microbenchmarks;

/// <summary>
/// Milliseconds per training step of chen-2019's networks, with the recipe and batch size of each, beside the same networks, losses and
/// optimisers in a plain TorchSharp program (benchmarks/peers/TorchSharpPeer). Each measurement is a process of its own; ours and the
/// peer's alternate.
/// </summary>
internal static class TrainingBenchmark
{
    // The large ones take seconds per step: few steps of them, so that the whole takes ten minutes.
    private static readonly Row[] Rows =
    [
        new("gan 28×28", "gan", "glyphs", "gan-28", Steps: 60, WarmUp: 3),
        new("dcgan 28×28", "dcgan", "glyphs", "dcgan-28", Steps: 10, WarmUp: 3),
        new("dcgan 64×64×3", "dcgan", "shapes", "dcgan-64", Steps: 1, WarmUp: 1),
        new("wgan-gp 28×28", "wgan-gp", "glyphs", "wgan-gp-28", Steps: 1, WarmUp: 1),
    ];

    /// <summary>Arguments: rounds (5).</summary>
    public static int Run(string[] args)
    {
        var rounds = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 5;
        var peer = new TorchSharpPeer();
        Console.WriteLine($"{"step of",-16} {"ours ms",10} {"TorchSharp ms",14} {"ratio",6}   (medians of {rounds} alternating processes)");
        foreach (var row in Rows)
        {
            var (steps, warmUp) = ($"{row.Steps}", $"{row.WarmUp}");
            var (ours, theirs) = (new List<double>(), new List<double>());
            for (var round = 0; round < rounds; round++)
            {
                var a = SideBySide.OurLines("training-worker", row.Architecture, row.Dataset, steps, warmUp);
                var b = peer.Run(row.Peer, steps, warmUp);
                // The numbers say nothing unless both trained the same.
                if (a[0] != b[0])
                    throw new InvalidOperationException($"{row.Title} is not the same in both programs. Ours: {a[0]}. The peer's: {b[0]}.");
                ours.Add(SideBySide.Number(a));
                theirs.Add(SideBySide.Number(b));
            }
            var (x, y) = (SideBySide.Median(ours), SideBySide.Median(theirs));
            Console.WriteLine(FormattableString.Invariant($"{row.Title,-16} {x,10:F1} {y,14:F1} {x / y,6:F2}"));
        }
        Console.WriteLine($"The TorchSharp program died in {peer.Deaths} of {peer.Starts} starts and was started again.");
        return 0;
    }

    /// <summary>
    /// Arguments: architecture, dataset, steps, warm-up. Prints what was trained, then the median milliseconds of a step in this process.
    /// </summary>
    public static int Work(string[] args)
    {
        var architecture = ArchitectureRegistry.All.Find(args[0]);
        var (steps, warmUp) = (int.Parse(args[2], CultureInfo.InvariantCulture), int.Parse(args[3], CultureInfo.InvariantCulture));
        var device = TorchEngine.Start(new EngineOptions());
        using var data = DatasetRegistry.Open(new DatasetRequest { Name = args[1] });
        var recipe = architecture.DefaultRecipe(data.Shape);
        var batchSize = architecture.DefaultTraining(data.Shape).BatchSize;
        using var model = new GanModel(architecture, data.Shape, recipe, 1, device);
        using var batches = new BatchSource(data, recipe.Data, batchSize, 1, device);
        var stepper = new GanStep(model, recipe, 1, warmUp + steps);
        var times = new List<double>();
        for (var step = 1; step <= warmUp + steps; step++)
        {
            var clock = Stopwatch.StartNew();
            stepper.Take(step, k => batches.Read(((step - 1) * recipe.Discriminator.Steps) + k));
            // The first steps pay for loading kernels and filling the allocator.
            if (step > warmUp)
                times.Add(clock.Elapsed.TotalMilliseconds);
        }
        Console.WriteLine(
            $"generator {architecture.Generator(data.Shape, recipe.Network).Parameters.Trainable}, "
            + $"discriminator {architecture.Discriminator(data.Shape, recipe.Network).Parameters.Trainable} parameters, "
            + $"{model.DiscriminatorOptimizer.Steps / (warmUp + steps)} discriminator updates a step, batch {batchSize}");
        Console.WriteLine(SideBySide.Median(times).ToString("R", CultureInfo.InvariantCulture));
        return 0;
    }

    private sealed record Row(string Title, string Architecture, string Dataset, string Peer, int Steps, int WarmUp);
}
