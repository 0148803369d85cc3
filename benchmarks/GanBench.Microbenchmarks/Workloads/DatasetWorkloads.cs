using System.Diagnostics;
using GanBench.Datasets;
using GanBench.Datasets.Order;
using GanBench.Engine;
using GanBench.Microbenchmarks.Measuring;
using TorchSharp;

namespace GanBench.Microbenchmarks.Workloads;

/// <summary>
/// One epoch of CIFAR-10 in shuffled batches of 64 as float32 in [-1, 1] on the CPU, beside PyTorch's DataLoader over torchvision's
/// CIFAR10 with ToTensor and Normalize (benchmarks/peers/cifar10_loader.py); and the first opening of the decoded dataset in a new
/// process. The data comes from <c>GANBENCH_DATA_DIR</c>.
/// </summary>
internal static class DatasetWorkloads
{
    private const string Group = "datasets", Dataset = "cifar-10";
    private const int BatchSize = 64;

    /// <summary>The workloads.</summary>
    public static IReadOnlyList<Workload> All { get; } =
    [
        new("cifar-10-epoch", Group, "batches of 64 of CIFAR-10, shuffled, in [-1, 1]", new Unit("batches/s", IsRate: true),
            Ours("epoch"), Loader(0), Loader(2))
        {
            RoundSeconds = 40,
        },
        new("cifar-10-open", Group, "first opening of decoded CIFAR-10 in a process", Unit.Milliseconds, Ours("open"))
        {
            RoundSeconds = 2,
            WarmsUp = true,
        },
    ];

    /// <summary>Prints batches per second of the second epoch.</summary>
    public static void ReadEpoch(string[] args)
    {
        using var dataset = Open();
        // As in training: threads and allocator are set up.
        TorchEngine.Start(new EngineOptions());
        var order = new EpochShuffle(dataset.Count, BatchSize, seed: 1);
        var watch = new Stopwatch();
        for (var epoch = 0L; epoch < 2; epoch++)
        {
            watch.Restart();
            for (var i = 0L; i < order.BatchesPerEpoch; i++)
            {
                using var scope = torch.NewDisposeScope();
                dataset.Gather(order.Batch((epoch * order.BatchesPerEpoch) + i));
            }
        }
        new Measurement(order.BatchesPerEpoch / watch.Elapsed.TotalSeconds) { Detail = dataset.Note }.Print();
    }

    /// <summary>Prints the milliseconds of opening.</summary>
    public static void Open(string[] args)
    {
        var watch = Stopwatch.StartNew();
        using var dataset = Open();
        new Measurement(watch.Elapsed.TotalMilliseconds).Print();
    }

    private static Dataset Open() => DatasetRegistry.Open(new DatasetRequest { Name = Dataset, Offline = true });

    private static Side Ours(string worker) => Side.Ours(worker) with
    {
        WhyNot = () => Directory.Exists(Path.Combine(DataDirectories.Data, Dataset))
            ? null : $"{Dataset} is not in {DataDirectories.Data} ({DataDirectories.DataVariable})",
    };

    private static Side Loader(int workers) => new(
        FormattableString.Invariant($"DataLoader of {workers} workers"),
        () => PythonPeer.Run("cifar10_loader.py", DataDirectories.Data, Measurement.Argument(workers)))
    {
        WhyNot = () => PythonPeer.WhyNot("torch", "torchvision"),
    };
}
