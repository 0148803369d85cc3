using System.Text;
using GanBench.Suites.Baselines;

namespace GanBench.Cli.Display;

/// <summary>
/// What a suite gave beside its baseline as Markdown, for the summary of a job and a comment on a pull request: what fails comes first, the
/// rest of a long table is folded, and what would not fit is counted.
/// </summary>
internal static class BaselineMarkdown
{
    /// <summary>Most characters of the text. A comment on GitHub holds 65,536, and whoever posts it adds a few.</summary>
    public const int Longest = 60_000;

    private const int Shown = 10, ShownFailures = 30, ShownEnvironments = 3, MostPercent = 1000;

    private const string Header = """
        | metric | cell | baseline | now | difference | p | verdict |
        | --- | --- | ---: | ---: | ---: | ---: | --- |

        """;

    private const string HowToRead =
        "Mean ± standard deviation (seeds). Better: ↓ lower, ↑ higher. p is the chance of so large a change for the worse where nothing "
        + "has changed; below 0.05 a value fails, so of values from new seeds one in twenty fails by chance.";

    /// <summary>Writes the text.</summary>
    /// <param name="old">The baseline.</param>
    /// <param name="now">What there is now.</param>
    /// <param name="checks">The comparison of both.</param>
    public static string Write(Baseline old, Baseline now, IReadOnlyList<BaselineCheck> checks)
    {
        var failures = checks.Count(c => c.Fails);
        var head = $"### GanBench: {(failures > 0 ? $"{failures} of {checks.Count} values fail" : $"no value of {checks.Count} got worse")}"
            + $"\n\nSuite {Code(old.Suite)}, profile {Code(old.Profile)}, {old.Numerics.ToString().ToLowerInvariant()} numerics.\n\n";
        var foot = $"\n{HowToRead}\n\nBaseline from {Environments(old)}\\\nNow from {Environments(now)}\n";
        var rows = Fitting([.. checks.OrderByDescending(c => c.Fails).Select(Row)], Longest - head.Length - foot.Length - Fold(0, "").Length
            - Header.Length - LeftOut(int.MaxValue).Length);
        var shown = Math.Clamp(failures, Shown, ShownFailures);
        var text = new StringBuilder(head).Append(Header).AppendJoin("", rows.Take(shown));
        if (rows.Count > shown)
            text.Append(Fold(rows.Count - shown, string.Concat(rows.Skip(shown))));
        if (rows.Count < checks.Count)
            text.Append(LeftOut(checks.Count - rows.Count));
        return text.Append(foot).ToString();
    }

    private static List<string> Fitting(List<string> rows, int room)
    {
        var length = 0;
        return [.. rows.TakeWhile(row => (length += row.Length) <= room)];
    }

    private static string Fold(int count, string rows) => $"\n<details><summary>{count} more</summary>\n\n{Header}{rows}\n</details>\n";

    private static string LeftOut(int count) => $"\n{count} values more than fit here: ganbench suite check prints all.\n";

    private static string Row(BaselineCheck check)
    {
        var verdict = BaselineDisplay.Verdict(check);
        return $"| {Code(check.Old.Value)}{Direction(check.Old.Worse)} | {Code(check.Old.Cell)} | {BaselineDisplay.Text(check.Old)} "
            + $"| {BaselineDisplay.Text(check.Now)} | {Difference(check)} | {BaselineDisplay.PValue(check)} | "
            + $"{(check.Fails ? $"**{verdict}**" : verdict)} |\n";
    }

    private static string Direction(Worse worse) => worse switch { Worse.Higher => " ↓", Worse.Lower => " ↑", _ => "" };

    // The share is of the baseline's size: −0.1 from −0.2 is half of it.
    private static string Difference(BaselineCheck check)
    {
        if (check.Now is null)
            return "–";
        var difference = check.Now.Mean - check.Old.Mean;
        if (difference == 0)
            return "0";
        var (sign, share) = (difference > 0 ? "+" : "", 100 * difference / Math.Abs(check.Old.Mean));
        return FormattableString.Invariant($"{sign}{difference:G4}")
            + (Math.Abs(share) < MostPercent ? FormattableString.Invariant($" ({sign}{share:0.#} %)") : "");
    }

    private static string Environments(Baseline baseline)
    {
        var left = baseline.Environments.Count - ShownEnvironments;
        return string.Join("; ", baseline.Environments.Take(ShownEnvironments).Select(Code)) + (left > 0 ? $"; {left} more" : "");
    }

    // Names come from files of users: as code they are neither markup nor links, and mention nobody.
    private static string Code(string text) =>
        $"`{text.Replace('`', '\'').Replace('\n', ' ').Replace('\r', ' ').Replace("|", "\\|", StringComparison.Ordinal)}`";
}
