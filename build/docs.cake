Task("Precision")
    .Description("Measure how exact the metrics are and write docs/precision.md.")
    .Does(() =>
{
    var exitCode = StartProcess("dotnet", new ProcessSettings
    {
        Arguments = "test tests/GanBench.Tests --configuration Release --nologo --filter FullyQualifiedName~PrecisionDocument",
        EnvironmentVariables = new Dictionary<string, string> { ["GANBENCH_WRITE_DOCS"] = "1" },
    });
    if (exitCode != 0)
        throw new CakeException(exitCode, "A metric is not as exact as its bound says.");
});
