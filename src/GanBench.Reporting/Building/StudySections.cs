using GanBench.Reporting.Model;

namespace GanBench.Reporting.Building;

/// <summary>Turns what a suite found into the studies of a report.</summary>
public static class StudySections
{
    /// <summary>The studies of a suite; a suite without published values, claims or source has none.</summary>
    /// <param name="results">The suite's results.</param>
    public static IReadOnlyList<StudySection> Of(SuiteResults results) =>
        [.. results.Studies.Where(s => s.Published.Count + s.Claims.Count + s.Source.Length > 0).Select(study => new StudySection
        {
            Id = study.Id,
            Title = study.Title,
            Source = study.Source,
            Remarks = study.Remarks,
            Assumptions = study.Assumptions,
            Published = study.Published,
            Claims = study.Claims,
        })];
}
