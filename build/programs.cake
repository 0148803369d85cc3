// The ways every task starts other programs, and how a target ends.

void Run(string program, params string[] arguments)
{
    var exitCode = Try(program, arguments);
    if (exitCode != 0)
        throw new CakeException(exitCode, $"{program} {string.Join(' ', arguments)} ended with exit code {exitCode}.");
}

int Try(string program, params string[] arguments)
{
    using var process = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo(program, arguments));
    Child = process.Id;
    process.WaitForExit();
    Child = null;
    return process.ExitCode;
}

// The program that runs, for signals that reach this process only.
int? Child = null;

void GanBench(params string[] arguments)
{
    var exitCode = TryGanBench(arguments);
    if (exitCode != 0)
        throw new CakeException(exitCode, $"ganbench {string.Join(' ', arguments)} ended with exit code {exitCode}.");
}

int TryGanBench(params string[] arguments) => Try("dotnet", arguments.Prepend(Paths.CliAssembly).ToArray());

// The logic of the targets, compiled and tested. It leaves a line for below Cake's table and, where it failed, the reason.
void Tools(params string[] arguments)
{
    EnsureDirectoryExists(Paths.Artifacts);
    System.IO.File.Delete(Paths.Outcome);
    var exitCode = Try("dotnet", new[] { "run", "--project", Paths.Tools, "--configuration", "Release", "--" }
        .Concat(arguments).Append("--outcome=" + Paths.Outcome).ToArray());
    var outcome = FileExists(Paths.Outcome) ? System.IO.File.ReadAllLines(Paths.Outcome) : new[] { "", "" };
    LastLine = outcome[0].Length > 0 ? outcome[0] : null;
    if (exitCode != 0)
        throw new CakeException(exitCode, outcome[1].Length > 0 ? outcome[1] : $"{arguments[0]} ended with exit code {exitCode}.");
}

// Release only: tests and benchmarks run the same assemblies.
void Compile(string project) =>
    Run("dotnet", "build", project, "--configuration", "Release", "--nologo", "--verbosity", "minimal", "-clp:NoSummary", "-tl:off");

void RequireProgram(string program, string package)
{
    if (Context.Tools.Resolve(program) is null)
        throw new CakeException(
            4, $"{program} is missing: apt-get install {package}, or start this target with ./build.sh, which installs it.");
}

IDisposable Forwarding(System.Runtime.InteropServices.PosixSignal signal) =>
    System.Runtime.InteropServices.PosixSignalRegistration.Create(signal, context =>
    {
        if (Child is not { } child || IsRunningOnWindows())
            return;
        context.Cancel = true;
        System.Diagnostics.Process.Start("kill", new[] { "-TERM", child.ToString() })?.WaitForExit();
    });

// Ends with the exit code of the program that failed, where Cake would say 1; what a task leaves in LastLine stands below Cake's table.
string LastLine = null;

void RunAndExit(string target)
{
    // Ctrl-C reaches the running program too, which saves its work and ends: wait for that.
    Console.CancelKeyPress += (_, e) => e.Cancel = true;
    // What a service manager or a closed terminal sends does not: hand it on.
    using var terminate = Forwarding(System.Runtime.InteropServices.PosixSignal.SIGTERM);
    using var hangUp = Forwarding(System.Runtime.InteropServices.PosixSignal.SIGHUP);
    var exitCode = 0;
    try
    {
        CheckArguments(target);
        RunTarget(target);
    }
    catch (CakeException mistake)
    {
        Error(mistake.Message);
        exitCode = mistake.ExitCode;
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
