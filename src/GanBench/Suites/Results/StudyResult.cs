using GanBench.Suites.Claims;
using GanBench.Suites.Planning;
using GanBench.Suites.Schema;

namespace GanBench.Suites.Results;

/// <summary>A suite as a chapter of the report: what was published and what was found.</summary>
public sealed record StudyResult
{
    /// <summary>Name of the suite.</summary>
    public required string Id { get; init; }

    /// <summary>Its title.</summary>
    public required string Title { get; init; }

    /// <summary>The publication; empty when the suite is compared with none.</summary>
    public string Source { get; init; } = "";

    /// <summary>What a reader must know before comparing.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];

    /// <summary>What the publication leaves open and is assumed.</summary>
    public IReadOnlyList<string> Assumptions { get; init; } = [];

    /// <summary>Its published values, at the steps at which these runs have checkpoints.</summary>
    public IReadOnlyList<PublishedValue> Published { get; init; } = [];

    /// <summary>Its claims with what was found.</summary>
    public IReadOnlyList<ClaimResult> Claims { get; init; } = [];

    /// <summary>Whether there is a publication, or anything of one to compare with.</summary>
    public bool IsStudy => Published.Count + Claims.Count + Source.Length > 0;

    internal static StudyResult Of(Suite suite, SuitePlan plan, IReadOnlyList<CellResult> cells) => new()
    {
        Id = suite.Name,
        Title = suite.Title.Length > 0 ? suite.Title : suite.Name,
        Source = suite.Study.Source,
        Remarks = [.. plan.Profile.IsPublished ? []
            : new[] { $"Profile {plan.Profile.Name}: {plan.Profile.Rule}." }, .. suite.Study.Remarks],
        Assumptions = [.. suite.Assumed, .. DataDifferences(suite, cells.Select(c => c.Plan!))],
        Published = [.. suite.Published.SelectMany(table => PublishedOf(suite, table, plan.Profile, cells))],
        Claims = [.. suite.Claims.Select(claim => new ClaimEvaluator(suite.Name, plan.Profile, cells).Evaluate(claim))],
    };

    /// <summary>What differs from the data of the publication, a sentence per dataset.</summary>
    /// <param name="suite">The suite.</param>
    /// <param name="cells">Its cells.</param>
    internal static IEnumerable<string> DataDifferences(Suite suite, IEnumerable<PlannedCell> cells) =>
        cells.SelectMany(cell => Comparability.OfData(suite, cell).Select(difference => $"{cell.Dataset}: {difference}.")).Distinct();

    private static IEnumerable<PublishedValue> PublishedOf(
        Suite suite, PublishedTable table, Profile profile, IReadOnlyList<CellResult> cells)
    {
        foreach (var (name, values) in table.Values)
        {
            foreach (var cell in CellName.TryParse(name)!.Find(cells.Select(c => c.Plan!)))
            {
                var result = cells.First(c => c.Plan == cell);
                var reasons = result.Runs is [{ Plan: { } run }, ..] ? string.Join("; ", Comparability.Reasons(suite, table, run, profile))
                    : "";
                for (var i = 0; i < values.Count; i++)
                {
                    int? step = table.Steps.Count == 0 ? null : (int)Math.Round(table.Steps[i] * result.Share.Images);
                    yield return new PublishedValue(cell.Architecture, cell.Dataset, table.Metric, step, values[i], table.Source)
                    {
                        Runs = [.. result.Runs.Select(r => r.Directory?.Id).OfType<string>()],
                        NotComparable = reasons.Length > 0 ? reasons : null,
                    };
                }
            }
        }
    }
}
