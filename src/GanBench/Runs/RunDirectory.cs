using System.Text.Json;

namespace GanBench.Runs;

/// <summary>The paths and files of one run: <c>runs/&lt;id&gt;/</c> as the documentation of the run directory describes it.</summary>
/// <param name="path">The directory; it need not exist yet.</param>
public sealed class RunDirectory(string path)
{
    /// <summary>Full path of the directory.</summary>
    public string Path { get; } = System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(path));

    /// <summary>The run's id, which is the directory's name.</summary>
    public string Id => System.IO.Path.GetFileName(Path);

    /// <summary>What was asked, fully resolved.</summary>
    public string SpecFile => System.IO.Path.Combine(Path, "spec.yaml");

    /// <summary>Machine, engine, versions.</summary>
    public string EnvironmentFile => System.IO.Path.Combine(Path, "environment.json");

    /// <summary>One line per logged step.</summary>
    public string ProgressFile => System.IO.Path.Combine(Path, "progress.jsonl");

    /// <summary>Status, timings and hashes.</summary>
    public string StateFile => System.IO.Path.Combine(Path, "run.json");

    /// <summary>Locked while a process works on the run.</summary>
    public string LockFile => System.IO.Path.Combine(Path, "run.lock");

    /// <summary>What the processes of the run printed, where a suite started them; missing when they printed nothing.</summary>
    public string LogFile => System.IO.Path.Combine(Path, "log.txt");

    /// <summary>Folder of the sample grids.</summary>
    public string SamplesFolder => System.IO.Path.Combine(Path, "samples");

    /// <summary>Folder of the checkpoints.</summary>
    public string CheckpointsFolder => System.IO.Path.Combine(Path, "checkpoints");

    /// <summary>Folder of the metric files.</summary>
    public string MetricsFolder => System.IO.Path.Combine(Path, "metrics");

    /// <summary>Grid of samples of one step.</summary>
    /// <param name="step">The step.</param>
    public string SampleFile(int step) => System.IO.Path.Combine(SamplesFolder, StepName(step) + ".png");

    /// <summary>Grid of training images, as many as a grid of samples has; missing where the data are no images.</summary>
    public string RealFile => System.IO.Path.Combine(SamplesFolder, "real.png");

    /// <summary>Folder of one checkpoint.</summary>
    /// <param name="step">The step.</param>
    public string CheckpointFolder(int step) => System.IO.Path.Combine(CheckpointsFolder, StepName(step));

    /// <summary>Metric file of one checkpoint.</summary>
    /// <param name="step">The step.</param>
    public string MetricFile(int step) => System.IO.Path.Combine(MetricsFolder, StepName(step) + ".json");

    /// <summary>Folder of the metric files of what was measured in passing, between the checkpoints.</summary>
    public string CurveFolder => System.IO.Path.Combine(MetricsFolder, "curve");

    /// <summary>Metric file of what was measured in passing at one step.</summary>
    /// <param name="step">The step.</param>
    public string CurveFile(int step) => System.IO.Path.Combine(CurveFolder, StepName(step) + ".json");

    /// <summary>Picture that a metric leaves of one checkpoint.</summary>
    /// <param name="step">The step.</param>
    /// <param name="metric">Name of the metric.</param>
    public string FigureFile(int step, string metric) => System.IO.Path.Combine(MetricsFolder, $"{StepName(step)}-{metric}.png");

    /// <summary>Whether this is the directory of a run.</summary>
    public bool Exists => File.Exists(SpecFile);

    /// <summary>Steps of the checkpoints that are there, ascending.</summary>
    public IReadOnlyList<int> CheckpointSteps => Steps(CheckpointsFolder, "");

    /// <summary>Steps of the sample grids that are there, ascending.</summary>
    public IReadOnlyList<int> SampleSteps => Steps(SamplesFolder, ".png");

    /// <summary>Steps of the metric files that are there, ascending.</summary>
    public IReadOnlyList<int> MetricSteps => Steps(MetricsFolder, ".json");

    /// <summary>Steps at which something was measured in passing, ascending.</summary>
    public IReadOnlyList<int> CurveSteps => Steps(CurveFolder, ".json");

    /// <summary>Reads the specification.</summary>
    /// <exception cref="DataException">It is missing or not valid.</exception>
    public RunSpec ReadSpec() => RunSpecYaml.Read(SpecFile);

    /// <summary>Writes <c>spec.yaml</c> where there is none yet.</summary>
    /// <param name="spec">Its content.</param>
    public void WriteSpec(RunSpec spec)
    {
        if (!Exists)
            Storage.AtomicFile.WriteAllText(SpecFile, RunSpecYaml.Write(spec));
    }

    /// <summary>Reads <c>run.json</c>; null when the run has not started.</summary>
    /// <exception cref="DataException">The file is damaged.</exception>
    public RunState? ReadState() => File.Exists(StateFile) ? ReadJson<RunState>(StateFile) : null;

    /// <summary>
    /// How the run stands as others see it: one that says that it is running and that no process works on is interrupted.
    /// </summary>
    /// <returns>Null when the run has not started.</returns>
    /// <exception cref="DataException">The file is damaged.</exception>
    public RunState? Observe()
    {
        if (ReadState() is not { Status: RunStatus.Running } state || RunLock.IsHeld(this))
            return ReadState();
        // Read again: a process that has just ended may have said how.
        state = ReadState() ?? state;
        return state.Status != RunStatus.Running ? state : state with
        {
            Status = RunStatus.Interrupted,
            Message = "its process ended without a word; started again, it goes on from its last checkpoint",
        };
    }

    /// <summary>Reads <c>environment.json</c>; null when the run has not started.</summary>
    /// <exception cref="DataException">The file is damaged.</exception>
    public RunEnvironment? ReadEnvironment() => File.Exists(EnvironmentFile) ? ReadJson<RunEnvironment>(EnvironmentFile) : null;

    /// <summary>Reads the metrics of one checkpoint; null when there are none.</summary>
    /// <param name="step">The step.</param>
    /// <exception cref="DataException">The file is damaged.</exception>
    public MetricFile? ReadMetrics(int step) => File.Exists(MetricFile(step)) ? ReadJson<MetricFile>(MetricFile(step)) : null;

    /// <summary>Reads what was measured in passing at one step; null when nothing was.</summary>
    /// <param name="step">The step.</param>
    /// <exception cref="DataException">The file is damaged.</exception>
    public MetricFile? ReadCurve(int step) => File.Exists(CurveFile(step)) ? ReadJson<MetricFile>(CurveFile(step)) : null;

    /// <summary>Reads the progress lines; a last line cut off by a crash is left out.</summary>
    /// <exception cref="DataException">A line that is not the last is damaged.</exception>
    public IReadOnlyList<ProgressRecord> ReadProgress() => ProgressLog.Read(ProgressFile);

    /// <summary>Writes <c>run.json</c>.</summary>
    /// <param name="state">Its content.</param>
    public void WriteState(RunState state) => WriteJson(StateFile, state);

    /// <summary>Writes the metrics of one checkpoint.</summary>
    /// <param name="metrics">Its content.</param>
    public void WriteMetrics(MetricFile metrics)
    {
        Directory.CreateDirectory(MetricsFolder);
        WriteJson(MetricFile(metrics.Step), metrics);
    }

    /// <summary>Writes what was measured in passing at one step.</summary>
    /// <param name="metrics">Its content.</param>
    public void WriteCurve(MetricFile metrics)
    {
        Directory.CreateDirectory(CurveFolder);
        WriteJson(CurveFile(metrics.Step), metrics);
    }

    /// <summary>Writes <c>environment.json</c>.</summary>
    /// <param name="environment">Its content.</param>
    public void WriteEnvironment(RunEnvironment environment) => WriteJson(EnvironmentFile, environment);

    /// <summary>Lists the run directories below a folder, by id.</summary>
    /// <param name="root">The folder that holds the runs.</param>
    public static IReadOnlyList<RunDirectory> List(string root) =>
        Directory.Exists(root)
            ? [.. Directory.EnumerateDirectories(root).Order(StringComparer.Ordinal).Select(p => new RunDirectory(p)).Where(r => r.Exists)]
            : [];

    private static string StepName(int step) => FormattableString.Invariant($"step-{step:D6}");

    private static List<int> Steps(string folder, string extension)
    {
        var steps = new List<int>();
        if (!Directory.Exists(folder))
            return steps;
        foreach (var entry in Directory.EnumerateFileSystemEntries(folder, "step-*" + extension))
        {
            var name = System.IO.Path.GetFileName(entry)[5..];
            if (name.EndsWith(extension, StringComparison.Ordinal) && int.TryParse(name[..^extension.Length], out var step))
                steps.Add(step);
        }
        steps.Sort();
        return steps;
    }

    private static T ReadJson<T>(string file)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(File.ReadAllText(file), RunJson.Indented)
                ?? throw new JsonException("the file holds null");
        }
        catch (JsonException e)
        {
            throw new DataException($"Cannot read {file}: {e.Message} Delete the file to have it made again.", e);
        }
    }

    private static void WriteJson<T>(string file, T value) =>
        Storage.AtomicFile.WriteAllText(file, JsonSerializer.Serialize(value, RunJson.Indented) + "\n");
}
