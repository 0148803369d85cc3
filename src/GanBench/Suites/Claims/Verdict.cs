using GanBench.Suites.Results;

namespace GanBench.Suites.Claims;

/// <summary>What one check finds.</summary>
/// <param name="Holds">Whether it holds; null when the measurements do not decide.</param>
/// <param name="Why">The finding as a clause.</param>
/// <param name="Points">Where the numbers point when they do not decide; null when nowhere.</param>
internal sealed record Verdict(bool? Holds, string Why, bool? Points = null)
{
    /// <summary>The outcome it makes for a claim.</summary>
    public ClaimOutcome Outcome =>
        Holds switch { true => ClaimOutcome.Supported, false => ClaimOutcome.Refuted, null => ClaimOutcome.Undecided };

    /// <summary>The same, not decided because of something else.</summary>
    /// <param name="reason">What keeps it open.</param>
    public Verdict Open(string reason)
    {
        var points = Holds ?? Points;
        return new Verdict(null, points switch
        {
            true => $"{reason}; the numbers point to support: {Why}",
            false => $"{reason}; the numbers point against it: {Why}",
            null => $"{reason}; {Why}",
        }, points);
    }

    /// <summary>Several together: one failure decides, all must hold.</summary>
    /// <param name="verdicts">At least one.</param>
    public static Verdict All(IEnumerable<Verdict> verdicts)
    {
        var all = verdicts.ToList();
        var deciding = all.Where(v => v.Holds == false).ToList() is { Count: > 0 } failed ? failed
            : all.Where(v => v.Holds is null).ToList() is { Count: > 0 } open ? open : all;
        bool? points = all.Any(v => (v.Holds ?? v.Points) == false) ? false : all.All(v => (v.Holds ?? v.Points) == true) ? true : null;
        return new Verdict(deciding[0].Holds, string.Join("; ", deciding.Select(v => v.Why)), points);
    }
}
