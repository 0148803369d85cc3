using GanBench;
using GanBench.Microbenchmarks;
using GanBench.Microbenchmarks.Measuring;
using GanBench.Microbenchmarks.Workloads;

// One line per benchmark: name → what runs it. "measure" times workloads beside peers; the others measure learning, or stress.
var benchmarks = new Dictionary<string, Func<string[], int>>
{
    ["measure"] = MeasureCommand.Run,
    ["worker"] = Work,
    ["normal-1d"] = NormalBenchmark.Run,
    ["ring"] = RingBenchmark.Run,
    ["prdc"] = PrdcBenchmark.Run,
    ["throughput"] = ThroughputBenchmark.Run,
    ["stress"] = StressBenchmark.Run,
    ["stress-worker"] = StressBenchmark.Work,
};

if (args.Length == 0 || !benchmarks.TryGetValue(args[0], out var benchmark))
{
    Console.Error.WriteLine($"usage: GanBench.Microbenchmarks NAME [options]   NAME: {string.Join(", ", benchmarks.Keys)}");
    return ExitCodes.Usage;
}
try
{
    return benchmark(args[1..]);
}
catch (GanBenchException e)
{
    Console.Error.WriteLine(e.Message);
    return e.ExitCode;
}

static int Work(string[] args)
{
    if (args.Length == 0 || !WorkloadRegistry.Workers.TryGetValue(args[0], out var worker))
        throw new UsageException($"usage: GanBench.Microbenchmarks worker NAME   NAME: {string.Join(", ", WorkloadRegistry.Workers.Keys)}");
    worker(args[1..]);
    return ExitCodes.Done;
}
