// Benchmarks beside a peer in the same run: ratios, never bare times.

Task("Measure")
    .Description("Time the engine, the datasets and the metrics beside PyTorch: --name=training, datasets or metrics; ring and normal-1d measure learning, prdc repeats its authors' example.")
    .IsDependentOn("BuildAll")
    .Does(() =>
{
    const string program = "benchmarks/GanBench.Microbenchmarks/bin/Release/net10.0/GanBench.Microbenchmarks.dll";
    foreach (var name in Arguments<string>("name", "training"))
        Run("dotnet", program, name);
});

Task("MeasureReport")
    .Description("Measure time and memory of a report of 100 runs (--runs=N).")
    .Does(() =>
{
    System.Environment.SetEnvironmentVariable("GANBENCH_MEASURE_REPORT", Argument("runs", "100"));
    Run("dotnet", "test", "tests/GanBench.Reporting.Tests", "--configuration", "Release", "--nologo", "--filter", "FullyQualifiedName~ReportSpeedTests",
        "--logger", "console;verbosity=detailed");
});
