using System.Globalization;
using System.Text.Json;
using GanBench.Engine;
using GanBench.Runs;
using GanBench.Storage;
using GanBench.Training.Checkpoints;
using GanBench.Training.Steps;
using static TorchSharp.torch;

namespace GanBench.Training;

/// <summary>
/// Begins a run with the steps of a finished one that was asked for fewer and is otherwise the same, where nothing in a step depends on
/// how many there are. The result has the bits of a run that takes all steps itself; the shorter run stays as it is.
/// </summary>
public static class Continuation
{
    /// <summary>Makes the directory of a run that is new from that of the longest shorter one; the trainer then resumes there.</summary>
    /// <param name="request">The run.</param>
    /// <param name="device">Where it will train; another device, processor or libtorch than the shorter run's starts anew.</param>
    /// <param name="time">Clock; the system's when null.</param>
    /// <returns>What was done, or why a shorter run cannot be continued; null where there is nothing to say.</returns>
    /// <exception cref="EnvironmentException">The disk is full or cannot be written.</exception>
    public static string? Begin(RunRequest request, Device device, TimeProvider? time = null)
    {
        if (Directory.Exists(request.Directory.Path) || FindShorter(request) is not { } shorter)
            return null;
        var source = string.Create(CultureInfo.InvariantCulture, $"{shorter.Directory.Id}@{shorter.Steps}");
        if (LinearDecay.UsedBy(request.Spec.Recipe) is { Count: > 0 } fading)
            return $"{source} is not continued, but all steps taken anew: {string.Join(" and ", fading)} would have been other in it, "
                + "since it fades over the whole run.";
        var here = EnvironmentProbe.Describe(Trainer.NameOf(device), request.Spec.Numerics);
        if (shorter.Environment.DifferencesOfBits(here) is { Count: > 0 } differences)
            return $"{source} is not continued, but all steps taken anew: it was trained elsewhere "
                + $"({string.Join(", ", differences.Select(d => $"{d.Name} {d.Before}, here {d.After}"))}).";
        return Copy(request, shorter, source, (time ?? TimeProvider.System).GetUtcNow()) ? $"{request.Directory.Id} goes on from {source}."
            : null;
    }

    private static Shorter? FindShorter(RunRequest request)
    {
        var runs = Path.GetDirectoryName(request.Directory.Path)!;
        // The hash apart, ids say architecture, dataset and seed.
        var beginning = request.Directory.Id[..(request.Directory.Id.LastIndexOf('-') + 1)];
        var key = Key(request.Spec);
        return RunDirectory.List(runs).Where(run => run.Id.StartsWith(beginning, StringComparison.Ordinal))
            .Select(run => Read(run, request, key)).OfType<Shorter>().MaxBy(run => run.Steps);
    }

    private static Shorter? Read(RunDirectory run, RunRequest request, string key)
    {
        try
        {
            var spec = run.ReadSpec();
            return spec.Training.Steps < request.Spec.Training.Steps && Key(spec) == key
                && run.ReadState() is { Status: RunStatus.Completed } state && state.DatasetHash == request.Data.ContentHash
                && run.ReadEnvironment() is { } environment && environment.EngineSemantics == TorchEngine.Semantics
                && CheckpointStore.Verify(run, spec.Training.Steps).Hash == state.CheckpointHash
                    ? new Shorter(run, spec.Training.Steps, state, environment) : null;
        }
        catch (DataException)
        {
            // What cannot be read is nothing to go on from.
            return null;
        }
    }

    private static string Key(RunSpec spec) => RunSpecYaml.Write(spec with { Training = spec.Training with { Steps = 1 } });

    // Whole, or not at all: nothing appears under the run's name before everything is there.
    private static bool Copy(RunRequest request, Shorter shorter, string source, DateTimeOffset now)
    {
        var target = request.Directory;
        var temporary = Path.Combine(Path.GetDirectoryName(target.Path)!, $".continue-{Guid.NewGuid():N}.tmp");
        try
        {
            var copy = new RunDirectory(Path.Combine(temporary, target.Id));
            Directory.CreateDirectory(copy.Path);
            Fill(copy, request, shorter);
            copy.WriteState(new RunState
            {
                Id = target.Id,
                Status = RunStatus.Interrupted,
                Step = shorter.Steps,
                Steps = request.Spec.Training.Steps,
                Seconds = shorter.State.Seconds,
                Started = now,
                Starts = 0,
                CheckpointHash = shorter.State.CheckpointHash,
                DatasetHash = shorter.State.DatasetHash,
                ContinuedFrom = source,
            });
            Directory.Move(copy.Path, target.Path);
            return true;
        }
        catch (IOException) when (Directory.Exists(target.Path))
        {
            // Another process was quicker.
            return false;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new EnvironmentException($"Cannot copy {shorter.Directory.Path} to go on from it: {e.Message}", e);
        }
        finally
        {
            if (Directory.Exists(temporary))
                Directory.Delete(temporary, recursive: true);
        }
    }

    // What the longer run would have written by now, and the checkpoint that it goes on from.
    private static void Fill(RunDirectory copy, RunRequest request, Shorter shorter)
    {
        var (from, training) = (shorter.Directory, request.Spec.Training);
        copy.WriteSpec(request.Spec);
        copy.WriteEnvironment(shorter.Environment);
        AtomicFile.WriteAllText(copy.ProgressFile, string.Concat(
            from.ReadProgress().Where(record => record.Step % training.LogEvery == 0)
                .Select(record => JsonSerializer.Serialize(record, RunJson.Line) + "\n")));
        foreach (var step in from.SampleSteps.Where(step => step == 0 || Is(step, training.SampleEvery)))
            CopyFile(from.SampleFile(step), copy.SampleFile(step));
        if (File.Exists(from.RealFile))
            CopyFile(from.RealFile, copy.RealFile);
        var scheduled = from.CheckpointSteps.Where(step => Is(step, training.CheckpointEvery)).ToList();
        foreach (var file in scheduled.Append(shorter.Steps).Distinct()
            .SelectMany(step => Directory.EnumerateFiles(from.CheckpointFolder(step))))
            CopyFile(file, Path.Combine(copy.Path, Path.GetRelativePath(from.Path, file)));
        foreach (var step in from.MetricSteps.Where(step => Is(step, training.CheckpointEvery)))
        {
            var name = Path.GetFileNameWithoutExtension(from.MetricFile(step));
            foreach (var file in Directory.EnumerateFiles(from.MetricsFolder, name + "*"))
                CopyFile(file, Path.Combine(copy.MetricsFolder, Path.GetFileName(file)));
        }

        static bool Is(int step, int every) => every > 0 && step % every == 0;
    }

    private static void CopyFile(string from, string to)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(to)!);
        File.Copy(from, to);
    }

    private sealed record Shorter(RunDirectory Directory, int Steps, RunState State, RunEnvironment Environment);
}
