// Baselines: what a suite gave, and whether it still does. docs/regressions.md says how values are compared.

Task("CheckRegressions")
    .Description("Run a suite afresh and compare it with reports/baselines: exit code 1 names the values that got worse.")
    .Takes([.. BaselineArguments, .. BaselineRunArguments, "suite", "runs-dir", "markdown"])
    .IsDependentOn("Build")
    .Does(() =>
{
    var suite = Suite("quick");
    if (!FileExists(BaselineFile(suite)))
        throw new CakeException(3, $"There is no {BaselineFile(suite)}: dotnet cake --target=Baseline makes it.");
    GanBench(new[] { "check", suite, "--baseline", BaselineFile(suite), BaselineRuns }.Concat(BaselinePlan)
        .Concat(HandThrough([.. BaselineRunArguments, "markdown"])).ToArray());
});

Task("Baseline")
    .Description("Run a suite afresh and keep what it gave in reports/baselines.")
    .Takes([.. BaselineArguments, .. BaselineRunArguments, "suite", "runs-dir"])
    .IsDependentOn("Build")
    .Does(() =>
{
    var suite = Suite("quick");
    RunSuite(suite, [BaselineRuns, .. BaselinePlan, .. HandThrough(BaselineRunArguments)]);
    GanBench(new[] { "suite", "baseline", suite, "--out", BaselineFile(suite), BaselineRuns }.Concat(BaselinePlan).ToArray());
});

string[] BaselineArguments => ["profile", "seed", "numerics"];

string[] BaselineRunArguments => ["device", "data-dir", "threads", "jobs", "parallel"];

string[] BaselinePlan => HandThrough(BaselineArguments);

string BaselineFile(string suite) => $"reports/baselines/{SuiteName(suite)}.json";

// The folder of the runs as an option. Runs of other code say nothing about this one, so the folder is named after what computes; with
// the same code, what is done is not done again.
string BaselineRuns => HandThrough("runs-dir").DefaultIfEmpty($"--runs-dir=artifacts/regressions/{CodeHash()}").First();

string CodeHash()
{
    using var hash = System.Security.Cryptography.IncrementalHash.CreateHash(System.Security.Cryptography.HashAlgorithmName.SHA256);
    var folder = new FilePath(Paths.CliAssembly).GetDirectory();
    // The second names every package with its version and hash, TorchSharp's and libtorch's among them.
    foreach (var name in new[] { "GanBench.dll", "GanBench.Cli.deps.json" })
        hash.AppendData(System.IO.File.ReadAllBytes($"{folder}/{name}"));
    return Convert.ToHexString(hash.GetHashAndReset()).ToLowerInvariant()[..12];
}
