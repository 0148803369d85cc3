using System.CommandLine;
using GanBench.Suites.Planning;

namespace GanBench.Cli.Commands;

/// <summary>The options that decide which runs a suite has, for every command that is about them.</summary>
internal static class PlanOptions
{
    private static readonly Option<string> ProfileOption = new("--profile")
    {
        Description = "published: budgets as stated. hour, minutes: reduced budgets, for a first look.",
        HelpName = "PROFILE",
        DefaultValueFactory = _ => Profile.Published.Name,
    };

    private static readonly Option<ulong?> SeedOption = new("--seed")
    {
        Description = "First seed; as many seeds as the suite has follow it. Default: the suite's seeds.",
        HelpName = "N",
    };

    private static readonly Option<string[]> OnlyOption = new("--only")
    {
        Description =
            "Take only these cells of the suite, ARCHITECTURE/DATASET with * for any (in quotes): \"*/mnist\". Published values and claims "
            + "about others are left out.",
        HelpName = "CELL",
        AllowMultipleArgumentsPerToken = true,
    };

    /// <summary>Adds the options that decide a plan.</summary>
    public static void AddTo(Command command)
    {
        command.Add(ProfileOption);
        command.Add(SeedOption);
        command.Add(OnlyOption);
        command.Add(CommonOptions.Numerics);
        command.Add(CommonOptions.Precision);
        command.Add(CommonOptions.RunsDirectory);
    }

    /// <summary>The plan that the options ask for.</summary>
    public static SuitePlan Plan(ParseResult result, string suite) => Planner.Plan(suite, Choices(result));

    /// <summary>What the options choose.</summary>
    public static PlanChoices Choices(ParseResult result) => new(Profile.Find(result.GetValue(ProfileOption)!))
    {
        Numerics = CommonOptions.ReadNumerics(result),
        FirstSeed = result.GetValue(SeedOption),
        Precision = CommonOptions.ReadPrecision(result),
        Only = result.GetValue(OnlyOption) ?? [],
    };
}
