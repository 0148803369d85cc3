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

Task("Pack")
    .Description(
        "Pack the ganbench tool and the library into artifacts/packages, for this machine's platform; the tool also for --runtime=win-x64.")
    .Takes("runtime")
    .Does(() =>
{
    CleanDirectory(Paths.Packages);
    Run("dotnet", "pack", "src/GanBench", "--configuration", "Release", "--nologo", "--output", Paths.Packages, "-tl:off");
    // Everything in the published folder is packed, so nothing older may be there; afterwards it would only take half a gigabyte.
    const string published = "src/GanBench.Cli/bin/Release/**/publish";
    CleanDirectories(published);
    // For one platform alone: its libtorch is inside, and without the other platforms' libraries the package is a third smaller.
    Run("dotnet", "pack", Paths.Cli, "--runtime", Argument("runtime", ThisPlatform), "--configuration", "Release", "--nologo", "--output",
        Paths.Packages, "-tl:off");
    CleanDirectories(published);
});

Task("Install")
    .Description("Install the packed ganbench command for this user.")
    .IsDependentOn("Pack")
    .Does(() =>
{
    Run("dotnet", "tool", "update", "--global", "GanBench.Cli", "--add-source", Paths.Packages, "--allow-downgrade");
});

Task("TestPackage")
    .Description("Install the packed ganbench command into an empty folder, and train a few steps with it.")
    .IsDependentOn("Pack")
    .Does(() =>
{
    const string folder = "artifacts/installed";
    CleanDirectory(folder);
    Run("dotnet", "tool", "install", "GanBench.Cli", "--tool-path", folder, "--source", Paths.Packages);
    Run($"{folder}/ganbench", "models", "list");
    Run($"{folder}/ganbench", "train", "--architecture", "gan", "--dataset", "glyphs", "--steps", "20", $"--runs-dir={folder}/runs");
});

string ThisPlatform
{
    get
    {
        var system = IsRunningOnWindows() ? "win" : IsRunningOnMacOs() ? "osx" : "linux";
        return $"{system}-{System.Runtime.InteropServices.RuntimeInformation.OSArchitecture}".ToLowerInvariant();
    }
}
