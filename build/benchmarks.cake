// The pipeline: suite → runs → report. Every stage skips what is done, so a target that was stopped goes on where it was.

Task("SmokeBenchmark")
    .Description("A few steps of a few networks on embedded data, to see that everything works: under two minutes.")
    .Takes(BenchmarkArguments)
    .IsDependentOn("Build")
    .Does(() => Benchmark("smoke"));

Task("QuickBenchmark")
    .Description("Small networks on embedded data, with metrics and report: under 20 minutes on two cores. The default.")
    .Takes(BenchmarkArguments)
    .IsDependentOn("Build")
    .Does(() => Benchmark("quick"));

Task("FullBenchmark")
    .Description("The five studies as published. --dry-run prints the plan, --profile=minutes scales it down.")
    .Takes(BenchmarkArguments)
    .IsDependentOn("Build")
    .Does(() => Benchmark("full"));

Task("Report")
    .Description("Write the report of a suite's runs again.")
    .Takes([.. ReportArguments, "suite", "output"])
    .IsDependentOn("Build")
    .Does(() => WriteReport(Suite("quick")));

Task("Doctor")
    .Description("Show what the engine found on this machine and measure it.")
    .Takes("device", "numerics", "threads")
    .IsDependentOn("Build")
    .Does(() => GanBench(HandThrough("device", "numerics", "threads").Prepend("doctor").ToArray()));

Task("FetchDatasets")
    .Description("Fetch datasets: --dataset=mnist, repeatable, or all that --suite=full needs; --data-dir says where to.")
    .Takes("dataset", "suite", "data-dir")
    .IsDependentOn("Build")
    .Does(() =>
{
    var names = Arguments<string>("dataset", (string)null).Where(name => name is not null).ToArray();
    if (names.Length == 0 && !HasArgument("suite"))
        throw new CakeException(
            2, "Name the datasets to fetch: --dataset=mnist --dataset=cifar-10, or --suite=full. ./ganbench datasets list shows them.");
    var suite = HasArgument("suite") ? new[] { "--suite", Suite("full") } : Array.Empty<string>();
    GanBench(new[] { "datasets", "fetch" }.Concat(names).Concat(suite).Concat(HandThrough("data-dir")).ToArray());
});

string[] BenchmarkArguments => [.. RunArguments, "suite", "output", "dry-run"];

void Benchmark(string suite)
{
    suite = Suite(suite);
    if (PlanOnly)
    {
        GanBench(new[] { "suite", "run", suite, "--dry-run" }.Concat(RunOptions).ToArray());
        return;
    }
    var exitCode = TrySuite(suite, RunOptions);
    if (exitCode is not (0 or 1 or Interrupted))
        throw new CakeException(exitCode, $"The suite {suite} ended with exit code {exitCode}.");
    if (exitCode == Interrupted)
    {
        Information("Stopped. Writing the report of what is there ...");
        TryGanBench(ReportCommand(suite));
        LastLine = "Stopped; what was done is kept. Go on with the same command: "
            + "./build.sh " + string.Join(' ', System.Environment.GetCommandLineArgs().SkipWhile(a => !a.StartsWith("--")));
        throw new CakeException(exitCode, $"The suite {suite} was stopped.");
    }
    WriteReport(suite);
    if (exitCode != 0)
        throw new CakeException(exitCode, $"The suite {suite} ended with exit code {exitCode}.");
}

void WriteReport(string suite) => GanBench(ReportCommand(suite));

string[] ReportCommand(string suite) =>
    new[] { "report", "--suite", suite, HandThrough("output").DefaultIfEmpty("--output=artifacts/report.pdf").First() }
        .Concat(ReportOptions).ToArray();
