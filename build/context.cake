// Paths, arguments and the ways every task starts other programs.

static class Paths
{
    public const string Solution = "GanBench.sln";
    public const string Cli = "src/GanBench.Cli/GanBench.Cli.csproj";
    public const string CliAssembly = "src/GanBench.Cli/bin/Release/net10.0/GanBench.Cli.dll";
    public const string Microbenchmarks = "benchmarks/GanBench.Microbenchmarks/bin/Release/net10.0/GanBench.Microbenchmarks.dll";
    public const string Artifacts = "artifacts";
    public const string Packages = "artifacts/packages";
    public const string TestResults = "artifacts/tests";
    public const string TestSummary = "artifacts/tests/summary.txt";
}

// Cake's own switch is --dryrun; ours asks ganbench for its plan.
bool PlanOnly => HasArgument("dry-run");

// Options of the ganbench command that a target hands through, as they were given: --seed=7, --profile minutes and so on.
string[] HandThrough(params string[] names) =>
    names.SelectMany(name => Arguments<string>(name, (string)null)
        .Where(value => !string.IsNullOrEmpty(value))
        .Select(value => $"--{name}={(name is "data-dir" or "runs-dir" or "output" ? FromCaller(value) : value)}")).ToArray();

// Relative paths start where the command was typed, which build.sh and cake.csproj tell; Cake itself works in the repository.
string FromCaller(string path) => System.IO.Path.Combine(EnvironmentVariable("GANBENCH_CALLER_DIRECTORY") ?? "", path);

void Run(string program, params string[] arguments)
{
    var exitCode = Try(program, arguments);
    if (exitCode != 0)
        throw new CakeException(exitCode, $"{program} {string.Join(' ', arguments)} ended with exit code {exitCode}.");
}

int Try(string program, params string[] arguments)
{
    var builder = new ProcessArgumentBuilder();
    foreach (var argument in arguments)
        builder.AppendQuoted(argument);
    return StartProcess(program, new ProcessSettings { Arguments = builder });
}

void GanBench(params string[] arguments)
{
    var exitCode = TryGanBench(arguments);
    if (exitCode != 0)
        throw new CakeException(exitCode, $"ganbench {string.Join(' ', arguments)} ended with exit code {exitCode}.");
}

int TryGanBench(params string[] arguments) => Try("dotnet", arguments.Prepend(Paths.CliAssembly).ToArray());

void RequireProgram(string program, string package)
{
    if (Context.Tools.Resolve(program) is null)
        throw new CakeException(4, $"{program} is missing: apt-get install {package}, or start this target with ./build.sh, which installs it.");
}

// Ends with the exit code of the program that failed, where Cake would say 1; what a task leaves in LastLine stands below Cake's table.
string LastLine = null;

void RunAndExit(string target)
{
    // Ctrl-C reaches the running program too, which saves its work and ends: wait for that.
    Console.CancelKeyPress += (_, e) => e.Cancel = true;
    var exitCode = 0;
    try
    {
        RunTarget(target);
    }
    catch (CakeReportException failure)
    {
        Error(failure.Message);
        exitCode = failure.InnerException is CakeException { ExitCode: not 0 } inner ? inner.ExitCode : 1;
    }
    if (LastLine is not null)
        Console.WriteLine(LastLine);
    if (exitCode != 0)
        Environment.Exit(exitCode);
}
