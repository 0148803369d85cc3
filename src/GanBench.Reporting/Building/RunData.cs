using GanBench.Configuration;
using GanBench.Runs;

namespace GanBench.Reporting.Building;

/// <summary>What a report needs of one run, small enough to hold hundreds of them.</summary>
internal sealed class RunData
{
    private RunData(RunDirectory directory, RunSpec spec)
    {
        Directory = directory;
        Spec = spec;
        Settings = SettingsBinder.List(spec);
    }

    /// <summary>Where it lies.</summary>
    public RunDirectory Directory { get; }

    /// <summary>What was asked.</summary>
    public RunSpec Spec { get; }

    /// <summary>The specification as dotted keys.</summary>
    public IReadOnlyList<(string Key, string Value)> Settings { get; }

    /// <summary>How it stands; null when it has not started.</summary>
    public RunState? State { get; private init; }

    /// <summary>Its machine and engine; null when it has not started.</summary>
    public RunEnvironment? Environment { get; private init; }

    /// <summary>The logged quantities that it has, by name.</summary>
    public IReadOnlyDictionary<string, SeriesSummary> Series { get; private init; } = new Dictionary<string, SeriesSummary>();

    /// <summary>Its metrics by ascending step.</summary>
    public IReadOnlyList<MetricFile> Metrics { get; private init; } = [];

    /// <summary>Steps of its sample grids.</summary>
    public IReadOnlyList<int> SampleSteps { get; private init; } = [];

    /// <summary>What could not be read, in a line, or null.</summary>
    public string? Problem { get; private init; }

    /// <summary>Reads a run.</summary>
    /// <param name="directory">Its directory.</param>
    /// <exception cref="DataException">The specification is missing or damaged. Other damage is kept in <see cref="Problem"/>.</exception>
    public static RunData Read(RunDirectory directory)
    {
        var spec = directory.ReadSpec();
        string? problem = null;
        return new RunData(directory, spec)
        {
            State = Try(directory.ReadState),
            Environment = Try(directory.ReadEnvironment),
            Series = Try(() => ProgressScan.Read(directory.ProgressFile, spec.Training.Steps)) ?? [],
            Metrics = [.. directory.MetricSteps.Select(step => Try(() => directory.ReadMetrics(step))).OfType<MetricFile>()],
            SampleSteps = directory.SampleSteps,
            Problem = problem,
        };

        T? Try<T>(Func<T?> read)
            where T : class
        {
            try
            {
                return read();
            }
            catch (DataException e)
            {
                problem ??= e.Message;
                return null;
            }
        }
    }
}
