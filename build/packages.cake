// The packages that users install: docs/install.md.

static readonly string[] ToolPlatforms = ["linux-x64", "win-x64", "win-arm64", "osx-arm64"];

Task("Pack")
    .Description(
        "Pack the ganbench tool, the libraries and the template into artifacts/packages and say how large they are. --runtime=win-x64, "
        + "repeatable: the tool for these platforms instead of this machine's; --runtime=all: for all that have a libtorch.")
    .Takes("runtime")
    .Does(() =>
{
    CleanDirectory(Paths.Packages);
    // What serves all platforms, with the small package of the tool that finds the one of the machine.
    Pack("build/packages.slnf", "all");
    var asked = Arguments<string>("runtime", ThisPlatform).SelectMany(name => name == "all" ? ToolPlatforms : new[] { name });
    foreach (var platform in asked.Distinct())
    {
        if (!ToolPlatforms.Contains(platform))
            throw new CakeException(2, $"There is no libtorch for {platform}, only for {string.Join(", ", ToolPlatforms)}.");
        Pack("src/GanBench.Tool", platform, "--runtime", platform);
    }
    Tools("packages", Paths.Packages);
});

Task("Install")
    .Description("Install the packed ganbench command for this user.")
    .IsDependentOn("Pack")
    .Does(() =>
{
    Run("dotnet", "tool", "update", "--global", "GanBench.Tool", "--add-source", Paths.Packages, "--allow-downgrade");
});

Task("TestPackages")
    .Description("Install the packed tool into an empty folder, make a program from the packed template, and train a few steps with both.")
    .IsDependentOn("Pack")
    .Does(() => Run("bash", "tests/packages/packages-test.sh", Paths.Packages));

Task("TestContainer")
    .Description(
        "Build Containerfile with buildah on a Debian that debootstrap makes, run a suite in it, and install the packed tool in another "
        + "such Debian. As root. --mirror: where Debian's packages come from, Debian itself by default.")
    .Takes("mirror")
    .IsDependentOn("Pack")
    .Does(() =>
{
    RequireProgram("debootstrap", "debootstrap");
    RequireProgram("buildah", "buildah");
    Run("bash", "tests/container/container-test.sh", Paths.Packages, Argument("mirror", "http://deb.debian.org/debian"));
});

Task("Licences")
    .Description(
        "Restore all projects, fail on a package whose licence build/licences.json does not allow, and write THIRD-PARTY-NOTICES.md.")
    .Does(() =>
{
    var projects = GetFiles("{src,tests,examples,benchmarks,build}/**/*.csproj").Select(project => project.FullPath)
        .Where(project => !project.Contains("/obj/")).Order().ToArray();
    foreach (var project in projects)
        Run("dotnet", "restore", project, "--verbosity", "quiet", "-tl:off");
    Tools(projects.Prepend("licences").ToArray());
});

// In folders of its own: packing for another platform restores another libtorch, which the next build would have to undo.
void Pack(string project, string folder, params string[] options)
{
    var work = $"{Paths.Artifacts}/packing/{folder}";
    // All that was published is packed, so nothing older may be there.
    CleanDirectories($"{work}/publish");
    Run("dotnet", new[] { "pack", project, "--artifacts-path", work, "--output", Paths.Packages, "--configuration", "Release" }
        .Concat(options).Concat(new[] { "-p:UseAppHost=false", "--nologo", "--verbosity", "quiet", "-tl:off" }).ToArray());
    CleanDirectories($"{work}/publish");
}

string ThisPlatform
{
    get
    {
        var system = IsRunningOnWindows() ? "win" : IsRunningOnMacOs() ? "osx" : "linux";
        return $"{system}-{System.Runtime.InteropServices.RuntimeInformation.OSArchitecture}".ToLowerInvariant();
    }
}
