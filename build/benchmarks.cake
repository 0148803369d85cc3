// The pipeline: suite → runs → report. Every stage skips what is done, so a target that was stopped goes on where it was.

void Benchmark(string suite)
{
    suite = Argument("suite", suite);
    var options = HandThrough("device", "seed", "data-dir", "runs-dir", "profile", "numerics", "threads", "executor");
    GanBench(new[] { "suite", "run", suite }.Concat(options).Concat(PlanOnly ? new[] { "--dry-run" } : Array.Empty<string>()).ToArray());
    if (!PlanOnly)
        WriteReport(suite);
}

void WriteReport(string suite)
{
    var output = HandThrough("output").DefaultIfEmpty("--output=artifacts/report.pdf").First();
    GanBench(new[] { "report", "--suite", suite, output }.Concat(HandThrough("data-dir", "runs-dir", "profile", "seed", "numerics")).ToArray());
}

Task("SmokeBenchmark")
    .Description("A few steps of a few networks on embedded data, to see that everything works: under two minutes.")
    .IsDependentOn("Build")
    .Does(() => Benchmark("smoke"));

Task("QuickBenchmark")
    .Description("Small networks on embedded data, with metrics and report: under 15 minutes on two cores. The default.")
    .IsDependentOn("Build")
    .Does(() => Benchmark("quick"));

Task("FullBenchmark")
    .Description("The five studies as published. --dry-run prints the plan, --profile=minutes scales it down.")
    .IsDependentOn("Build")
    .Does(() => Benchmark("full"));

Task("Report")
    .Description("Write the report of a suite's runs again.")
    .IsDependentOn("Build")
    .Does(() => WriteReport(Argument("suite", "quick")));

Task("Doctor")
    .Description("Show what the engine found on this machine and measure it.")
    .IsDependentOn("Build")
    .Does(() => GanBench(HandThrough("device", "numerics", "threads").Prepend("doctor").ToArray()));

Task("FetchDatasets")
    .Description("Fetch the datasets of a suite and verify them.")
    .IsDependentOn("Build")
    .Does(() => GanBench(new[] { "datasets", "fetch", "--suite", Argument("suite", "full") }.Concat(HandThrough("data-dir")).ToArray()));
