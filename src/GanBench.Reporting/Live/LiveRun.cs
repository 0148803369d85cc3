using GanBench.Configuration;
using GanBench.Runs;

namespace GanBench.Reporting.Live;

/// <summary>A run of the folder, as its files say at the last look. Files that did not change are not read again.</summary>
/// <param name="directory">Its directory.</param>
/// <param name="files">The files of the folder.</param>
internal sealed class LiveRun(RunDirectory directory, PlainFiles files)
{
    private const long LongestSettings = 1 << 18, LongestState = 1 << 18, LongestMetrics = 16 << 20;

    private readonly WatchedFile<RunSpec> _spec = new(files, directory.SpecFile, LongestSettings, directory.ReadSpec);
    private readonly WatchedFile<RunState> _state = new(files, directory.StateFile, LongestState, directory.ReadState);
    private readonly WatchedFile<ProgressTail> _tail =
        new(files, directory.ProgressFile, long.MaxValue, () => ProgressTail.Read(directory.ProgressFile));
    private readonly Dictionary<string, WatchedFile<MetricFile>> _metrics = [];
    private RunSpec? _keyed;
    private ProgressTail? _pulse;

    /// <summary>Its directory.</summary>
    public RunDirectory Directory => directory;

    /// <summary>Its id.</summary>
    public string Id => directory.Id;

    /// <summary>What was asked; null where it cannot be read.</summary>
    public RunSpec? Spec { get; private set; }

    /// <summary>How it stands; null where it has not started or cannot be read.</summary>
    public RunState? State { get; private set; }

    /// <summary>What tells it from runs of other specifications; null where that cannot be read.</summary>
    public string? Key { get; private set; }

    /// <summary>Its curves; null while nobody looks at them.</summary>
    public LiveLog? Log { get; private set; }

    /// <summary>When its curves were looked at last.</summary>
    public DateTime LookedAt { get; private set; }

    /// <summary>Metrics of its checkpoints, and what was measured in passing, by ascending step.</summary>
    public (IReadOnlyList<MetricFile> AtCheckpoints, IReadOnlyList<MetricFile> InPassing) Metrics { get; private set; } = ([], []);

    /// <summary>Steps of its sample sheets, ascending.</summary>
    public IReadOnlyList<int> SheetSteps { get; private set; } = [];

    /// <summary>What of it cannot be read, or null.</summary>
    public string? Problem => _spec.Problem ?? _state.Problem ?? _tail.Problem;

    /// <summary>How it stands in a word.</summary>
    public string Standing => State?.Standing ?? (Problem is null ? "starting" : "unreadable");

    /// <summary>Whether a process trains it.</summary>
    public bool IsRunning => State is { Status: RunStatus.Running };

    /// <summary>Whether it has come to its end.</summary>
    public bool IsOver => State is { Crash: null, Status: RunStatus.Completed or RunStatus.Diverged };

    /// <summary>Last step that is known to be done.</summary>
    public int Step => Math.Max(State?.Step ?? 0, _pulse?.Step ?? 0);

    /// <summary>Steps asked for.</summary>
    public int Steps => State?.Steps ?? Spec?.Training.Steps ?? 0;

    /// <summary>Images per second: lately, or of a run that is over on the whole.</summary>
    public double? ImagesPerSecond => IsRunning ? _pulse?.ImagesPerSecond : State?.ImagesPerSecond;

    /// <summary>Seconds of a step lately; null where the run does not run.</summary>
    public double? SecondsPerStep => IsRunning ? _pulse?.SecondsPerStep : null;

    /// <summary>Seconds of training left.</summary>
    public double? SecondsLeft => SecondsPerStep * Math.Max(0, Steps - Step);

    /// <summary>Looks at the files that say how it stands.</summary>
    public void Look()
    {
        Spec = _spec.Read();
        if (!ReferenceEquals(Spec, _keyed))
            (_keyed, Key) = (Spec, Spec is null ? null : RunIndex.Key(Spec));
        State = _state.Read();
        // A lock without content may be no file: then the run is believed.
        if (IsRunning && (!File.Exists(directory.LockFile) || files.Find(directory.LockFile) is not null))
            State = Observe() ?? State;
        // Of a run that stands still, its state says all.
        _pulse = IsRunning ? _tail.Read() : null;
    }

    /// <summary>Looks at what is only shown of chosen runs: curves, metrics, sample sheets.</summary>
    public void LookClosely()
    {
        LookedAt = DateTime.UtcNow;
        Log ??= new LiveLog(directory.ProgressFile);
        if (files.Find(directory.ProgressFile) is not null)
            Log.Advance();
        SheetSteps = files.IsPlain(directory.SamplesFolder) ? directory.SampleSteps : [];
        var plain = files.IsPlain(directory.CurveFolder);
        Metrics = (
            Read(plain ? directory.MetricSteps : [], directory.MetricFile, directory.ReadMetrics),
            Read(plain ? directory.CurveSteps : [], directory.CurveFile, directory.ReadCurve));
    }

    /// <summary>Forgets its curves.</summary>
    public void Forget()
    {
        Log = null;
        _metrics.Clear();
    }

    /// <summary>Its settings, as dotted keys.</summary>
    public IReadOnlyList<(string Key, string Value)> Settings => Spec is null ? [] : SettingsBinder.List(Spec);

    private RunState? Observe()
    {
        try
        {
            return directory.Observe();
        }
        catch (DataException)
        {
            return null;
        }
    }

    private List<MetricFile> Read(IReadOnlyList<int> steps, Func<int, string> path, Func<int, MetricFile?> read)
    {
        var found = new List<MetricFile>();
        foreach (var step in steps)
        {
            if (!_metrics.TryGetValue(path(step), out var file))
                _metrics[path(step)] = file = new WatchedFile<MetricFile>(files, path(step), LongestMetrics, () => read(step));
            if (file.Read() is { } metrics)
                found.Add(metrics);
        }
        return found;
    }
}
