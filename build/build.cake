Task("Clean")
    .Description("Delete everything that was built; runs and datasets stay.")
    .Does(() =>
{
    CleanDirectories("src/*/bin");
    CleanDirectories("src/*/obj");
    CleanDirectories("tests/*/bin");
    CleanDirectories("tests/*/obj");
    CleanDirectories("benchmarks/*/bin");
    CleanDirectories("benchmarks/*/obj");
    CleanDirectory(Paths.Artifacts);
});

Task("Build")
    .Description("Build the ganbench command and all it needs.")
    .Does(() => Run("dotnet", "build", Paths.Cli, "--configuration", "Release", "--nologo", "--verbosity", "quiet", "-clp:NoSummary", "-tl:off"));

Task("BuildAll")
    .Description("Build everything, tests included.")
    .Does(() => Run("dotnet", "build", Paths.Solution, "--configuration", "Release", "--nologo", "--verbosity", "quiet", "-clp:NoSummary", "-tl:off"));

Task("Install")
    .Description("Pack the ganbench command as a .NET tool and install it for this user.")
    .Does(() =>
{
    Run("dotnet", "pack", Paths.Cli, "--configuration", "Release", "--nologo", "--output", "artifacts/packages", "-tl:off");
    Run("dotnet", "tool", "update", "--global", "GanBench.Cli", "--add-source", "artifacts/packages", "--allow-downgrade");
});
