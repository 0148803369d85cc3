using System.CommandLine;
using System.Text.Json;
using GanBench.Cli.Display;
using GanBench.Configuration;
using GanBench.Runs;
using GanBench.Storage;
using GanBench.Suites.Baselines;
using GanBench.Suites.Results;
using GanBench.Text;

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

    /// <summary>The baseline.</summary>
    internal static Option<string> File { get; } =
        new("--baseline") { Description = "File that ganbench suite baseline wrote.", HelpName = "FILE", Required = true };

    /// <summary>The table for a summary or a comment.</summary>
    internal static Option<string?> Markdown { get; } = new("--markdown")
    {
        Description = "Write the table as Markdown too: what fails first, the rest folded, short enough for a comment on GitHub.",
        HelpName = "FILE",
    };

    /// <summary>Builds <c>suite baseline</c>.</summary>
    public static Command CreateBaseline()
    {
        var command = new Command("baseline", "Keep mean, spread and number of seeds of every value of a finished suite.") { Name, Out };
        PlanOptions.AddTo(command);
        command.SetAction(result =>
        {
            var baseline = Collect(result, result.GetValue(Name)!);
            if (baseline.Values.Count == 0)
                throw new DataException(
                    $"No run of {baseline.Suite} in {result.GetValue(CommonOptions.RunsDirectory)} is done: ganbench suite run comes "
                    + "first." + OtherRuns.Hint(result, result.GetValue(Name)!));
            baseline.Write(result.GetValue(Out)!);
            var cells = Plural.Of(baseline.Values.Select(v => v.Cell).Distinct().Count(), "cell");
            Console.Out.WriteLine($"{Plural.Of(baseline.Values.Count, "value")} of {cells} in {result.GetValue(Out)}");
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
            Name, File, Markdown, CommonOptions.Json,
        };
        PlanOptions.AddTo(command);
        command.SetAction(result => Check(result, result.GetValue(Name)!));
        HelpExamples.Attach(command, "ganbench suite check quick --baseline reports/baselines/quick.json");
        return command;
    }

    /// <summary>Reads the baseline that was typed.</summary>
    /// <param name="result">What was typed.</param>
    /// <param name="suite">The suite that was typed.</param>
    /// <exception cref="DataException">There is no such baseline.</exception>
    /// <exception cref="UsageException">It is of another suite, profile or kind of numerics than the plan.</exception>
    internal static Baseline Read(ParseResult result, string suite)
    {
        var (old, plan) = (Baseline.Read(result.GetValue(File)!), PlanOptions.Plan(result, suite));
        return (old.Suite, old.Profile, old.Numerics) == (plan.Suite.Name, plan.Profile.Name, plan.Numerics) ? old
            : throw new UsageException(
                $"The baseline is of suite {old.Suite}, profile {old.Profile}, {SettingValue.Format(old.Numerics)} numerics; these runs "
                + $"are of {plan.Suite.Name}, {plan.Profile.Name}, {SettingValue.Format(plan.Numerics)} (--profile, --numerics).");
    }

    /// <summary>Compares the runs that are there with the baseline that was typed, and tells.</summary>
    /// <param name="result">What was typed.</param>
    /// <param name="suite">The suite that was typed.</param>
    internal static int Check(ParseResult result, string suite)
    {
        var (old, now) = (Read(result, suite), Collect(result, suite));
        var checks = BaselineComparison.Compare(old, now);
        if (result.GetValue(Markdown) is { } file)
            AtomicFile.WriteAllText(file, BaselineMarkdown.Write(old, now, checks));
        if (result.GetValue(CommonOptions.Json))
            Console.Out.WriteLine(JsonSerializer.Serialize(checks, RunJson.Indented));
        else
            BaselineDisplay.Print(Console.Out, old, now, checks);
        return checks.Any(c => c.Fails) ? ExitCodes.Failed : ExitCodes.Done;
    }

    private static Baseline Collect(ParseResult result, string suite) =>
        Baseline.Of(SuiteResults.Collect(PlanOptions.Plan(result, suite), result.GetValue(CommonOptions.RunsDirectory)!));
}
