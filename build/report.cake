Task("MeasureReport")
    .Description("Measure time and memory of a report of 100 runs (--runs=N).")
    .Does(() =>
{
    System.Environment.SetEnvironmentVariable("GANBENCH_MEASURE_REPORT", Argument("runs", "100"));
    Run("dotnet", "test", "tests/GanBench.Reporting.Tests", "--configuration", "Release", "--nologo", "--filter", "FullyQualifiedName~ReportSpeedTests",
        "--logger", "console;verbosity=detailed");
});
