namespace GanBench.Build;

/// <summary>How the tests of a project ended.</summary>
/// <param name="Project">Its name.</param>
/// <param name="Passed">How many passed.</param>
/// <param name="Failed">How many failed; a run that did not end well counts as one.</param>
/// <param name="Skips">The reason of each that was skipped.</param>
/// <param name="Seconds">Time of all.</param>
/// <param name="Problem">What was wrong with the run itself, or null.</param>
internal sealed record ProjectResult(string Project, int Passed, int Failed, IReadOnlyList<string> Skips, double Seconds, string? Problem)
{
    /// <summary>Judges a run: what crashed before it could say anything, or found no tests, must not look like success.</summary>
    /// <param name="project">The project's name.</param>
    /// <param name="exitCode">Exit code of the run.</param>
    /// <param name="cases">Its results; null where it left none.</param>
    /// <param name="seconds">Its time.</param>
    public static ProjectResult Of(string project, int? exitCode, IReadOnlyList<TestCase>? cases, double seconds)
    {
        if (cases is null)
            return new ProjectResult(project, 0, 1, [], seconds, $"no results, exit code {exitCode}");
        var passed = cases.Count(test => test.Passed);
        var skips = cases.Where(test => test.Skipped).Select(test => test.Words ?? "no reason given").ToList();
        var failed = cases.Count - passed - skips.Count;
        var problem = cases.Count == 0 ? "no test was found"
            : exitCode != 0 && failed == 0 ? $"did not end well, exit code {exitCode}"
            : null;
        return new ProjectResult(project, passed, problem is null ? failed : failed + 1, skips, seconds, problem);
    }

    public override string ToString() =>
        $"{Project}: {Passed} passed, {Failed} failed, {Skips.Count} skipped in {Seconds:F0} s" + (Problem is null ? "" : $" ({Problem})");
}
