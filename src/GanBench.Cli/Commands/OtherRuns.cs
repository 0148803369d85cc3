using System.CommandLine;
using GanBench.Configuration;
using GanBench.Engine;
using GanBench.Suites.Planning;
using GanBench.Text;

namespace GanBench.Cli.Commands;

/// <summary>
/// Says that runs of a suite are there, but of other options than were typed: --profile and --numerics decide which runs a suite has, and
/// are easily left out of the second command.
/// </summary>
internal static class OtherRuns
{
    /// <summary>A sentence with a space before it; empty when there are no such runs.</summary>
    /// <param name="result">What was typed.</param>
    /// <param name="suite">The suite that was typed.</param>
    public static string Hint(ParseResult result, string suite)
    {
        var folder = result.GetValue(CommonOptions.RunsDirectory)!;
        foreach (var profile in Profile.All)
        {
            foreach (var numerics in Enum.GetValues<Numerics>())
            {
                var plan = Planner.Plan(suite, PlanOptions.Choices(result) with { Profile = profile, Numerics = numerics });
                var count = PlanStatus.Of(plan, folder, null, checkData: false).Runs.Count(run => run.State is not null);
                if (count > 0)
                    return $" {Plural.Of(count, "run")} {(count == 1 ? "is" : "are")} there with --profile {profile.Name} --numerics "
                        + $"{SettingValue.Format(numerics)}.";
            }
        }
        return "";
    }
}
