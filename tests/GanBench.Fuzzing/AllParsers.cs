using GanBench.Cli.Tests.Fuzzing;
using GanBench.Reporting.Tests.Fuzzing;
using GanBench.Survey.Tests.Fuzzing;
using GanBench.Testing.Fuzzing;
using GanBench.Tests.Fuzzing;

namespace GanBench.Fuzzing;

/// <summary>The parsers of all test projects.</summary>
internal static class AllParsers
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<FuzzedParser> List { get; } =
        [.. FuzzedParsers.All, .. SurveyParsers.All, .. WatchParsers.All, .. CommandParsers.All];
}
