// The reports that are kept in reports/: the PDF, its tables as Markdown and its first page as a picture.

Task("ReferenceReport")
    .Description("Run a suite and keep its report in reports/: the quick suite, or --suite=chen-2019 --profile=minutes --data-dir=DIR.")
    .Takes([.. RunArguments, "suite"])
    .IsDependentOn("Build")
    .Does(() =>
{
    RequireProgram("pdftoppm", "poppler-utils");
    RequireProgram("qpdf", "qpdf");
    var suite = Suite("quick");
    var name = SuiteName(suite);
    var folder = $"{Paths.Artifacts}/reference/{name}";
    RunSuite(suite, RunOptions);
    GanBench(new[] { "report", "--suite", suite, "--output", $"{folder}/report.pdf" }.Concat(ReportOptions).ToArray());
    EnsureDirectoryExists("reports");
    // The same pages in fewer bytes: Chromium leaves the objects of the document's structure as text.
    Run("qpdf", "--object-streams=generate", "--recompress-flate", "--compression-level=9", $"{folder}/report.pdf", $"reports/{name}.pdf");
    CopyFile($"{folder}/report.tables.md", $"reports/{name}.md");
    Run("pdftoppm", "-png", "-r", "80", "-singlefile", "-f", "1", "-l", "1", $"reports/{name}.pdf", $"reports/{name}");
    Information("reports/{0}.pdf, {0}.md and {0}.png are renewed.", name);
});
