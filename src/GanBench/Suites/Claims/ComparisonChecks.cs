using GanBench.Statistics;
using GanBench.Suites.Results;
using GanBench.Suites.Schema;

namespace GanBench.Suites.Claims;

/// <summary>Checks that compare cells with each other, by Welch's test over seeds.</summary>
internal static class ComparisonChecks
{
    /// <summary>The quantity ascends in the order of the cells.</summary>
    public static Verdict Order(ClaimCheck check, IReadOnlyList<CellResult> cells, List<Fact> facts) =>
        Together(cells.Zip(cells.Skip(1)).Select(pair =>
            AtEach(check, pair.First, pair.Second, facts, (low, high) => Compare(low, high, check.Strict, "below"))));

    /// <summary>The second cell's value is at least so many times the first's.</summary>
    public static Verdict Times(ClaimCheck check, CellResult first, CellResult second, List<Fact> facts) =>
        AtEach(check, first, second, facts, (low, high) =>
        {
            if (low.Concat(high).Any(v => v <= 0))
                return new Verdict(null, "a factor needs positive values");
            // ln b − ln a ≥ ln factor.
            var verdict = Compare([.. low.Select(v => Math.Log(v * check.Factor))], [.. high.Select(v => Math.Log(v))], strict: false, "below");
            return verdict with { Why = FormattableString.Invariant($"{high.Average() / low.Average():G3} times (claimed: at least {check.Factor:G4})") };
        });

    private static Verdict AtEach(ClaimCheck check, CellResult first, CellResult second, List<Fact> facts, Func<double[], double[], Verdict> compare)
    {
        var quantity = check.Quantities[0];
        var steps = check.At == CheckAt.Every
            ? first.Runs[0].Checkpoints.Zip(second.Runs[0].Checkpoints).Select(s => ((int?)s.First, (int?)s.Second))
            : [(null, null)];
        return Together(steps.Select(step =>
        {
            double[] a = [.. first.Values(quantity, check.At, step.Item1)], b = [.. second.Values(quantity, check.At, step.Item2)];
            var at = step.Item1 is { } s ? FormattableString.Invariant($" at {s:N0}") : "";
            facts.Add(new Fact($"{quantity} of {first.Label}{at}", ClaimEvaluator.Text(SampleSummary.Of(a))));
            facts.Add(new Fact($"{quantity} of {second.Label}{at}", ClaimEvaluator.Text(SampleSummary.Of(b))));
            if (a.Length == 0 || b.Length == 0)
                return new Verdict(null, $"{quantity} of {(a.Length == 0 ? first : second).Label} was not measured{at}");
            var verdict = compare(a, b);
            return verdict with { Why = $"{first.Label} against {second.Label}{at}: {verdict.Why}" };
        }));
    }

    private static Verdict Compare(double[] low, double[] high, bool strict, string relation)
    {
        var difference = high.Average() - low.Average();
        bool? points = difference > 0 || (!strict && difference == 0) ? true : false;
        if (WelchTest.Compare(high, low) is not { } test)
            return new Verdict(null, FormattableString.Invariant($"difference {difference:G3}"), points);
        var text = FormattableString.Invariant($"difference {difference:G3}, 95 % interval {test.Low:G3} to {test.High:G3}, p = {test.PValue:G2}");
        return true switch
        {
            _ when test.Low > 0 => new Verdict(true, text),
            _ when test.High < 0 || (strict && test is { Low: 0, High: 0 }) => new Verdict(false, text),
            _ when !strict && difference >= 0 => new Verdict(true, text),
            _ => new Verdict(null, $"{text}: too close to say whether the first is {relation}", points),
        };
    }

    // All must hold; one failure decides.
    private static Verdict Together(IEnumerable<Verdict> verdicts)
    {
        var all = verdicts.ToList();
        if (all.Where(v => v.Holds == false).ToList() is { Count: > 0 } failed)
            return new Verdict(false, string.Join("; ", failed.Select(v => v.Why)));
        if (all.Where(v => v.Holds is null).ToList() is { Count: > 0 } open)
        {
            bool? points = all.Any(v => v.Points == false) ? false : all.All(v => (v.Holds ?? v.Points) == true) ? true : null;
            return new Verdict(null, string.Join("; ", open.Select(v => v.Why)), points);
        }
        return new Verdict(true, string.Join("; ", all.Select(v => v.Why)));
    }
}
