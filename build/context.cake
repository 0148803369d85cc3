// Paths and arguments.

static class Paths
{
    public const string Solution = "GanBench.sln";
    public const string Cli = "src/GanBench.Cli/GanBench.Cli.csproj";
    public const string CliAssembly = "src/GanBench.Cli/bin/Release/net10.0/GanBench.Cli.dll";
    public const string Tools = "build/tools";
    public const string Microbenchmarks = "benchmarks/GanBench.Microbenchmarks/bin/Release/net10.0/GanBench.Microbenchmarks.dll";
    public const string ScalingProject = "benchmarks/GanBench.Scaling/GanBench.Scaling.csproj";
    public const string Scaling = "benchmarks/GanBench.Scaling/bin/Release/net10.0/GanBench.Scaling.dll";
    public const string Fuzzing = "tests/GanBench.Fuzzing/bin/Release/net10.0/GanBench.Fuzzing.dll";
    public const string Artifacts = "artifacts";
    public const string Packages = "artifacts/packages";
    public const string TestResults = "artifacts/tests";
    public const string SiteSources = "build/site";
    public const string SiteApi = "artifacts/site-api";
    public const string Site = "artifacts/site";
    public const string Outcome = "artifacts/outcome.txt";
}

// Cake's own switch is --dryrun; ours asks ganbench for its plan.
bool PlanOnly => HasArgument("dry-run");

// Options of the ganbench command that a target hands through, as they were given: --seed=7, --profile minutes and so on.
string[] HandThrough(params string[] names) =>
    names.SelectMany(name => Arguments<string>(name, (string)null)
        .Where(value => !string.IsNullOrEmpty(value))
        .Select(value => $"--{name}={(name is "data-dir" or "runs-dir" or "output" or "markdown" ? FromCaller(value) : value)}")).ToArray();

// Relative paths start where the command was typed, which build.sh and cake.csproj tell; Cake itself works in the repository.
string FromCaller(string path) => System.IO.Path.Combine(EnvironmentVariable("GANBENCH_CALLER_DIRECTORY") ?? "", path);
