using GanBench.Statistics;

namespace GanBench.Suites.Baselines;

/// <summary>Compares a baseline with what the suite gives now, value by value, by one-sided t-tests in the worse direction.</summary>
public static class BaselineComparison
{
    /// <summary>A p-value below this is a regression: one false alarm in twenty values, where the seeds are fresh.</summary>
    public const double Alpha = 0.05;

    /// <summary>Values of one seed that differ by less than this share are equal: other machines and engines round otherwise.</summary>
    public const double Rounding = 1e-3;

    /// <summary>Compares every value of the baseline; what is new has none and is left out.</summary>
    /// <param name="baseline">What there was.</param>
    /// <param name="now">What there is.</param>
    public static IReadOnlyList<BaselineCheck> Compare(Baseline baseline, Baseline now)
    {
        var found = now.Values.ToDictionary(v => (v.Cell, v.Value));
        return [.. baseline.Values.Select(old => Check(old, found.GetValueOrDefault((old.Cell, old.Value))))];
    }

    // Seed by seed where both have two seeds in common; else twice the smaller of the two one-sided p.
    private static double? Change(BaselineValue old, BaselineValue now)
    {
        var pairs = (old.BySeed ?? new Dictionary<ulong, double>()).Where(v => now.BySeed?.ContainsKey(v.Key) == true)
            .Select(v => (Old: v.Value, Now: now.BySeed![v.Key])).ToList();
        if (pairs.Count < 2)
            return IncreaseTest.PValue(old.Summary, now.Summary) is { } up ? Math.Min(1, 2 * Math.Min(up, 1 - up)) : null;
        // A factor is the same in every pair: positive values are compared by their logarithms.
        var positive = pairs.All(p => p is { Old: > 0, Now: > 0 });
        return PairedTest.PValue([.. pairs.Select(p =>
            Math.Abs(p.Now - p.Old) <= Rounding * Math.Max(Math.Abs(p.Old), Math.Abs(p.Now)) ? 0 : positive ? Math.Log(p.Now / p.Old)
                : p.Now - p.Old)]);
    }

    private static BaselineCheck Check(BaselineValue old, BaselineValue? now)
    {
        if (now is null)
            return new BaselineCheck(old, null, null, BaselineVerdict.Missing);
        if (now.Settings != old.Settings || (old.Features is not null && now.Features != old.Features))
            return new BaselineCheck(old, now, null, BaselineVerdict.OtherSettings);
        var p = old.Worse switch
        {
            Worse.Higher => IncreaseTest.PValue(old.Summary, now.Summary),
            Worse.Lower => IncreaseTest.PValue(now.Summary, old.Summary),
            _ => Change(old, now),
        };
        return new BaselineCheck(old, now, p, p switch
        {
            null => BaselineVerdict.NotTested,
            < Alpha => BaselineVerdict.Worse,
            _ => BaselineVerdict.Fine,
        });
    }
}

/// <summary>A value then and now.</summary>
/// <param name="Old">The baseline.</param>
/// <param name="Now">The value now; null when there is none.</param>
/// <param name="PValue">p-value of "it got worse"; null when it was not tested.</param>
/// <param name="Verdict">What follows.</param>
public sealed record BaselineCheck(BaselineValue Old, BaselineValue? Now, double? PValue, BaselineVerdict Verdict)
{
    /// <summary>Whether the check fails.</summary>
    public bool Fails => Verdict is BaselineVerdict.Worse or BaselineVerdict.Missing or BaselineVerdict.OtherSettings;
}

/// <summary>Outcome of a comparison.</summary>
public enum BaselineVerdict
{
    /// <summary>No worse than chance explains.</summary>
    Fine,

    /// <summary>One seed on both sides tells nothing about chance.</summary>
    NotTested,

    /// <summary>Worse, with p below <see cref="BaselineComparison.Alpha"/>.</summary>
    Worse,

    /// <summary>It has no value any more: not run, failed or diverged.</summary>
    Missing,

    /// <summary>The suite runs or measures something else now: a new baseline is due.</summary>
    OtherSettings,
}
