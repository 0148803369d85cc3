using System.Diagnostics;
using GanBench.Datasets;
using GanBench.Engine;
using GanBench.Recipes;
using GanBench.Runs;
using GanBench.Training.Checkpoints;
using GanBench.Training.Steps;
using TorchSharp;
using static TorchSharp.torch;

namespace GanBench.Training;

/// <summary>
/// Trains one run from wherever it stands to its last step. The result is a function of the specification and the data alone: stopping
/// at any moment and starting again gives the same bits.
/// </summary>
public sealed class Trainer
{
    private static readonly TimeSpan SafetyInterval = TimeSpan.FromSeconds(60);

    private readonly RunRequest _request;
    private readonly Device _device;
    private readonly UnreadSteps _unread;
    private readonly IProgress<TrainingProgress>? _progress;
    private readonly TimeProvider _time;
    private readonly PassingMeasurement? _measurement;
    private bool _begun;
    private readonly PeakMemory _memory = PeakMemory.Start();

    private Trainer(
        RunRequest request, Device device, UnreadSteps unread, IProgress<TrainingProgress>? progress, TimeProvider time,
        PassingMeasurement? measurement) =>
        (_request, _device, _unread, _progress, _time, _measurement) = (request, device, unread, progress, time, measurement);

    private RunDirectory Directory => _request.Directory;

    private TrainingOptions Options => _request.Spec.Training;

    /// <summary>Trains, or returns at once when the run is done.</summary>
    /// <param name="request">The run.</param>
    /// <param name="device">Where to train.</param>
    /// <param name="progress">Gets every logged step.</param>
    /// <param name="time">Clock; the system's when null.</param>
    /// <param name="measurement">What is measured in passing; nothing when null.</param>
    /// <param name="cancellationToken">Saves a checkpoint and stops between two steps.</param>
    /// <returns>How the run ended: completed or diverged.</returns>
    /// <exception cref="RunFailedException">Another process works on the run.</exception>
    /// <exception cref="EnvironmentException">The disk is full or cannot be written.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled, after saving what a resume needs.</exception>
    public static RunState Run(
        RunRequest request, Device device, IProgress<TrainingProgress>? progress = null, TimeProvider? time = null,
        PassingMeasurement? measurement = null, CancellationToken cancellationToken = default) =>
        Run(request, device, new UnreadSteps(UnreadSteps.AtMost(device)), progress, time, measurement, cancellationToken);

    /// <summary>Trains, and reads the steps when that is said; what comes of the run does not depend on it.</summary>
    internal static RunState Run(
        RunRequest request, Device device, UnreadSteps unread, IProgress<TrainingProgress>? progress = null, TimeProvider? time = null,
        PassingMeasurement? measurement = null, CancellationToken cancellationToken = default)
    {
        RunVersion.Check(request.Directory);
        var isNew = !System.IO.Directory.Exists(request.Directory.Path);
        var trainer = new Trainer(request, device, unread, progress, time ?? TimeProvider.System, measurement);
        try
        {
            using var runLock = RunLock.Take(request.Directory);
            using var threads = RecordedThreads.Use(request.Directory, trainer.Tell);
            return trainer.Run(cancellationToken);
        }
        catch when (isNew && !trainer._begun)
        {
            TryDiscard(request.Directory);
            throw;
        }
    }

    /// <summary>Name of a device, as environments record it.</summary>
    /// <param name="device">The device.</param>
    internal static string NameOf(Device device) => device.type == DeviceType.CPU ? "cpu" : $"cuda:{Math.Max(0, device.index)}";

    // A start that failed before its first step is no run.
    private static void TryDiscard(RunDirectory directory)
    {
        try
        {
            if (System.IO.Directory.Exists(directory.Path))
                RunRemoval.Remove(directory);
        }
        catch (GanBenchException)
        {
            // The first error is the one worth telling.
        }
    }

    private RunState Run(CancellationToken cancellationToken)
    {
        var previous = ReadPreviousState();
        if (previous is { Status: RunStatus.Completed or RunStatus.Diverged })
            return Settle(previous);

        Directory.WriteSpec(_request.Spec);
        System.IO.Directory.CreateDirectory(Directory.SamplesFolder);
        using var model = new GanModel(_request.Architecture, _request.Data.Shape, _request.Spec.Recipe, _request.Spec.Seed, _device);
        var checkpoint = Restore(model, out var secondsBefore);
        WriteEnvironment(checkpoint?.Step ?? 0);
        var state = new RunState
        {
            Id = Directory.Id,
            Step = checkpoint?.Step ?? 0,
            Steps = Options.Steps,
            Started = previous?.Started ?? _time.GetUtcNow(),
            Starts = (previous?.Starts ?? 0) + 1,
            CheckpointHash = checkpoint?.Hash,
            DatasetHash = _request.Data.ContentHash,
            DatasetNote = _request.Data.Note,
            Samples = SamplesOf(_request.Data),
            ContinuedFrom = checkpoint is null ? null : previous?.ContinuedFrom,
            PeakMemory = checkpoint is null ? null : previous?.PeakMemory,
        };
        Directory.WriteState(state);
        try
        {
            return Loop(model, state, secondsBefore, cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            TryWriteFailure(state, e);
            throw;
        }
    }

    // Trained, but a process died while measuring, or by a version that did not record the samples: whoever takes the run up again
    // completes its record.
    private RunState Settle(RunState done)
    {
        var settled = done with { Crash = null, Samples = done.Samples ?? SamplesOf(_request.Data) };
        if (settled != done)
            Directory.WriteState(settled);
        return settled;
    }

    private static RunSamples SamplesOf(Dataset data) => new(
        data.Kind, data.Shape.Channels, data.Shape.Height, data.Shape.Width, data.HasLabels ? data.Info.ClassNames.Count : 0);

    private RunState Loop(GanModel model, RunState state, double secondsBefore, CancellationToken cancellationToken)
    {
        var recipe = _request.Spec.Recipe;
        using var batches = new BatchSource(_request.Data, recipe.Data, Options.BatchSize, _request.Spec.Seed, _device);
        var stepper = new GanStep(model, recipe, _request.Spec.Seed, Options.Steps);
        var perStep = recipe.Discriminator.Steps;
        var clock = Stopwatch.StartNew();
        var lastSave = _time.GetTimestamp();
        using var log = new StepLog(_request, _unread, SamplesUntil, state.Step, secondsBefore, _progress, _time);

        if (state.Step == 0)
            RunPictures.WriteSamples(_request, model, 0);
        RunPictures.WriteReal(_request);
        _progress?.Report(new(Directory.Id, state.Step, Options.Steps, null));
        _begun = true;
        for (var step = state.Step + 1; step <= Options.Steps; step++)
        {
            if (cancellationToken.IsCancellationRequested)
            {
                if (Diverged() is { } wrong)
                    return wrong;
                Interrupt(model, state, Seconds(), cancellationToken);
            }
            log.Add(step, stepper.TakeUnread(step, k => batches.Read(((long)(step - 1) * perStep) + k)));
            state = state with { Step = step };
            var shows = Options.SampleEvery > 0 && (step % Options.SampleEvery == 0 || step == Options.Steps);
            var measures = _measurement?.IsDue(step) == true;
            var saves = IsScheduled(step) || _time.GetElapsedTime(lastSave) >= SafetyInterval;
            // Nothing is kept of networks that went wrong in a step that was not read yet.
            if ((shows || measures || saves || log.IsDue) && Diverged() is { } end)
                return end;
            if (shows)
                RunPictures.WriteSamples(_request, model, step);
            if (measures)
            {
                clock.Stop();
                _measurement!.Take(model, step);
                clock.Start();
            }
            if (saves)
            {
                // The log must reach the disk before the checkpoint that it leads up to.
                log.Flush(toDisk: true);
                state = Save(model, state, Seconds());
                lastSave = _time.GetTimestamp();
            }
        }
        log.Flush(toDisk: false);
        return Finish(state, RunStatus.Completed, Seconds(), SamplesUntil(Options.Steps), null);

        RunState? Diverged()
        {
            if (log.Write(Seconds) is not { } wrong)
                return null;
            log.Flush(toDisk: false);
            return Finish(
                state with { Step = wrong.Step }, RunStatus.Diverged, Seconds(), SamplesUntil(wrong.Step),
                $"{wrong.Term} is not finite at step {wrong.Step}");
        }

        double Seconds() => secondsBefore + clock.Elapsed.TotalSeconds;

        long SamplesUntil(int step) => batches.SamplesIn((long)step * perStep);
    }

    private bool IsScheduled(int step) => step == Options.Steps || (Options.CheckpointEvery > 0 && step % Options.CheckpointEvery == 0);

    // Writes the checkpoint, then drops the unscheduled ones before it, which were only kept in case of a crash.
    private RunState Save(GanModel model, RunState state, double seconds)
    {
        var hash = CheckpointStore.Save(Directory, model, state.Step);
        foreach (var step in Directory.CheckpointSteps.Where(s => s < state.Step && !IsScheduled(s)))
            CheckpointStore.Delete(Directory, step);
        state = state with { CheckpointHash = hash, Seconds = seconds, PeakMemory = _memory.Above(state.PeakMemory) };
        Directory.WriteState(state);
        return state;
    }

    private void Interrupt(GanModel model, RunState state, double seconds, CancellationToken cancellationToken)
    {
        if (state.Step > 0)
            state = Save(model, state, seconds);
        Directory.WriteState(state with { Status = RunStatus.Interrupted, Seconds = seconds, Ended = _time.GetUtcNow() });
        throw new OperationCanceledException(
            $"Run {Directory.Id} was stopped after step {state.Step} of {Options.Steps}. Started again, it goes on.", cancellationToken);
    }

    private RunState Finish(RunState state, RunStatus status, double seconds, long samples, string? message)
    {
        state = state with
        {
            Status = status,
            Seconds = seconds,
            ImagesPerSecond = seconds > 0 ? samples / seconds : null,
            PeakMemory = _memory.Above(state.PeakMemory),
            Ended = _time.GetUtcNow(),
            Message = message,
        };
        Directory.WriteState(state);
        return state;
    }

    private void TryWriteFailure(RunState state, Exception error)
    {
        try
        {
            Directory.WriteState(
                state with { Status = RunStatus.Failed, Message = NativeFailure.Summary(error), Ended = _time.GetUtcNow() });
        }
        catch (EnvironmentException)
        {
            // The first error is the one worth telling; the state on disk still says "running", which resumes too.
        }
    }

    // A run.json that a crash left unreadable is no reason to lose the run: the checkpoints decide where it stands.
    private RunState? ReadPreviousState()
    {
        try
        {
            return Directory.ReadState();
        }
        catch (DataException e)
        {
            Tell(e.Message);
            return null;
        }
    }

    // An environment that cannot be read says nothing of what was before.
    private void WriteEnvironment(int step)
    {
        RunEnvironment? before = null;
        try
        {
            before = Directory.ReadEnvironment();
        }
        catch (DataException e)
        {
            Tell(e.Message);
        }
        var now = EnvironmentProbe.Describe(NameOf(_device), _request.Spec.Numerics);
        Directory.WriteEnvironment(now.After(before, step));
    }

    private CheckpointState? Restore(GanModel model, out double seconds)
    {
        seconds = 0;
        var checkpoint = CheckpointStore.FindLatest(Directory, LoggedUntil(), Tell);
        if (checkpoint is null)
        {
            if (_request.Spec.InitFrom is { } source)
                TransferLearning.Apply(source, System.IO.Path.GetDirectoryName(Directory.Path)!, model);
            ProgressLog.TruncateAfter(Directory.ProgressFile, 0);
            return null;
        }
        CheckpointStore.Load(Directory, model, checkpoint.Step);
        var kept = ProgressLog.TruncateAfter(Directory.ProgressFile, checkpoint.Step);
        seconds = kept.Count > 0 ? kept[^1].Seconds : 0;
        _progress?.Report(
            new(Directory.Id, checkpoint.Step, Options.Steps, null,
                $"Resuming {Directory.Id} after step {checkpoint.Step} of {Options.Steps}."));
        return checkpoint;
    }

    // A power cut may take lines of the log that a later checkpoint no longer makes: then an earlier one is the place to go on from.
    private int LoggedUntil()
    {
        var log = ProgressLog.Read(Directory.ProgressFile);
        var last = log.Count > 0 ? log[^1].Step : 0;
        return last >= Options.Steps ? Options.Steps : (last / Options.LogEvery * Options.LogEvery) + Options.LogEvery - 1;
    }

    private void Tell(string message) => _progress?.Report(new(Directory.Id, 0, Options.Steps, null, message));
}
