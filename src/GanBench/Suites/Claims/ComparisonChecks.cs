using GanBench.Statistics;
using GanBench.Suites.Results;
using GanBench.Suites.Schema;

namespace GanBench.Suites.Claims;

/// <summary>Checks that compare cells with each other, by Welch's test over seeds.</summary>
internal static class ComparisonChecks
{
    /// <summary>The quantity ascends in the order of the cells.</summary>
    public static Verdict Order(ClaimCheck check, IReadOnlyList<CellResult> cells, List<Fact> facts) =>
        Verdict.All(cells.Zip(cells.Skip(1)).Select(pair => AtEach(
            check, pair.First, pair.Second, facts, (low, high) => check.Strict ? Below(low, high) : NotAbove(low, high, check.Margin))));

    /// <summary>The second cell's value is at least so many times the first's.</summary>
    public static Verdict Times(ClaimCheck check, CellResult first, CellResult second, List<Fact> facts) =>
        AtEach(check, first, second, facts, (low, high) =>
        {
            if (low.Concat(high).Any(v => v <= 0))
                return new Verdict(null, "a factor needs positive values");
            // ln b − ln a ≥ ln factor: the interval of the ratio over what was claimed.
            var ratio = Excess([.. low.Select(v => Math.Log(v * check.Factor))], [.. high.Select(v => Math.Log(v))], 0);
            double Times(double log) => check.Factor * Math.Exp(log);
            var interval = ratio.Test is { } test
                ? FormattableString.Invariant($", 95 % interval {Times(test.Low):G3} to {Times(test.High):G3}") : "";
            var text = FormattableString.Invariant($"{Times(ratio.Value):G3} times (claimed: at least {check.Factor:G4}){interval}");
            return ratio.Holds(text, atLeast: true, "too close to say whether it is so many times");
        });

    private static Verdict AtEach(
        ClaimCheck check, CellResult first, CellResult second, List<Fact> facts, Func<double[], double[], Verdict> compare)
    {
        var quantity = ClaimEvaluator.Name(check);
        var steps = check.At == CheckAt.Every
            ? first.Runs[0].Checkpoints.Zip(second.Runs[0].Checkpoints).Select(s => ((int?)s.First, (int?)s.Second))
            : [(null, null)];
        return Verdict.All(steps.Select(step =>
        {
            double[] a = [.. ClaimEvaluator.Values(first, check, step.Item1)], b = [.. ClaimEvaluator.Values(second, check, step.Item2)];
            var at = step.Item1 is { } s ? FormattableString.Invariant($" at {s:N0}") : "";
            facts.Add(new Fact($"{quantity} of {first.Label}{at}", ClaimEvaluator.Text(SampleSummary.Of(a))));
            facts.Add(new Fact($"{quantity} of {second.Label}{at}", ClaimEvaluator.Text(SampleSummary.Of(b))));
            if (a.Length == 0 || b.Length == 0)
            {
                var absent = a.Length == 0 ? first : second;
                return new Verdict(null, $"{quantity} of {absent.Label} {absent.WhyAbsent(check.Quantities[0])}{at}");
            }
            var verdict = compare(a, b);
            return verdict with { Why = $"{first.Label} against {second.Label}{at}: {verdict.Why}" };
        }));
    }

    private static Verdict Below(double[] low, double[] high)
    {
        var excess = Excess(low, high, 0);
        return excess.Holds(excess.Text, atLeast: false, "too close to say whether the first is below");
    }

    // Equivalent or better: the first is not above the second by more than the margin.
    private static Verdict NotAbove(double[] low, double[] high, double share)
    {
        var margin = share * Math.Max(Math.Abs(low.Average()), Math.Abs(high.Average()));
        var excess = Excess(low, high, margin);
        var text = FormattableString.Invariant($"{excess.Text}, margin {margin:G3}");
        return excess.Holds(text, atLeast: true, "too close to say whether the first is above by more than the margin");
    }

    private static Difference Excess(double[] low, double[] high, double margin) =>
        new(high.Average() - low.Average(), margin, WelchTest.Compare(high, low));

    // One rule for all: what Welch's 95 % interval shows is decided, and nothing else.
    private sealed record Difference(double Value, double Margin, WelchTest? Test)
    {
        public string Text => Test is null
            ? FormattableString.Invariant($"difference {Value:G3}")
            : FormattableString.Invariant($"difference {Value:G3}, 95 % interval {Test.Low:G3} to {Test.High:G3}, p = {Test.PValue:G2}");

        public Verdict Holds(string text, bool atLeast, string open)
        {
            var points = atLeast ? Value >= -Margin : Value > 0;
            return Test switch
            {
                null => new Verdict(null, text, points),
                _ when (atLeast && Test.Low >= -Margin) || (!atLeast && Test.Low > 0) => new Verdict(true, text),
                // As of networks that have learned too little for a metric: 0 and 0 refute no order of what they will come to.
                _ when !atLeast && Test is { Low: 0, High: 0 } => new Verdict(null, $"{text}: all values are the same"),
                _ when Test.High < -Margin => new Verdict(false, text),
                _ => new Verdict(null, $"{text}: {open}", points),
            };
        }
    }
}
