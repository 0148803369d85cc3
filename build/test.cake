using System.Xml.Linq;

Task("Test")
    .Description("Build and run all tests; the last line says how many passed and failed.")
    .IsDependentOn("BuildAll")
    .Does(() =>
{
    CleanDirectory(Paths.TestResults);
    // Tests in a real browser need a large package and have a target of their own, TestBrowser.
    var projects = GetFiles("tests/*.Tests/*.csproj").Where(project => !project.FullPath.EndsWith(".Browser.Tests.csproj")).OrderBy(project => project.FullPath).ToList();
    var results = new List<TestResult>();
    foreach (var project in projects)
    {
        var result = RunTests(project);
        Information("[{0}/{1}] {2}", results.Count + 1, projects.Count, result);
        results.Add(result);
    }
    foreach (var skip in results.SelectMany(result => result.Skips).GroupBy(reason => reason).OrderByDescending(group => group.Count()))
        Information("Skipped {0}: {1}", skip.Count(), skip.Key);

    int passed = results.Sum(result => result.Passed), failed = results.Sum(result => result.Failed), skipped = results.Sum(result => result.Skips.Count);
    LastLine = $"{passed} passed, {failed} failed" + (skipped > 0 ? $", {skipped} skipped" : "");
    System.IO.File.WriteAllText(Paths.TestSummary, LastLine + "\n");
    if (failed > 0 || passed == 0)
        throw new CakeException(1, failed > 0 ? $"Tests failed in {string.Join(", ", results.Where(r => r.Failed > 0).Select(r => r.Project))}." : "No test ran.");
});

record TestResult(string Project, int Passed, int Failed, IReadOnlyList<string> Skips, double Seconds, string Problem)
{
    public override string ToString() =>
        $"{Project}: {Passed} passed, {Failed} failed, {Skips.Count} skipped in {Seconds:F0} s" + (Problem is null ? "" : $" ({Problem})");
}

TestResult RunTests(FilePath project)
{
    var name = project.GetFilenameWithoutExtension().ToString();
    var clock = System.Diagnostics.Stopwatch.StartNew();
    // A test that hangs ends the run of its project, with its name, and not the patience of who waits for it.
    var exitCode = Try("dotnet", "test", project.FullPath, "--configuration", "Release", "--no-build", "--nologo", "--verbosity", "quiet",
        "--logger", $"trx;LogFileName={name}.trx", "--results-directory", Paths.TestResults, "--blame-hang-timeout", "15m", "--blame-hang-dump-type", "none");
    var file = new FilePath($"{Paths.TestResults}/{name}.trx");
    // What crashed before it could say anything, or found no tests, must not look like success: it counts as one failure.
    if (!FileExists(file))
        return new TestResult(name, 0, 1, Array.Empty<string>(), clock.Elapsed.TotalSeconds, $"no results, exit code {exitCode}");
    var outcomes = XDocument.Load(file.FullPath).Descendants().Where(element => element.Name.LocalName == "UnitTestResult")
        .ToLookup(element => (string)element.Attribute("outcome"));
    int passed = outcomes["Passed"].Count(), total = outcomes.Sum(group => group.Count());
    var skips = outcomes["NotExecuted"].Select(Reason).ToList();
    var failed = total - passed - skips.Count;
    var problem = total == 0 ? "no test was found" : exitCode != 0 && failed == 0 ? $"did not end well, exit code {exitCode}" : null;
    return new TestResult(name, passed, problem is null ? failed : failed + 1, skips, clock.Elapsed.TotalSeconds, problem);
}

string Reason(XElement result) =>
    result.Descendants().FirstOrDefault(element => element.Name.LocalName is "Message" or "StdOut")?.Value.Trim() ?? "no reason given";
