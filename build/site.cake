// The site of documents and API: docfx.json and what frames the pages are in build/site, the pages in docs/.

Task("Site")
    .Description(
        "Make the site of documents and API in artifacts/site and check every link (--repository=ADDRESS for links to files that are no "
        + "pages; a workflow's own by itself).")
    .Takes("repository")
    .IsDependentOn("Build")
    .Does(() =>
{
    CleanDirectory(Paths.SiteApi);
    CleanDirectory(Paths.Site);
    // docfx is 100 MB and has a manifest of its own, so that only who makes the site fetches it.
    InSiteSources("tool", "restore");
    InSiteSources("docfx", "metadata", "docfx.json", "--warningsAsErrors");
    InSiteSources("docfx", "build", "docfx.json", "--warningsAsErrors");
    DeleteFiles(Paths.Site + "/public/*.map");
    var ours = EnvironmentVariable("GITHUB_REPOSITORY") is { } name ? $"{EnvironmentVariable("GITHUB_SERVER_URL")}/{name}" : null;
    var repository = Argument("repository", ours);
    Tools(new[] { "site", "--folder=" + Paths.Site }.Concat(repository is null ? [] : ["--repository=" + repository]).ToArray());
});

void InSiteSources(params string[] arguments)
{
    var exitCode = StartProcess("dotnet", new ProcessSettings
    {
        Arguments = ProcessArgumentBuilder.FromStrings(arguments),
        WorkingDirectory = Paths.SiteSources,
    });
    if (exitCode != 0)
        throw new CakeException(exitCode, $"dotnet {string.Join(' ', arguments)} ended with exit code {exitCode}.");
}
