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

// build/tools/DocumentedCommand.cs says what counts as a command, and which comments before a block say how to run it.
Task("CheckDocs")
    .Description(
        "Run every command of README.md and docs/ as written and say which work (--doc=README.md for one document, --minutes=20 for each "
        + "command).")
    .Takes("doc", "minutes")
    .IsDependentOn("Build")
    .Does(() =>
{
    var documents = Arguments<string>("doc", (string)null).Where(doc => doc is not null);
    Tools(documents.Prepend($"--minutes={Argument("minutes", 20)}").Prepend("--folder=artifacts/check-docs").Prepend("documents")
        .ToArray());
});
