using System.CommandLine;
using System.Globalization;
using GanBench.Configuration;
using GanBench.Engine;
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

    /// <summary>The first seed.</summary>
    public static Option<ulong?> Seed { get; } = new("--seed")
    {
        Description = "First seed; as many seeds as the suite has follow it. Default: the suite's seeds.",
        HelpName = "N",
    };

    /// <summary>The cells that are taken.</summary>
    public static Option<string[]> Only { get; } = new("--only")
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
        command.Add(Seed);
        command.Add(Only);
        command.Add(CommonOptions.Numerics);
        command.Add(CommonOptions.Precision);
        command.Add(CommonOptions.RunsDirectory);
    }

    /// <summary>The plan that the options ask for.</summary>
    public static SuitePlan Plan(ParseResult result, string suite) =>
        Plan(result, suite, Profile.Find(result.GetValue(ProfileOption)!), CommonOptions.ReadNumerics(result));

    /// <summary>The same with another profile and kind of numerics.</summary>
    public static SuitePlan Plan(ParseResult result, string suite, Profile profile, Numerics numerics) => Planner.Plan(
        suite, profile, numerics, result.GetValue(Seed), CommonOptions.ReadPrecision(result), result.GetValue(Only));

    /// <summary>The options that decide a plan as they were typed, for commands that are to find the same runs.</summary>
    public static IReadOnlyList<string> Words(ParseResult result)
    {
        var words = new List<string> { "--profile", result.GetValue(ProfileOption)! };
        if (result.GetValue(Seed) is { } seed)
            words.AddRange(["--seed", seed.ToString(CultureInfo.InvariantCulture)]);
        foreach (var cell in result.GetValue(Only) ?? [])
            words.AddRange(["--only", cell]);
        if (CommonOptions.ReadNumerics(result) is var numerics and not Numerics.Native)
            words.AddRange(["--numerics", SettingValue.Format(numerics)]);
        if (CommonOptions.ReadPrecision(result) is { } precision)
            words.AddRange(["--precision", SettingValue.Format(precision)]);
        return words;
    }
}
