// Paths, arguments and the ways every task starts other programs.

static class Paths
{
    public const string Solution = "GanBench.sln";
    public const string Cli = "src/GanBench.Cli/GanBench.Cli.csproj";
    public const string CliAssembly = "src/GanBench.Cli/bin/Release/net10.0/GanBench.Cli.dll";
    public const string Artifacts = "artifacts";
    public const string TestResults = "artifacts/tests";
}

// Options of the ganbench command that a target hands through, as they were given: --seed=7, --data-dir=DIR and so on.
string[] HandThrough(params string[] names) =>
    names.SelectMany(name => Arguments<string>(name, (string)null)
        .Where(value => !string.IsNullOrEmpty(value))
        .Select(value => $"--{name}={value}")).ToArray();

// Cake's own switch is --dryrun; ours asks the program for its plan.
bool PlanOnly => HasArgument("dry-run");

void Run(string program, params string[] arguments)
{
    var builder = new ProcessArgumentBuilder();
    foreach (var argument in arguments)
        builder.AppendQuoted(argument);
    var exitCode = StartProcess(program, new ProcessSettings { Arguments = builder });
    if (exitCode != 0)
        throw new CakeException(exitCode, $"{program} {string.Join(' ', arguments)} ended with exit code {exitCode}.");
}

void GanBench(params string[] arguments) => Run("dotnet", arguments.Prepend(Paths.CliAssembly).ToArray());
