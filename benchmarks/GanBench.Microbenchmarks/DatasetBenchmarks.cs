using System.Diagnostics;
using System.Globalization;
using GanBench.Datasets;
using GanBench.Datasets.Order;
using GanBench.Engine;
using TorchSharp;

namespace GanBench.Microbenchmarks;

/// <summary>
/// One epoch of CIFAR-10 in shuffled batches of 64 as float32 in [-1, 1] on the CPU, beside PyTorch's DataLoader over torchvision's
/// CIFAR10 with ToTensor and Normalize (benchmarks/peers/cifar10_loader.py); and the first opening of the decoded dataset in a new
/// process. The data comes from <c>GANBENCH_DATA_DIR</c>.
/// </summary>
internal static class DatasetBenchmarks
{
    private const int BatchSize = 64;

    public static int Run(string[] args)
    {
        var rounds = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 5;
        using (var dataset = Open())
            Console.WriteLine(
                $"cifar-10, {dataset.Note ?? "whole release"}, batches of {BatchSize}   (medians of {rounds} alternating runs)");
        List<double> ours = [], none = [], two = [], opens = [];
        for (var round = 0; round < rounds; round++)
        {
            ours.Add(SideBySide.Ourselves("datasets-worker", "epoch"));
            none.Add(SideBySide.Peer("cifar10_loader.py", DataDirectories.Data, "0"));
            two.Add(SideBySide.Peer("cifar10_loader.py", DataDirectories.Data, "2"));
            opens.Add(SideBySide.Ourselves("datasets-worker", "open"));
        }
        var rate = SideBySide.Median(ours);
        Console.WriteLine(FormattableString.Invariant($"{"GanBench",-30} {rate,8:F0} batches/s"));
        Console.WriteLine(
            FormattableString.Invariant(
            $"{"DataLoader, 0 workers",-30} {SideBySide.Median(none),8:F0} batches/s {rate / SideBySide.Median(none),8:F1} times faster"));
        Console.WriteLine(
            FormattableString.Invariant(
            $"{"DataLoader, 2 workers",-30} {SideBySide.Median(two),8:F0} batches/s {rate / SideBySide.Median(two),8:F1} times faster"));
        Console.WriteLine(FormattableString.Invariant($"{"first opening in a process",-30} {SideBySide.Median(opens),8:F1} ms"));
        return 0;
    }

    /// <summary>Prints batches per second of the second epoch, or the milliseconds of the first opening.</summary>
    public static int Work(string[] args)
    {
        var watch = Stopwatch.StartNew();
        using var dataset = Open();
        if (args[0] == "open")
        {
            Console.WriteLine(watch.Elapsed.TotalMilliseconds.ToString("R", CultureInfo.InvariantCulture));
            return 0;
        }
        // As in training: threads and allocator are set up.
        TorchEngine.Start(new EngineOptions());
        var order = new EpochShuffle(dataset.Count, BatchSize, seed: 1);
        for (var epoch = 0L; epoch < 2; epoch++)
        {
            watch.Restart();
            for (var i = 0L; i < order.BatchesPerEpoch; i++)
            {
                using var scope = torch.NewDisposeScope();
                dataset.Gather(order.Batch((epoch * order.BatchesPerEpoch) + i));
            }
        }
        Console.WriteLine((order.BatchesPerEpoch / watch.Elapsed.TotalSeconds).ToString("R", CultureInfo.InvariantCulture));
        return 0;
    }

    private static Dataset Open() => DatasetRegistry.Open(new DatasetRequest { Name = "cifar-10" });
}
