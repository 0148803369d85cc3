using GanBench.Reporting.Building;
using GanBench.Reporting.Model;
using GanBench.Runs;
using GanBench.Suites.Loading;
using GanBench.Suites.Planning;
using GanBench.Testing;

namespace GanBench.Reporting.Tests.Samples;

/// <summary>A suite written as YAML, its runs made by arithmetic, and the chapter that a report has of it.</summary>
public sealed class SampleStudy : IDisposable
{
    private readonly TempFolder _folder = new();

    /// <summary>Plans a suite.</summary>
    /// <param name="yaml">The suite without its name, which is "study".</param>
    /// <param name="profile">How much of its budget is spent.</param>
    public SampleStudy(string yaml, string profile = "published") =>
        Plan = Planner.Plan(SuiteLoader.Load(_folder.Write("study.yaml", "name: study\n" + yaml)), Profile.Find(profile));

    /// <summary>The plan.</summary>
    public SuitePlan Plan { get; }

    /// <summary>Writes all runs.</summary>
    /// <param name="change">Changes what is in a directory, or null.</param>
    public SampleStudy Run(Action<PlannedRun, RunDirectory>? change = null)
    {
        var runs = new SampleRuns(_folder["runs"]) { LogEvery = 10 };
        foreach (var run in Plan.Runs)
        {
            var directory = runs.Add(run);
            change?.Invoke(run, directory);
        }
        return this;
    }

    /// <summary>The cells of the suite.</summary>
    public IReadOnlyList<CellResult> Cells => SuiteResults.Collect(Plan, _folder["runs"]).Cells;

    /// <summary>The report of the suite.</summary>
    public ReportModel Report()
    {
        var results = SuiteResults.Collect(Plan, _folder["runs"]);
        return ReportBuilder.FromRuns(results.Directories, new ReportOptions { Studies = results.Studies });
    }

    /// <summary>The report of the same runs as if they were found without the suite.</summary>
    public ReportModel PlainReport() =>
        ReportBuilder.FromRuns(SuiteResults.Collect(Plan, _folder["runs"]).Directories, new ReportOptions());

    /// <summary>The blocks of a section of the suite's chapter; empty where it has none.</summary>
    /// <param name="section">The end of the section's anchor, e.g. "samples".</param>
    public IReadOnlyList<ReportBlock> Section(string section) =>
        Report().Chapters.Where(c => c.Id == "study-study").SelectMany(c => c.Sections)
            .SingleOrDefault(s => s.Id == "study-study-" + section)?.Blocks ?? [];

    /// <inheritdoc/>
    public void Dispose() => _folder.Dispose();
}
