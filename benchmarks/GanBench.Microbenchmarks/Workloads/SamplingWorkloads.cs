using System.Diagnostics;
using System.Globalization;
using GanBench.Engine;
using GanBench.Microbenchmarks.Measuring;
using GanBench.Random;
using GanBench.Training;
using static TorchSharp.torch;

namespace GanBench.Microbenchmarks.Workloads;

/// <summary>Images a second of a generator in evaluation mode, latent vectors included, beside the peers of training.</summary>
internal static class SamplingWorkloads
{
    private static readonly Row[] Rows =
    [
        new("gan-28", Batches: 400, Seconds: 12, IsQuick: true),
        new("dcgan-28", Batches: 40, Seconds: 15),
        new("dcgan-64", Batches: 3, Seconds: 25),
        new("sngan-32", Batches: 6, Seconds: 20),
    ];

    /// <summary>The workloads.</summary>
    /// <param name="quick">Whether few batches are enough.</param>
    public static IEnumerable<Workload> All(bool quick) => Rows.Select(row =>
    {
        string[] options = [row.Case, Measurement.Argument(quick ? Math.Max(1, row.Batches / 10) : row.Batches)];
        return new Workload(
            $"sample-{row.Case}", "sampling", $"samples of {TrainingCase.Find(row.Case).Title}", Unit.Images,
            Side.Ours(["sampling", .. options]), Side.TorchSharp(["sample", .. options]),
            Side.PyTorch("training.py", ["sample", .. options]))
        {
            RoundSeconds = row.Seconds,
            IsQuick = row.IsQuick,
        };
    });

    /// <summary>Arguments: case, batches.</summary>
    public static void Work(string[] args)
    {
        var (item, batches) = (TrainingCase.Find(args[0]), int.Parse(args[1], CultureInfo.InvariantCulture));
        var device = TorchEngine.Start(new EngineOptions());
        using var model = new GanModel(item.Architecture, item.Shape, item.Architecture.DefaultRecipe(item.Shape), 1, device);
        var clock = new Stopwatch();
        // The first batch pays for loading kernels and filling the allocator.
        for (var batch = 0; batch <= batches; batch++)
        {
            using var scope = NewDisposeScope();
            model.Sample(model.Latents(Streams.LatentEvaluation, batch, item.BatchSize));
            if (batch == 0)
                clock.Start();
        }
        new Measurement(batches * item.BatchSize / clock.Elapsed.TotalSeconds) { Work = item.Networks }.Print();
    }

    private sealed record Row(string Case, int Batches, double Seconds, bool IsQuick = false);
}
