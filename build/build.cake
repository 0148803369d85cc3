Task("Clean")
    .Description("Delete everything that was built; runs and datasets stay.")
    .Does(() =>
{
    foreach (var folder in new[] { "src", "tests", "benchmarks", "build" })
    {
        CleanDirectories($"{folder}/*/bin");
        CleanDirectories($"{folder}/*/obj");
    }
    CleanDirectory(Paths.Artifacts);
});

Task("Build")
    .Description("Build the ganbench command and all it needs.")
    .Does(() => Compile(Paths.Cli));

Task("BuildAll")
    .Description("Build everything, tests included.")
    .Does(() => Compile(Paths.Solution));
