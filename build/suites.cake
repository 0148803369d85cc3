// What the targets that run suites have in common.

// A suite is a name or the path of a file.
string Suite(string preset)
{
    var suite = Argument("suite", preset);
    return FileExists(FromCaller(suite)) ? FromCaller(suite) : suite;
}

// The name of a suite's file and of its profile, for what is kept of it.
string SuiteName(string suite) =>
    System.IO.Path.GetFileNameWithoutExtension(suite) + (HasArgument("profile") ? "-" + Argument<string>("profile") : "");

string[] RunArguments =>
    ["device", "seed", "data-dir", "runs-dir", "profile", "only", "numerics", "threads", "executor", "jobs", "parallel", "runs-per-device"];

string[] RunOptions => HandThrough(RunArguments);

string[] ReportArguments => ["data-dir", "runs-dir", "profile", "only", "seed", "numerics"];

string[] ReportOptions => HandThrough(ReportArguments);

// What the ganbench command ends with when it was told to stop and has saved its work.
const int Interrupted = 130;

int TrySuite(string suite, params string[] options) =>
    TryGanBench(options.Prepend(suite).Prepend("run").Prepend("suite").ToArray());

// Returns 1 where some runs failed or lack their data: report and comparison say which, beside those that did not.
int RunSuite(string suite, params string[] options)
{
    var exitCode = TrySuite(suite, options);
    return exitCode is 0 or 1 ? exitCode : throw new CakeException(exitCode, $"The suite {suite} ended with exit code {exitCode}.");
}
