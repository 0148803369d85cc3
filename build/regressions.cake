// Baselines: what a suite gave, and whether it still does. docs/regressions.md says how values are compared.

Task("CheckRegressions")
    .Description("Run a suite afresh and compare it with reports/baselines: exit code 1 names the values that got worse.")
    .Takes([.. BaselineArguments, "suite", "runs-dir", "device", "data-dir", "threads"])
    .IsDependentOn("Build")
    .Does(() =>
{
    var suite = Suite("quick");
    if (!FileExists(BaselineFile(suite)))
        throw new CakeException(3, $"There is no {BaselineFile(suite)}: dotnet cake --target=Baseline makes it.");
    var runs = RunForBaseline(suite);
    GanBench(new[] { "suite", "check", suite, "--baseline", BaselineFile(suite), runs }.Concat(BaselinePlan).ToArray());
});

Task("Baseline")
    .Description("Run a suite afresh and keep what it gave in reports/baselines.")
    .Takes([.. BaselineArguments, "suite", "runs-dir", "device", "data-dir", "threads"])
    .IsDependentOn("Build")
    .Does(() =>
{
    var suite = Suite("quick");
    var runs = RunForBaseline(suite);
    GanBench(new[] { "suite", "baseline", suite, "--out", BaselineFile(suite), runs }.Concat(BaselinePlan).ToArray());
});

string[] BaselineArguments => ["profile", "seed", "numerics"];

string[] BaselinePlan => HandThrough(BaselineArguments);

string BaselineFile(string suite) => $"reports/baselines/{SuiteName(suite)}.json";

// Returns the folder of the runs as an option. Runs of other code say nothing about this one, so the folder is named after what computes;
// with the same code, what is done is not done again.
string RunForBaseline(string suite)
{
    var runs = HandThrough("runs-dir").DefaultIfEmpty($"--runs-dir=artifacts/regressions/{CodeHash()}").First();
    RunSuite(suite, BaselinePlan.Concat(HandThrough("device", "data-dir", "threads")).Prepend(runs).ToArray());
    return runs;
}

string CodeHash()
{
    using var hash = System.Security.Cryptography.IncrementalHash.CreateHash(System.Security.Cryptography.HashAlgorithmName.SHA256);
    var folder = new FilePath(Paths.CliAssembly).GetDirectory();
    // The second names every package with its version and hash, TorchSharp's and libtorch's among them.
    foreach (var name in new[] { "GanBench.dll", "GanBench.Cli.deps.json" })
        hash.AppendData(System.IO.File.ReadAllBytes($"{folder}/{name}"));
    return Convert.ToHexString(hash.GetHashAndReset()).ToLowerInvariant()[..12];
}
