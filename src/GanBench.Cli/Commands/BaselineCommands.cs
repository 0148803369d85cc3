using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using GanBench.Cli.Display;
using GanBench.Runs;
using GanBench.Suites.Baselines;
using GanBench.Suites.Results;

namespace GanBench.Cli.Commands;

/// <summary>
/// <c>ganbench suite baseline</c> and <c>ganbench suite check</c>: keep what a suite gave, and say what has got worse since.
/// </summary>
internal static class BaselineCommands
{
    private static readonly Argument<string> Name =
        new("suite") { Description = "Name of a suite, or path of a suite file, whose runs are done." };

    private static readonly Option<string> Out =
        new("--out") { Description = "File to write, for example reports/baselines/quick.json.", HelpName = "FILE", Required = true };

    private static readonly Option<string> File =
        new("--baseline") { Description = "File that ganbench suite baseline wrote.", HelpName = "FILE", Required = true };

    /// <summary>Builds <c>suite baseline</c>.</summary>
    public static Command CreateBaseline()
    {
        var command = new Command("baseline", "Keep mean, spread and number of seeds of every value of a finished suite.") { Name, Out };
        SuiteCommand.AddPlanOptions(command);
        command.SetAction(result =>
        {
            var baseline = Collect(result);
            if (baseline.Values.Count == 0)
                throw new DataException(
                    $"No run of {baseline.Suite} in {result.GetValue(CommonOptions.RunsDirectory)} is done: ganbench suite run comes "
                    + $"first.");
            baseline.Write(result.GetValue(Out)!);
            Console.Out.WriteLine(
                $"{baseline.Values.Count} values of {baseline.Values.Select(v => v.Cell).Distinct().Count()} cells in "
                + $"{result.GetValue(Out)}");
            return ExitCodes.Done;
        });
        HelpExamples.Attach(command, "ganbench suite baseline quick --out reports/baselines/quick.json");
        return command;
    }

    /// <summary>Builds <c>suite check</c>.</summary>
    public static Command CreateCheck()
    {
        var command =
            new Command("check",
                "Compare a finished suite with a baseline by one-sided t-tests (α 0.05); exit code 1 when a value got worse.")
        {
            Name, File, CommonOptions.Json,
        };
        SuiteCommand.AddPlanOptions(command);
        command.SetAction(Check);
        HelpExamples.Attach(command, "ganbench suite check quick --baseline reports/baselines/quick.json");
        return command;
    }

    private static Baseline Collect(ParseResult result) =>
        Baseline.Of(SuiteResults.Collect(SuiteCommand.Plan(result, result.GetValue(Name)!), result.GetValue(CommonOptions.RunsDirectory)!));

    private static int Check(ParseResult result)
    {
        var (old, now) = (Baseline.Read(result.GetValue(File)!), Collect(result));
        if ((old.Suite, old.Profile, old.Numerics) != (now.Suite, now.Profile, now.Numerics))
            throw new UsageException(
                $"The baseline is of suite {old.Suite}, profile {old.Profile}, numerics {old.Numerics}; these runs are of {now.Suite}, "
                + $"{now.Profile}, {now.Numerics}.");
        var checks = BaselineComparison.Compare(old, now);
        if (result.GetValue(CommonOptions.Json))
            Console.Out.WriteLine(JsonSerializer.Serialize(checks, RunJson.Indented));
        else
            Print(old, now, checks);
        return checks.Any(c => c.Fails) ? ExitCodes.Failed : ExitCodes.Done;
    }

    private static void Print(Baseline old, Baseline now, IReadOnlyList<BaselineCheck> checks)
    {
        TextTable.Write(Console.Out, ["cell", "value", "old", "new", "p", "verdict"],
            checks.Select(
                c => new[] { c.Old.Cell, c.Old.Value, Text(c.Old), Text(c.Now), c.PValue?.ToString("0.0000", CultureInfo.InvariantCulture)
                    ?? "–", Text(c.Verdict) }));
        Console.Out.WriteLine($"Baseline from {string.Join("; ", old.Environments)}");
        Console.Out.WriteLine($"Now         {string.Join("; ", now.Environments)}");
        var failed = checks.Where(c => c.Fails).ToList();
        Console.Out.WriteLine(failed.Count == 0
            ? $"No value of {checks.Count} got worse."
            : $"{failed.Count} of {checks.Count} values fail: {string.Join(", ", failed.Select(c => $"{c.Old.Cell} {c.Old.Value}"))}.");
    }

    private static string Text(BaselineValue? value) => value switch
    {
        null => "–",
        { StandardDeviation: { } deviation } => FormattableString.Invariant($"{value.Mean:G5} ± {deviation:G2} ({value.Count})"),
        _ => FormattableString.Invariant($"{value.Mean:G5} (1)"),
    };

    private static string Text(BaselineVerdict verdict) => verdict switch
    {
        BaselineVerdict.Fine => "fine",
        BaselineVerdict.NotTested => "not tested: one seed",
        BaselineVerdict.Worse => "WORSE",
        BaselineVerdict.Missing => "MISSING",
        _ => "OTHER SETTINGS: make a new baseline",
    };
}
