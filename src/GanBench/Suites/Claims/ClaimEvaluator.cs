using GanBench.Statistics;
using GanBench.Suites.Planning;
using GanBench.Suites.Results;
using GanBench.Suites.Schema;

namespace GanBench.Suites.Claims;

/// <summary>
/// Decides claims by the runs of a suite. A claim is decided only at the published budget and with two seeds or more, by 95 % intervals
/// over the seeds; otherwise it stays undecided, with where the numbers point.
/// </summary>
/// <param name="suite">Name of the suite.</param>
/// <param name="profile">The profile of the runs.</param>
/// <param name="cells">The cells of the suite.</param>
public sealed class ClaimEvaluator(string suite, Profile profile, IReadOnlyList<CellResult> cells)
{
    /// <summary>Fewest seeds that decide anything.</summary>
    public const int MinimumSeeds = 2;

    /// <summary>Decides a claim.</summary>
    /// <param name="claim">A checked claim.</param>
    public ClaimResult Evaluate(Claim claim)
    {
        var facts = new List<Fact>();
        var verdicts = claim.Checks.Select(check => Evaluate(check, facts)).ToList();
        // One failed check refutes the claim; it is supported only when all hold.
        var deciding = verdicts.Where(v => v.Holds == false).DefaultIfEmpty(verdicts.FirstOrDefault(v => v.Holds is null)).First();
        var outcome = deciding?.Outcome ?? ClaimOutcome.Supported;
        var shown = outcome == ClaimOutcome.Supported ? verdicts : verdicts.Where(v => v.Outcome == outcome);
        var why = string.Join("; ", shown.Select(v => v.Why).Distinct());
        if (claim.Note is { } note)
            why += ". " + note;
        return new ClaimResult($"{suite}/{claim.Id}", claim.Text, outcome, Sentence(why), [.. facts.DistinctBy(f => f.Name)]);
    }

    private Verdict Evaluate(ClaimCheck check, List<Fact> facts)
    {
        var involved =
            check.Cells.Select(
            name => (IReadOnlyList<CellResult>)[.. CellName.TryParse(name)!.Find(cells.Select(c => c.Plan!)).Select(Result)]).ToList();
        var all = involved.SelectMany(c => c).ToList();
        if (all.Where(c => c.Done == 0).Select(c => c.Label).ToList() is { Count: > 0 } absent)
            return new Verdict(null, $"not run: {Some(absent)}");
        if (Mixed(check, all) is { } mixed)
            return new Verdict(null, mixed);
        var verdict = Decide(check, involved, all, facts);
        var reasons = new List<string>();
        if (!profile.IsPublished && all.Where(c => !c.Share.IsWhole).ToList() is { Count: > 0 } reduced)
            reasons.Add($"profile {profile.Name} spends {reduced.MinBy(c => c.Share.Total)!.Share} of the published budget");
        if (verdict is { Holds: not null } && all.Any(c => c.Done < MinimumSeeds))
            reasons.Add(all.Min(c => c.Done) == 1 ? "one seed says nothing about chance" : "too few seeds");
        return reasons.Count == 0 ? verdict : verdict.Open(string.Join(", and ", reasons));
    }

    // Cells are set against each other by order and times, by agreement on one dataset; all else looks at each by itself.
    private static string? Mixed(ClaimCheck check, IReadOnlyList<CellResult> all) => (
        from quantity in check.Quantities
        from compared in all.GroupBy(c => check.Kind switch
        {
            CheckKind.Order or CheckKind.Times => (object)"all",
            CheckKind.Agreement => (c.Dataset, c.Plan!.Shape),
            _ => c,
        })
        select MetricKey.Mixed(quantity, compared, check.At == CheckAt.Last && check.Kind is CheckKind.Order or CheckKind.Times
            or CheckKind.Between or CheckKind.Agreement)).OfType<string>().FirstOrDefault();

    private CellResult Result(PlannedCell cell) => cells.First(c => c.Plan == cell);

    private static Verdict Decide(
        ClaimCheck check, IReadOnlyList<IReadOnlyList<CellResult>> involved, IReadOnlyList<CellResult> all, List<Fact> facts) =>
        check.Kind switch
        {
            CheckKind.Order => ComparisonChecks.Order(check, [.. involved.Select(c => c[0])], facts),
            CheckKind.Times => ComparisonChecks.Times(check, involved[0][0], involved[1][0], facts),
            CheckKind.Between => IntervalChecks.Between(check, all, facts),
            CheckKind.Correlation => IntervalChecks.Correlation(check, all, facts),
            CheckKind.Agreement => AgreementCheck.Agreement(check, all, facts),
            CheckKind.Trend => CurveChecks.Trend(check, all, facts),
            CheckKind.Crossings => CurveChecks.Crossings(check, all, facts),
            CheckKind.Above => CurveChecks.Above(check, all, facts),
            _ => CurveChecks.Status(check, all, facts),
        };

    /// <summary>What a check looks at, of every run that has it.</summary>
    internal static IEnumerable<double> Values(CellResult cell, ClaimCheck check, int? step) => check.At == CheckAt.Share
        ? cell.Runs.Select(run => run.ShareOf(check.Quantities[0], check.AtLeast!.Value, check.Window[0], check.Window[1])).OfType<double>()
        : cell.Values(check.Quantities[0], check.At, step);

    /// <summary>What a check looks at, in words.</summary>
    internal static string Name(ClaimCheck check) => check.At switch
    {
        CheckAt.Spread => $"{check.Quantities[0]} spread",
        CheckAt.Share => FormattableString.Invariant(
            $"share of checkpoints{Within(check)} with {check.Quantities[0]} ≥ {check.AtLeast:G3}"),
        _ => check.Quantities[0],
    };

    /// <summary>The part of the run that a check looks at, in words; nothing for all of it.</summary>
    internal static string Within(ClaimCheck check) => check.Window is [0, 1] ? ""
        : FormattableString.Invariant($" from {100 * check.Window[0]:0.#} to {100 * check.Window[1]:0.#} % of the run");

    /// <summary>Some of many names.</summary>
    internal static string Some(IReadOnlyList<string> names) =>
        string.Join(", ", names.Take(4)) + (names.Count > 4 ? $" and {names.Count - 4} more" : "");

    /// <summary>A summary as text: mean, and half the interval where there is one.</summary>
    internal static string Text(SampleSummary? summary) => summary switch
    {
        null => "–",
        { Count: 1 } => FormattableString.Invariant($"{summary.Mean:G4} (1 seed)"),
        _ => FormattableString.Invariant($"{summary.Mean:G4} ± {(summary.High - summary.Low) / 2:G3} ({summary.Count} seeds)"),
    };

    // A cell's name keeps its small letter at the start of a sentence.
    private static string Sentence(string text)
    {
        if (text.Length == 0)
            return "";
        var firstWord = text.Split(' ', 2)[0];
        var start = firstWord.Any(c => c is '/' or '-') ? text[..1] : text[..1].ToUpperInvariant();
        return start + text[1..] + (text.EndsWith('.') ? "" : ".");
    }
}
