using System.Globalization;
using GanBench.Configuration;
using GanBench.Suites.Claims;
using GanBench.Suites.Planning;
using GanBench.Suites.Results;
using GanBench.Suites.Schema;
using GanBench.Text;

namespace GanBench.Suites.Loading;

/// <summary>Finds what is wrong with the claims of a suite.</summary>
internal static class ClaimValidator
{
    /// <summary>Checks all claims.</summary>
    public static void Check(Suite suite, IReadOnlyList<PlannedCell> suiteCells, ICollection<string> problems)
    {
        foreach (var repeated in suite.Claims.GroupBy(c => c.Id).Where(g => g.Skip(1).Any()))
            problems.Add($"{repeated.Skip(1).First().At}: there are two claims with id '{repeated.Key}'");
        foreach (var claim in suite.Claims)
        {
            if (claim.Id.Length == 0 || claim.Text.Length == 0)
                problems.Add($"{claim.At}: a claim needs id and text");
            if (claim.Checks.Count == 0)
                problems.Add($"{claim.At}: claim {claim.Id} has no checks, so nothing could decide it");
            foreach (var check in claim.Checks)
                Check(check, suiteCells, problems);
        }
    }

    private static void Check(ClaimCheck check, IReadOnlyList<PlannedCell> suiteCells, ICollection<string> problems)
    {
        var at = check.Position;
        void Require(bool valid, string rule)
        {
            if (!valid)
                problems.Add($"{at}: {rule}");
        }

        var kind = check.Kind.ToString().ToLowerInvariant();
        var quantities = check.Kind is CheckKind.Correlation or CheckKind.Agreement or CheckKind.Crossings or CheckKind.Above ? 2 : 1;
        Require(check.Kind == CheckKind.Status || check.Quantities.Count == quantities,
            $"'{kind}' takes {quantities} {(quantities == 1 ? "quantity" : "quantities")} (was {check.Quantities.Count})");
        foreach (var quantity in check.Quantities.Where(q => !RunQuantity.Names.Contains(q)))
            problems.Add($"{at}: {NearestName.Unknown("quantity", quantity, RunQuantity.Names)}");
        if (check.Kind is CheckKind.Crossings or CheckKind.Above)
            Require(check.Quantities.All(q => !RunQuantity.Names.Contains(q) || RunQuantity.IsLogged(q)),
                $"'{kind}' compares logged curves: {string.Join(", ", RunQuantity.LoggedNames)}");
        CheckPeople(check, kind, Require);
        foreach (var rule in OptionRules.Problems(check))
            problems.Add($"{at}: {rule}");
        var window = string.Join(", ", check.Window.Select(part => part.ToString(CultureInfo.InvariantCulture)));
        Require(
            check.Window is [>= 0, <= 1] && check.Window[0] < check.Window[1],
            $"window must be two shares of the run, ascending (was {window})");
        if (check.At == CheckAt.Share)
        {
            Require(check.Kind is CheckKind.Between or CheckKind.Order or CheckKind.Times, $"'{kind}' has no 'at: share'");
            Require(check.AtLeast is not null, "'at: share' needs atLeast, the value that counts");
            Require(!RunQuantity.IsLogged(check.Quantities[0]), "'at: share' counts checkpoints, so it needs a metric");
        }
        CheckCells(check, kind, suiteCells, problems);
        switch (check.Kind)
        {
            case CheckKind.Between:
            case CheckKind.Correlation:
                Require(check.Low is not null || check.High is not null, $"'{kind}' needs low or high");
                Require(!(check.Low > check.High), FormattableString.Invariant($"low ({check.Low}) must be at most high ({check.High})"));
                break;
            case CheckKind.Trend:
                Require(check.Trend.Count > 0, "'trend' needs at least one of rises, falls, flat");
                break;
            default:
                break;
        }
    }

    // Rates of people belong to a cell, not to its seeds; a ranking needs to know which end is better.
    private static void CheckPeople(ClaimCheck check, string kind, Action<bool, string> require)
    {
        var known = check.Quantities.Where(RunQuantity.Names.Contains).ToList();
        if (check.Kind != CheckKind.Agreement)
        {
            require(
                !known.Any(RunQuantityNames.IsOfPeople), $"'{kind}' compares seeds, which rates of people do not have: use 'agreement'");
            return;
        }
        foreach (var quantity in known.Where(q => RunQuantity.LowerIsBetter(q) is null))
            require(false, $"'agreement' ranks by what is better, and neither end of {quantity} is");
    }

    private static void CheckCells(ClaimCheck check, string kind, IReadOnlyList<PlannedCell> suiteCells, ICollection<string> problems)
    {
        var ordered = check.Kind is CheckKind.Order or CheckKind.Times;
        if (check.Cells.Count == 0 || (check.Kind == CheckKind.Times && check.Cells.Count != 2)
            || (check.Kind == CheckKind.Order && check.Cells.Count < 2))
            problems.Add(
                $"{check.Position}: '{kind}' needs "
                + $"{(check.Kind == CheckKind.Times ? "two cells" : ordered ? "two cells or more" : "cells")} (has {check.Cells.Count})");
        var all = new HashSet<PlannedCell>();
        foreach (var name in check.Cells)
        {
            if (CellName.TryParse(name) is not { } parsed)
            {
                problems.Add($"{check.Position}: a cell is ARCHITECTURE/DATASET, with @SIZE and axis=VALUE where needed (was '{name}')");
                continue;
            }
            var found = parsed.Find(suiteCells);
            all.UnionWith(found);
            if (found.Count == 0)
                problems.Add($"{check.Position}: {name} is no cell of the suite. {ReferenceValidator.Nearest(name, suiteCells)}");
            else if (ordered && found.Count > 1)
                problems.Add(
                    $"{check.Position}: '{kind}' compares single cells, but {name} fits {string.Join(", ", found.Select(c => c.Name))}");
        }
        if (check.Kind != CheckKind.Agreement)
            return;
        foreach (var few in all.GroupBy(c => (c.Dataset, c.Shape)).Where(g => g.Count() < AgreementCheck.MinimumCells))
            problems.Add(
                $"{check.Position}: 'agreement' needs {AgreementCheck.MinimumCells} cells on a dataset, for no order of fewer is unlikely "
                + $"enough by chance ({few.Key.Dataset} has {few.Count()})");
    }
}
