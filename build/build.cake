Task("Clean")
    .Description("Delete everything that was built; runs and datasets stay.")
    .Does(() =>
{
    foreach (var folder in new[] { "src", "tests", "benchmarks" })
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

Task("Install")
    .Description("Pack the ganbench command as a .NET tool and install it for this user.")
    .Does(() =>
{
    Run("dotnet", "pack", Paths.Cli, "--configuration", "Release", "--nologo", "--output", "artifacts/packages", "-tl:off");
    Run("dotnet", "tool", "update", "--global", "GanBench.Cli", "--add-source", "artifacts/packages", "--allow-downgrade");
});

// Release only: tests and benchmarks run the same assemblies.
void Compile(string project) =>
    Run("dotnet", "build", project, "--configuration", "Release", "--nologo", "--verbosity", "minimal", "-clp:NoSummary", "-tl:off");
