// The pictures of docs/gallery.md, all of data that GanBench draws itself.

Task("Gallery")
    .Description(
        "Train the small networks of build/site/gallery.yaml (minutes) and renew the pictures in docs/gallery (--runs-dir=DIR). "
        + "Stopped and started again, it goes on.")
    .Takes("runs-dir", "threads")
    .IsDependentOn("Build")
    .Does(() =>
{
    RequireProgram("pdftoppm", "poppler-utils");
    const string suite = Paths.SiteSources + "/gallery.yaml", gallery = "docs/gallery", report = "artifacts/gallery/report.pdf";
    var runs = "--runs-dir=" + (HasArgument("runs-dir") ? FromCaller(Argument<string>("runs-dir")) : "artifacts/gallery/runs");
    if (RunSuite(suite, [runs, .. HandThrough("threads")]) != 0)
        throw new CakeException(1, "Some runs of the gallery failed.");
    void Sample(string run, params string[] options) => GanBench(["sample", run, runs, .. options]);
    void Sheet(string run, string file, params string[] options) => Sample(run, ["--grid", $"{gallery}/{file}", .. options]);
    EnsureDirectoryExists(gallery);
    GanBench("datasets", "preview", "glyphs", "--count", "64", "--image-size", "56", "--out", gallery);
    GanBench("datasets", "preview", "shapes", "--count", "25", "--out", gallery);
    Sheet("gan-glyphs-s1", "gan-glyphs.png", "--count", "64", "--scale", "2");
    Sheet("dcgan-glyphs-s1", "dcgan-glyphs.png", "--count", "64", "--scale", "2");
    Sheet("dcgan-glyphs-s1", "dcgan-glyphs-classes.png", "--class-balanced", "--scale", "2");
    Sample("dcgan-glyphs-s1", "--count", "25", "--scale", "2", "--animate", $"{gallery}/dcgan-glyphs-training.webp");
    Sheet("dcgan-glyphs-s1", "dcgan-glyphs-walk.png", "--interpolate", "8", "--count", "6", "--scale", "2");
    Sheet("dcgan-shapes-s1", "dcgan-shapes.png", "--count", "25");
    GanBench("report", "--suite", suite, runs, "--output", report);
    foreach (var page in new[] { "1", "2", "3" })
        Run("pdftoppm", "-png", "-r", "72", "-singlefile", "-f", page, "-l", page, report, $"{gallery}/report-{page}");
});
