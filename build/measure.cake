// Benchmarks beside a peer in the same run: ratios, never bare times.

Task("Measure")
    .Description(
        "Time training beside plain TorchSharp (--name=training), two runs at once beside one after the other (parallel), datasets and "
        + "metrics beside PyTorch; ring and normal-1d measure learning, prdc repeats its authors' example. --rounds=N")
    .Takes("name", "rounds")
    .IsDependentOn("BuildAll")
    .Does(() =>
{
    var rounds = HasArgument("rounds") ? new[] { Argument<string>("rounds") } : Array.Empty<string>();
    foreach (var name in Arguments<string>("name", "training"))
        Run("dotnet", rounds.Prepend(name).Prepend(Paths.Microbenchmarks).ToArray());
});

Task("MeasureReport")
    .Description("Measure time and memory of a report of 100 runs (--runs=N).")
    .Takes("runs")
    .Does(() =>
{
    System.Environment.SetEnvironmentVariable("GANBENCH_MEASURE_REPORT", Argument("runs", "100"));
    Run("dotnet", "test", "tests/GanBench.Reporting.Tests", "--configuration", "Release", "--nologo", "--filter",
        "FullyQualifiedName~ReportSpeedTests",
        "--logger", "console;verbosity=detailed");
});
