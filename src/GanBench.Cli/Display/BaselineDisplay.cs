using System.Globalization;
using GanBench.Suites.Baselines;

namespace GanBench.Cli.Display;

/// <summary>What a suite gave beside its baseline, on a terminal; and the words for it, wherever they stand.</summary>
internal static class BaselineDisplay
{
    /// <summary>Prints every value with its verdict, and which fail.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="old">The baseline.</param>
    /// <param name="now">What there is now.</param>
    /// <param name="checks">The comparison of both.</param>
    public static void Print(TextWriter output, Baseline old, Baseline now, IReadOnlyList<BaselineCheck> checks)
    {
        TextTable.Write(output, ["cell", "value", "old", "new", "p", "verdict"],
            checks.Select(
                c => new[] { c.Old.Cell, c.Old.Value, Text(c.Old), Text(c.Now), PValue(c), Verdict(c) }));
        output.WriteLine($"Baseline from {string.Join("; ", old.Environments)}");
        output.WriteLine($"Now         {string.Join("; ", now.Environments)}");
        var failed = checks.Where(c => c.Fails).ToList();
        output.WriteLine(failed.Count == 0
            ? $"No value of {checks.Count} got worse."
            : $"{failed.Count} of {checks.Count} values fail: {string.Join(", ", failed.Select(c => $"{c.Old.Cell} {c.Old.Value}"))}.");
    }

    /// <summary>Mean ± standard deviation (seeds).</summary>
    public static string Text(BaselineValue? value) => value switch
    {
        null => "–",
        { StandardDeviation: { } deviation } => FormattableString.Invariant($"{value.Mean:G5} ± {deviation:G2} ({value.Count})"),
        _ => FormattableString.Invariant($"{value.Mean:G5} (1)"),
    };

    /// <summary>The p-value of a check.</summary>
    public static string PValue(BaselineCheck check) => check.PValue switch
    {
        null => "–",
        < 0.0001 => "< 0.0001",
        { } p => p.ToString("0.0000", CultureInfo.InvariantCulture),
    };

    /// <summary>The verdict of a check; what fails is in capitals.</summary>
    public static string Verdict(BaselineCheck check) => check.Verdict switch
    {
        BaselineVerdict.Fine => "fine",
        BaselineVerdict.NotTested => "not tested: one seed",
        BaselineVerdict.Worse => "WORSE",
        BaselineVerdict.Missing => "MISSING",
        _ => "OTHER SETTINGS: make a new baseline",
    };
}
