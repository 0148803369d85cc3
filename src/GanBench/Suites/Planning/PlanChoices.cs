using System.Globalization;
using GanBench.Configuration;
using GanBench.Engine;
using GanBench.Recipes;

namespace GanBench.Suites.Planning;

/// <summary>What decides the runs of a suite besides its file.</summary>
/// <param name="Profile">How much of the published budget is spent.</param>
public sealed record PlanChoices(Profile Profile)
{
    /// <summary>Numerics of all runs.</summary>
    public Numerics Numerics { get; init; }

    /// <summary>Replaces the seeds by this one and those after it; null keeps the suite's.</summary>
    public ulong? FirstSeed { get; init; }

    /// <summary>Precision of all runs; null keeps the suite's.</summary>
    public Precision? Precision { get; init; }

    /// <summary>Cells, or patterns of their names, to take alone; none takes all that the suite has.</summary>
    public IReadOnlyList<string> Only { get; init; } = [];

    /// <summary>The options that choose the same, for every command that is about the runs of a suite.</summary>
    public IReadOnlyList<string> Arguments()
    {
        List<string> arguments = ["--profile", Profile.Name];
        if (Numerics != Numerics.Native)
            arguments.AddRange(["--numerics", SettingValue.Format(Numerics)]);
        if (FirstSeed is { } seed)
            arguments.AddRange(["--seed", seed.ToString(CultureInfo.InvariantCulture)]);
        if (Precision is { } precision)
            arguments.AddRange(["--precision", SettingValue.Format(precision)]);
        foreach (var cell in Only)
            arguments.AddRange(["--only", cell]);
        return arguments;
    }
}
