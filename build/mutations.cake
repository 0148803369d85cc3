// Are the guards awake? Each mutation changes one line of a copy of the sources; a snapshot must fail, and is named.

record Mutation(string Name, string File, string Old, string New);

Mutation[] Mutants =
{
    new("FID without the factor 2 of the root", "src/GanBench/Metrics/Fid/FrechetDistance.cs", "b.Trace - (2 * root)", "b.Trace - root"),
    new("covariance over N, not N − 1", "src/GanBench/Metrics/Fid/FeatureStatisticsBuilder.cs", ".Over(_count - 1);", ".Over(_count);"),
    new("precision and recall swapped", "src/GanBench/Metrics/Prdc/PrdcMetric.cs", "[result.Precision, result.Recall,", "[result.Recall, result.Precision,"),
    new("generator's cross-entropy with the wrong sign", "src/GanBench/Objectives/CrossEntropy.cs", "Generator(Tensor logits) => Discriminator(logits, 1);", "Generator(Tensor logits) => -Discriminator(logits, 1);"),
    new("LSGAN's generator aims at the target of fakes", "src/GanBench/Objectives/LeastSquares.cs", "Error(logits, targets.C)", "Error(logits, targets.A)"),
    new("gradient penalty without its weight", "src/GanBench/Training/Regularizers/Penalties.cs", "penalty.mean().Times(options.PenaltyWeight)", "penalty.mean()"),
    new("data in another order", "src/GanBench/Datasets/Order/EpochShuffle.cs", "BatchOrders.Stream, epoch)", "BatchOrders.Stream, epoch + 1)"),
    new("Glorot's bound with 3 in place of 6", "src/GanBench/Networks/WeightInitializer.cs", "Math.Sqrt(6.0 /", "Math.Sqrt(3.0 /"),
    new("Adam's bias correction one step late", "src/GanBench/Training/Optimizers/Adam.cs", "gradients, Steps, rate", "gradients, Steps + 1, rate"),
};

const string MutationFolder = "artifacts/mutations", MutationTests = "tests/GanBench.Tests", MutationFilter = "FullyQualifiedName~MetricSnapshotTests";

Task("Mutations")
    .Description("Break formulas one by one in a copy of the sources and name the snapshots that notice; fails when one survives. --only=Adam picks.")
    .IsDependentOn("Build")
    .Does(() =>
{
    var chosen = Mutants.Where(mutation => mutation.Name.Contains(Argument("only", ""))).ToArray();
    if (chosen.Length == 0)
        throw new CakeException(2, $"No mutation has '{Argument("only", "")}' in its name: {string.Join("; ", Mutants.Select(mutation => mutation.Name))}.");
    CopySources();
    System.Environment.SetEnvironmentVariable("GANBENCH_ACCEPT_SNAPSHOTS", null);
    Information("Building and testing the unchanged copy …");
    if (!CompileCopy(restore: true))
        throw new CakeException(1, "The unchanged copy does not compile.");
    var before = FailedInCopy();
    if (before.Count > 0)
        throw new CakeException(1, $"The unchanged copy fails already: {string.Join(", ", before)}.");

    var rows = new List<(string Name, bool Caught, string By)>();
    foreach (var mutation in chosen)
    {
        var row = Try(mutation);
        Information("[{0}/{1}] {2}: {3}", rows.Count + 1, chosen.Length, mutation.Name, row.By);
        rows.Add((mutation.Name, row.Caught, row.By));
    }
    var width = rows.Max(row => row.Name.Length);
    Information("\n{0}  caught by", "mutation".PadRight(width));
    foreach (var row in rows)
        Information("{0}  {1}", row.Name.PadRight(width), row.By);
    var survivors = rows.Where(row => !row.Caught).Select(row => row.Name).ToList();
    LastLine = $"{rows.Count - survivors.Count} of {rows.Count} mutations caught";
    if (survivors.Count > 0)
        throw new CakeException(1, $"Not caught: {string.Join("; ", survivors)}.");
});

// Tracked and new files, with their times.
void CopySources()
{
    CleanDirectory(MutationFolder);
    Run("bash", "-c", $"(git ls-files -z --cached --others --exclude-standard | while IFS= read -r -d '' f; do [ -f \"$f\" ] && printf '%s\\0' \"$f\"; done) | tar --null -T - -cf - | tar -xf - -C {MutationFolder}");
}

(bool Caught, string By) Try(Mutation mutation)
{
    var file = $"{MutationFolder}/{mutation.File}";
    var text = System.IO.File.ReadAllText(file);
    var count = text.Split(mutation.Old).Length - 1;
    if (count != 1)
        throw new CakeException(1, $"'{mutation.Old}' is {count} times in {mutation.File}, not once: the mutation '{mutation.Name}' needs another look.");
    System.IO.File.WriteAllText(file, text.Replace(mutation.Old, mutation.New));
    try
    {
        if (!CompileCopy(restore: false))
            return (false, "DOES NOT COMPILE");
        var failed = FailedInCopy();
        return failed.Count == 0 ? (false, "SURVIVED") : (true, string.Join(", ", failed));
    }
    finally
    {
        System.IO.File.WriteAllText(file, text);
    }
}

bool CompileCopy(bool restore) => Quietly("dotnet", new[]
{
    "build", MutationTests, "--configuration", "Release", "--nologo", "--verbosity", "quiet", "-clp:NoSummary", "-tl:off",
}.Concat(restore ? Array.Empty<string>() : new[] { "--no-restore" })) == 0;

// The snapshots that fail, by class and case; a run that ends without results counts as failed.
IReadOnlyList<string> FailedInCopy()
{
    const string results = "TestResults/mutation.trx";
    var file = $"{MutationFolder}/{MutationTests}/{results}";
    if (FileExists(file))
        DeleteFile(file);
    Quietly("dotnet", new[]
    {
        "test", MutationTests, "--configuration", "Release", "--no-build", "--nologo", "--filter", MutationFilter, "--logger", "trx;LogFileName=mutation.trx",
        "--results-directory", $"{MutationTests}/TestResults", "--blame-hang-timeout", "5m", "--blame-hang-dump-type", "none",
    });
    if (!FileExists(file))
        throw new CakeException(1, "The tests of the copy ended without results.");
    var outcomes = System.Xml.Linq.XDocument.Load(file).Descendants().Where(element => element.Name.LocalName == "UnitTestResult").ToList();
    if (outcomes.Count == 0)
        throw new CakeException(1, $"No test of the copy fits {MutationFilter}.");
    var failed = outcomes.Where(result => (string)result.Attribute("outcome") != "Passed").Select(result => (string)result.Attribute("testName")).Order().ToList();
    var cases = failed.Select(name => name.Split('"').ElementAtOrDefault(1) ?? name).ToList();
    return cases.Count <= 4 ? cases.Select(name => $"MetricSnapshotTests({name})").ToList()
        : new[] { $"MetricSnapshotTests({string.Join(", ", cases.Take(4))} and {cases.Count - 4} more)" };
}

int Quietly(string program, IEnumerable<string> arguments)
{
    var builder = new ProcessArgumentBuilder();
    foreach (var argument in arguments)
        builder.AppendQuoted(argument);
    return StartProcess(program, new ProcessSettings { Arguments = builder, WorkingDirectory = MutationFolder, RedirectStandardOutput = true, RedirectStandardError = true }, out _, out _);
}
