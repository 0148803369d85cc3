using GanBench.Microbenchmarks;

// One line per benchmark: name → what runs it. Each prints a table with ratios to a peer timed in the same run.
var benchmarks = new Dictionary<string, Func<string[], int>>
{
    ["datasets"] = DatasetBenchmarks.Run,
    ["datasets-worker"] = DatasetBenchmarks.Work,
    ["normal-1d"] = NormalBenchmark.Run,
    ["ring"] = RingBenchmark.Run,
    ["prdc"] = PrdcBenchmark.Run,
    ["training"] = TrainingBenchmark.Run,
    ["training-worker"] = TrainingBenchmark.Work,
    ["parallel"] = ParallelBenchmark.Run,
    ["throughput"] = ThroughputBenchmark.Run,
    ["stress"] = StressBenchmark.Run,
    ["stress-worker"] = StressBenchmark.Work,
    ["metrics"] = MetricBenchmarks.Run,
    ["metrics-worker"] = MetricBenchmarks.Work,
};

if (args.Length == 0 || !benchmarks.TryGetValue(args[0], out var benchmark))
{
    Console.Error.WriteLine($"usage: GanBench.Microbenchmarks NAME [options]   NAME: {string.Join(", ", benchmarks.Keys)}");
    return 2;
}
return benchmark(args[1..]);
