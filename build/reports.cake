// The reports that are kept in reports/: the PDF, its tables as Markdown and its first page as a picture.

Task("ReferenceReport")
    .Description("Run a suite and keep its report in reports/: the quick suite, or --suite=chen-2019 --profile=minutes --data-dir=DIR.")
    .IsDependentOn("Build")
    .Does(() =>
{
    RequireProgram("pdftoppm", "poppler-utils");
    var suite = Suite("quick");
    var name = System.IO.Path.GetFileNameWithoutExtension(suite) + (HasArgument("profile") ? "-" + Argument<string>("profile") : "");
    var folder = $"{Paths.Artifacts}/reference/{name}";
    // Exit code 1: some runs lack their data or failed, which the report says.
    var exitCode = TryGanBench(new[] { "suite", "run", suite }
        .Concat(HandThrough("device", "seed", "data-dir", "runs-dir", "profile", "numerics", "threads", "executor", "jobs")).ToArray());
    if (exitCode is not (0 or 1))
        throw new CakeException(exitCode, $"The suite {suite} ended with exit code {exitCode}.");
    GanBench(new[] { "report", "--suite", suite, "--output", $"{folder}/report.pdf" }
        .Concat(HandThrough("data-dir", "runs-dir", "profile", "seed", "numerics")).ToArray());
    EnsureDirectoryExists("reports");
    CopyFile($"{folder}/report.pdf", $"reports/{name}.pdf");
    CopyFile($"{folder}/tables.md", $"reports/{name}.md");
    Run("pdftoppm", "-png", "-r", "80", "-singlefile", "-f", "1", "-l", "1", $"reports/{name}.pdf", $"reports/{name}");
    Information("reports/{0}.pdf, {0}.md and {0}.png are renewed.", name);
});
