using GanBench.Configuration;
using GanBench.Suites.Claims;
using GanBench.Suites.Schema;
using static GanBench.Suites.Guide.MarkdownPage;

namespace GanBench.Suites.Guide;

/// <summary>The predicate of a claim's check, as Markdown.</summary>
internal static class CheckText
{
    /// <summary>What holds for values of which nothing else is said.</summary>
    public const string Default =
        "Unless a predicate says otherwise, a value is that of the last checkpoint, or the mean over the last tenth of a logged curve.";

    /// <summary>The predicate.</summary>
    public static string Write(ClaimCheck check) => check.Kind switch
    {
        CheckKind.Order => $"{Value(check)}: {string.Join(check.Strict ? " < " : " ≤ ", check.Cells.Select(Code))}" + Tolerance(check),
        CheckKind.Times => FormattableString.Invariant(
            $"{Value(check)}: {Code(check.Cells[1])} ≥ {check.Factor:G4} × {Code(check.Cells[0])}"),
        CheckKind.Between => Bounded(Value(check), check) + In(check),
        CheckKind.Trend => $"{Value(check)} {string.Join(", then ", check.Trend.Select(t => SettingValue.Format(t)))}"
            + ClaimEvaluator.Within(check) + In(check),
        CheckKind.Correlation => Bounded($"rank correlation of {Both(check)}", check) + In(check),
        CheckKind.Agreement => $"{Both(check)} rank the cells of each dataset alike" + In(check),
        CheckKind.Crossings => FormattableString.Invariant(
            $"{Both(check)} cross {(check.OrMore ? "at least " : "")}{check.Crossings} times{ClaimEvaluator.Within(check)}") + In(check),
        CheckKind.Above => FormattableString.Invariant(
            $"{Code(check.Quantities[0])} > {Code(check.Quantities[1])} in at least {100 * check.Share:0.#} % of the steps")
            + ClaimEvaluator.Within(check) + In(check),
        _ => $"every run ends {SettingValue.Format(check.Status)}" + In(check),
    };

    private static string Value(ClaimCheck check) => check.At switch
    {
        CheckAt.Every => $"{Code(check.Quantities[0])} at every checkpoint",
        CheckAt.Best => $"{Code(check.Quantities[0])} at its best checkpoint",
        CheckAt.Spread => $"standard deviation of {Code(check.Quantities[0])} over the last half",
        CheckAt.Share => FormattableString.Invariant(
            $"share of the checkpoints{ClaimEvaluator.Within(check)} with {Code(check.Quantities[0])} ≥ {check.AtLeast:G3}"),
        _ => Code(check.Quantities[0]),
    };

    private static string Bounded(string value, ClaimCheck check)
    {
        // A share has a sign of its own in its words.
        var (atLeast, atMost) = check.At == CheckAt.Share ? (" is at least ", " is at most ") : (" ≥ ", " ≤ ");
        var low = check.Low is { } from ? FormattableString.Invariant($"{atLeast}{from:G4}") : "";
        var high = check.High is { } to ? FormattableString.Invariant($"{atMost}{to:G4}") : "";
        return value + low + (low.Length > 0 && high.Length > 0 ? " and" : "") + high;
    }

    private static string Both(ClaimCheck check) => $"{Code(check.Quantities[0])} and {Code(check.Quantities[1])}";

    private static string Tolerance(ClaimCheck check) =>
        check.Strict ? "" : FormattableString.Invariant($" (equal within {100 * check.Margin:0.#} %)");

    private static string In(ClaimCheck check) => $": {Codes(check.Cells)}";
}
