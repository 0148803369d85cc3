using System.Diagnostics;
using GanBench.Runs;
using GanBench.Suites.Planning;

namespace GanBench.Reporting.Live;

/// <summary>The runs of a folder, looked at when a page is asked for. Runs come and go; one look at a time.</summary>
/// <param name="folder">The folder; it need not exist.</param>
/// <param name="plan">The suite that is watched, or null.</param>
internal sealed class LiveRuns(string folder, SuitePlan? plan)
{
    private const int MostRuns = 10_000;

    private const long LargestSheet = 64 << 20;

    private static readonly TimeSpan Fresh = TimeSpan.FromMilliseconds(250), Remembered = TimeSpan.FromMinutes(5);

    private static readonly byte[] PngSignature = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    private readonly Lock _looking = new();
    private readonly PlainFiles _files = new(folder);
    private readonly LiveSuite? _suite = plan is null ? null : new LiveSuite(plan);
    private readonly Dictionary<string, LiveRun> _runs = new(StringComparer.Ordinal);
    private readonly Stopwatch _since = new();
    private int _links;

    /// <summary>What the page shows.</summary>
    /// <param name="query">What is asked for.</param>
    public LiveView Look(LiveQuery query)
    {
        lock (_looking)
        {
            Refresh();
            var view = LiveView.Of(_files.Root, [.. _runs.Values], _links, _suite, query);
            foreach (var run in _runs.Values.Where(r => r.Log is not null && DateTime.UtcNow - r.LookedAt > Remembered))
                run.Forget();
            return view;
        }
    }

    /// <summary>A sample sheet of a run; null where there is none.</summary>
    /// <param name="id">The run.</param>
    /// <param name="step">Its step; null for the sheet of training images.</param>
    public byte[]? ReadSheet(string id, int? step)
    {
        LiveRun? run;
        lock (_looking)
        {
            Refresh();
            run = _runs.GetValueOrDefault(id);
        }
        if (run is null || _files.Find(step is { } s ? run.Directory.SampleFile(s) : run.Directory.RealFile) is not { } file
            || file.Length > LargestSheet)
            return null;
        try
        {
            var content = File.ReadAllBytes(file.FullName);
            return content.AsSpan().StartsWith(PngSignature) ? content : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private void Refresh()
    {
        if (_since.IsRunning && _since.Elapsed < Fresh)
            return;
        var there = Directories();
        foreach (var gone in _runs.Keys.Except(there.Select(d => d.Id)).ToList())
            _runs.Remove(gone);
        foreach (var directory in there)
        {
            if (!_runs.TryGetValue(directory.Id, out var run))
                _runs[directory.Id] = run = new LiveRun(directory, _files);
            run.Look();
        }
        _since.Restart();
    }

    private List<RunDirectory> Directories()
    {
        _links = 0;
        try
        {
            if (!Directory.Exists(_files.Root))
                return [];
            var found = Directory.EnumerateDirectories(_files.Root).Take(MostRuns).Select(path => new RunDirectory(path))
                .Where(run => run.Exists).ToLookup(run => _files.IsPlain(run.SpecFile));
            _links = found[false].Count();
            return [.. found[true]];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Taken away at this very moment.
            return [];
        }
    }
}
