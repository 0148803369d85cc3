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

Task("Pack")
    .Description("Pack the ganbench tool and the library into artifacts/packages, for this machine's platform.")
    .Does(() =>
{
    CleanDirectory(Paths.Packages);
    Run("dotnet", "pack", "src/GanBench", "--configuration", "Release", "--nologo", "--output", Paths.Packages, "-tl:off");
    // For this platform alone: its libtorch is inside, and without the other platforms' libraries the package is a third smaller.
    Run("dotnet", "pack", Paths.Cli, "--use-current-runtime", "--configuration", "Release", "--nologo", "--output", Paths.Packages, "-tl:off");
});

Task("Install")
    .Description("Install the packed ganbench command for this user.")
    .IsDependentOn("Pack")
    .Does(() =>
{
    Run("dotnet", "tool", "update", "--global", "GanBench.Cli", "--add-source", Paths.Packages, "--allow-downgrade");
});

// Release only: tests and benchmarks run the same assemblies.
void Compile(string project) =>
    Run("dotnet", "build", project, "--configuration", "Release", "--nologo", "--verbosity", "minimal", "-clp:NoSummary", "-tl:off");
