// How time and memory grow: docs/scaling.md.

Task("Curves")
    .Description(
        "Measure and draw time, throughput and memory by size: --name=batch, image-size, width, processes, steps or dataset-size "
        + "(repeatable), --quick, --rounds=3, --output=docs, --fresh. Stopped and started again, it goes on.")
    .Takes("name", "quick", "rounds", "output", "fresh")
    .IsDependentOn("Build")
    .Does(() =>
{
    RequireProgram("pdftoppm", "poppler-utils");
    Compile(Paths.ScalingProject);
    var flags = new[] { "quick", "fresh" }.Where(flag => HasArgument(flag)).Select(flag => "--" + flag);
    var arguments = flags.Concat(HandThrough("name", "rounds", "output")).Prepend(Paths.Scaling).ToArray();
    var exitCode = Try("dotnet", arguments);
    if (exitCode != 0)
        throw new CakeException(exitCode, exitCode == Interrupted ? "Stopped; the same command without --fresh goes on."
            : $"The measurement ended with exit code {exitCode}.");
});
