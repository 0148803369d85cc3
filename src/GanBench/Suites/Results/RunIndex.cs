using GanBench.Runs;
using GanBench.Suites.Planning;

namespace GanBench.Suites.Results;

/// <summary>The runs of a folder by their specification.</summary>
public sealed class RunIndex
{
    private readonly ILookup<string, RunDirectory> _bySpec;

    private RunIndex(IEnumerable<(string Key, RunDirectory Directory)> runs) => _bySpec = runs.ToLookup(r => r.Key, r => r.Directory);

    /// <summary>Reads the specifications of a folder; directories that cannot be read are left out.</summary>
    /// <param name="runsFolder">The folder that holds the runs.</param>
    public static RunIndex Read(string runsFolder)
    {
        var runs = new List<(string, RunDirectory)>();
        foreach (var directory in RunDirectory.List(runsFolder))
        {
            try
            {
                runs.Add((Key(directory.ReadSpec()), directory));
            }
            catch (DataException)
            {
                // Not readable is not there.
            }
        }
        return new RunIndex(runs);
    }

    /// <summary>
    /// The directory of a planned run; of several, on different versions of the data, the one started last. Null when there is none.
    /// </summary>
    /// <param name="run">The run.</param>
    public RunDirectory? Find(PlannedRun run)
    {
        var fitting = _bySpec[Key(run)].ToList();
        return fitting.Count < 2 ? fitting.FirstOrDefault() : fitting.MaxBy(Started);
    }

    /// <summary>What a planned run's directory has in common with its plan.</summary>
    internal static string Key(PlannedRun run) => Key(run.Spec with { InitFrom = run.Source is null ? null : "" });

    /// <summary>The same of a run that was found. Which run a run starts from is in its plan; its id depends on the data.</summary>
    internal static string Key(RunSpec spec) => RunSpecYaml.Write(spec with { InitFrom = spec.InitFrom is null ? null : "another run" });

    private static DateTimeOffset Started(RunDirectory directory)
    {
        try
        {
            return directory.ReadState()?.Started ?? DateTimeOffset.MinValue;
        }
        catch (DataException)
        {
            return DateTimeOffset.MinValue;
        }
    }
}
