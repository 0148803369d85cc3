using GanBench.Suites.Planning;

using GanBench.Reporting.Charts;

namespace GanBench.Reporting.Building;

/// <summary>What captions say of the runs behind a figure.</summary>
internal static class Captions
{
    /// <summary>How many seeds the configurations of a figure have.</summary>
    /// <param name="cells">The configurations.</param>
    public static string Seeds(IEnumerable<CellResult> cells) =>
        Counts(cells.Select(c => c.Runs.Select(r => r.Spec.Seed).Distinct().Count())) is var seeds && seeds == "1"
            ? "one seed" : $"{seeds} seeds";

    /// <summary>What a value of some seeds is, after "of": the seed, or the mean with its intervals.</summary>
    /// <param name="counts">Seeds of each value.</param>
    /// <param name="intervals">How the intervals are drawn.</param>
    public static string Means(IEnumerable<int> counts, string intervals) =>
        Counts(counts) is var seeds && seeds == "1" ? "1 seed, so without intervals"
            : $"{seeds} seeds: means, and {intervals} for their 95 % confidence intervals"
                + (seeds.StartsWith("1 ", StringComparison.Ordinal) ? ", none for 1 seed" : "");

    /// <summary>What arrows at the axis mean, where charts have any: a sentence after a space, else nothing.</summary>
    /// <param name="charts">The charts.</param>
    /// <param name="intervals">What is cut off, e.g. "intervals".</param>
    public static string Arrows(IEnumerable<Chart> charts, string intervals) =>
        charts.Any(ChartValues.ReachBeyond) ? $" Arrows mark {intervals} that reach beyond the axis." : "";

    /// <summary>Whole numbers, each once, from the smallest on: "5", "1 or 3", "1 to 5".</summary>
    /// <param name="counts">The numbers.</param>
    public static string Counts(IEnumerable<int> counts) => Range([.. counts.Distinct().Order().Select(count => Format.Count(count))]);

    /// <summary>Parts of published budgets, each once, from the smallest on.</summary>
    /// <param name="shares">The parts.</param>
    public static string Shares(IEnumerable<BudgetShare> shares) =>
        Range([.. shares.OrderBy(share => share.Total).Select(share => share.ToString()).Distinct()]);

    private static string Range(IReadOnlyList<string> ordered) =>
        ordered.Count > 2 ? $"{ordered[0]} to {ordered[^1]}" : string.Join(" or ", ordered);
}
