Task("Test")
    .Description("Build and run all tests; the last line says how many passed and failed.")
    .IsDependentOn("BuildAll")
    .Does(() =>
{
    CleanDirectory(Paths.TestResults);
    // Tests in a real browser need a large package and have a target of their own, TestBrowser.
    var projects = GetFiles("tests/*.Tests/*.csproj").Select(project => project.FullPath)
        .Where(project => !project.EndsWith(".Browser.Tests.csproj")).OrderBy(project => project);
    Tools(projects.Prepend("--results=" + Paths.TestResults).Prepend("test").ToArray());
});
