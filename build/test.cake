using System.Xml.Linq;

Task("Test")
    .Description("Build and run all tests; the last line says how many passed and failed.")
    .IsDependentOn("BuildAll")
    .Does(() =>
{
    CleanDirectory(Paths.TestResults);
    int passed = 0, failed = 0, skipped = 0;
    var broken = new List<string>();
    foreach (var project in GetFiles("tests/*.Tests/*.csproj").OrderBy(p => p.FullPath))
    {
        var name = project.GetFilenameWithoutExtension().ToString();
        var clock = System.Diagnostics.Stopwatch.StartNew();
        StartProcess("dotnet", new ProcessSettings
        {
            Arguments = $"test \"{project}\" --configuration Release --no-build --nologo --verbosity quiet "
                + $"--logger \"trx;LogFileName={name}.trx\" --results-directory {Paths.TestResults}",
        });
        var result = new FilePath($"{Paths.TestResults}/{name}.trx");
        if (!FileExists(result))
        {
            // Crashed before it could say anything: that must not look like success.
            broken.Add(name);
            continue;
        }
        var counters = XDocument.Load(result.FullPath).Descendants().First(e => e.Name.LocalName == "Counters");
        int Count(string counter) => (int)counters.Attribute(counter);
        int projectPassed = Count("passed"), projectFailed = Count("failed") + Count("error") + Count("timeout") + Count("aborted");
        var projectSkipped = Count("total") - Count("executed");
        if (Count("total") == 0)
            broken.Add(name);
        Information("{0}: {1} passed, {2} failed, {3} skipped in {4:F0} s", name, projectPassed, projectFailed, projectSkipped, clock.Elapsed.TotalSeconds);
        (passed, failed, skipped) = (passed + projectPassed, failed + projectFailed, skipped + projectSkipped);
    }
    foreach (var name in broken)
        Error("{0} ran no test to its end.", name);
    failed += broken.Count;
    TestSummary = skipped > 0 ? $"{passed} passed, {failed} failed, {skipped} skipped" : $"{passed} passed, {failed} failed";
    if (failed > 0 || passed == 0)
        throw new CakeException($"Tests failed: {TestSummary}.");
});

string TestSummary = null;

// After Cake's own table of durations, so that the counts are the last line.
Teardown(context =>
{
    if (TestSummary is not null)
        System.IO.File.WriteAllText($"{Paths.TestResults}/summary.txt", TestSummary + "\n");
});
