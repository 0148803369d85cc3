using GanBench.Statistics;
using GanBench.Suites.Results;
using GanBench.Suites.Schema;

namespace GanBench.Suites.Claims;

/// <summary>
/// Whether two quantities rank the cells of each dataset alike, such as people and FID. What is better by one must be better by the other:
/// the directions are known (<see cref="RunQuantity.LowerIsBetter"/>). Values are those of the last checkpoint, means over the seeds; rates
/// of people are the cell's.
/// <list type="bullet">
/// <item>Supported: so good an agreement is rare by chance. Of all orders in which the second quantity could rank the cells, at most one in
/// twenty agrees with the first as well (<see cref="RankAgreement"/>, exact and one-sided, 0.05). Of four cells, only the one order of 24
/// that agrees wholly is rare enough, and only without ties: a claim about four cells asks for no less. Noise of the values
/// needs no further test: it makes an agreement by chance no likelier than that.</item>
/// <item>Refuted: two cells are ranked oppositely, and both quantities tell them apart, each by its own test (Welch's over seeds; Fisher's
/// exact over judgements of people) at 0.05 over the number of pairs, so that all pairs together are wrong once in twenty times
/// (Bonferroni). One such pair is a ranking that differs, however well the others agree. Refuted too where the whole ranking is so reversed
/// that chance would do it at most once in twenty times.</item>
/// <item>Undecided: neither, with where the correlation points; and always when the participants are simulated.</item>
/// </list>
/// </summary>
internal static class AgreementCheck
{
    /// <summary>Fewest cells of a dataset that can be decided: the best of the six orders of three has p = 1/6.</summary>
    public const int MinimumCells = 4;

    private const double Alpha = 0.05;

    /// <summary>Both quantities rank the cells of each dataset alike.</summary>
    public static Verdict Agreement(ClaimCheck check, IReadOnlyList<CellResult> cells, List<Fact> facts)
    {
        var ofPeople = check.Quantities.Any(RunQuantityNames.IsOfPeople);
        if (ofPeople && cells.All(c => c.Judgement is null))
            return new Verdict(null, "no answers of people: ganbench report --survey");
        var verdict = Verdict.All(
            cells.Distinct().GroupBy(c => (c.Dataset, c.Plan!.Shape))
                .Select(dataset => OnDataset(check.Quantities, dataset.Key.Dataset, [.. dataset], facts)));
        return ofPeople && cells.Any(c => c.Judgement is { Simulated: true })
            ? verdict.Open("the participants are SIMULATED and say nothing about people") : verdict;
    }

    private static Verdict OnDataset(IReadOnlyList<string> quantities, string dataset, IReadOnlyList<CellResult> cells, List<Fact> facts)
    {
        List<Ranking> rankings = [.. quantities.Select(quantity => new Ranking(quantity, cells))];
        facts.AddRange(rankings.SelectMany(r => r.Facts));
        if (rankings.Select(r => r.Missing).OfType<string>().FirstOrDefault() is { } missing)
            return new Verdict(null, missing);
        var (first, second) = (rankings[0], rankings[1]);
        var pairs = cells.Count * (cells.Count - 1) / 2;
        var opposite = (
            from a in Enumerable.Range(0, cells.Count)
            from b in Enumerable.Range(a + 1, cells.Count - a - 1)
            where Math.Sign(first.Better(a, b)) * Math.Sign(second.Better(a, b)) < 0
                && first.PValue(a, b) <= Alpha / pairs && second.PValue(a, b) <= Alpha / pairs
            select FormattableString.Invariant(
                $"{cells[a].Label} and {cells[b].Label} (p = {first.PValue(a, b):G2} and {second.PValue(a, b):G2})")).ToList();
        if (opposite.Count > 0)
            return new Verdict(false, $"{dataset}: {first.Quantity} and {second.Quantity} rank oppositely "
                + ClaimEvaluator.Some(opposite));
        if (RankAgreement.Of(first.Scores.Zip(second.Scores)) is not { } test)
            return new Verdict(null, $"{dataset}: {first.Quantity} or {second.Quantity} is the same for all cells, which is no ranking");
        var reversed = test.Disagreeing <= Alpha;
        var text = $"{dataset}: rank correlation of {first.Quantity} and {second.Quantity}, better with better, is "
            + FormattableString.Invariant($"{test.Coefficient:0.##} over {cells.Count} cells (one-sided ")
            + FormattableString.Invariant($"p = {(reversed ? test.Disagreeing : test.Agreeing):G2})");
        return test.Agreeing <= Alpha ? new Verdict(true, text)
            : reversed ? new Verdict(false, text + ": the rankings are reversed")
            : new Verdict(null, text + ": chance agrees as well too often", test.Coefficient == 0 ? null : test.Coefficient > 0);
    }

    // How one quantity ranks the cells of a dataset.
    private sealed class Ranking(string quantity, IReadOnlyList<CellResult> cells)
    {
        private readonly List<SampleSummary?> _overSeeds = [.. cells.Select(c => c.Summary(quantity))];
        private readonly List<ErrorRate?> _ofPeople = [.. cells.Select(c => c.People?.Rate(quantity))];

        public string Quantity => quantity;

        public IEnumerable<Fact> Facts => cells.Select((cell, i) => new Fact($"{quantity} of {cell.Label}", Text(cell, i)));

        public string? Missing =>
            cells.Where((_, i) => _overSeeds[i] is null && _ofPeople[i] is null).ToList() is not { Count: > 0 } absent ? null
            : RunQuantityNames.IsOfPeople(quantity)
                ? $"people were not asked for {quantity} of {ClaimEvaluator.Some([.. absent.Select(c => c.Label)])}"
                : $"{quantity} of {ClaimEvaluator.Some([.. absent.Select(c => $"{c.Label} {c.WhyAbsent(quantity)}")])}";

        // Higher is better.
        public IEnumerable<double> Scores => Enumerable.Range(0, cells.Count).Select(Score);

        public double Better(int a, int b) => Score(a) - Score(b);

        public double PValue(int a, int b) => (_ofPeople[a], _ofPeople[b]) is ({ } x, { } y)
            ? FisherTest.PValue(x.Errors, x.Shown, y.Errors, y.Shown)
            : WelchTest.Compare(_overSeeds[a]!, _overSeeds[b]!)?.PValue ?? 1;

        private double Score(int i) =>
            (RunQuantity.LowerIsBetter(quantity) == true ? -1 : 1) * (_ofPeople[i]?.Value ?? _overSeeds[i]!.Mean);

        private string Text(CellResult cell, int i) => _ofPeople[i] is not { } rate ? ClaimEvaluator.Text(_overSeeds[i])
            : FormattableString.Invariant($"{100 * rate.Value:0.##} % ({rate.Errors} of {rate.Shown}, 95 % interval {100 * rate.Low:0.#} ")
                + FormattableString.Invariant($"to {100 * rate.High:0.#} %{(cell.Judgement!.Simulated ? ", SIMULATED" : "")})");
    }
}
