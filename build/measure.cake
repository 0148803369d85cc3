// Benchmarks beside a peer in the same run: ratios, never bare times.

Task("Measure")
    .Description(
        "Time GanBench beside plain TorchSharp and PyTorch: --name=training, sampling, datasets, metrics, checkpoints, start-up, report, "
        + "parallel or all, or --workload=NAME; --rounds=N pairs of each, files in --output=FOLDER, --quick for a trial. ring and "
        + "normal-1d measure learning, prdc repeats its authors' example.")
    .Takes("name", "rounds", "workload", "output", "quick", "date")
    .IsDependentOn("BuildAll")
    .Does(() =>
{
    var learning = new[] { "ring", "normal-1d", "prdc" };
    var names = Arguments<string>("name", HasArgument("workload") ? "all" : "training");
    foreach (var name in names.Intersect(learning))
        Run("dotnet", HasArgument("rounds") ? new[] { Paths.Microbenchmarks, name, Argument<string>("rounds") }
            : new[] { Paths.Microbenchmarks, name });
    var groups = names.Except(learning).ToArray();
    if (groups.Length > 0)
        Run("dotnet", new[] { Paths.Microbenchmarks, "measure" }.Concat(groups)
            .Concat(HandThrough("rounds", "workload", "output", "date"))
            .Concat(HasArgument("quick") ? new[] { "--quick" } : Array.Empty<string>()).ToArray());
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
