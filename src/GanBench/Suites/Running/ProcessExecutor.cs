using System.Globalization;
using GanBench.Datasets;
using GanBench.Engine;
using GanBench.Runs;
using GanBench.Suites.Planning;
using GanBench.Training;

namespace GanBench.Suites.Running;

/// <summary>
/// Does the runs of a plan, each in a process of its own: what native code does to that process, be it an abort, ends one run and
/// nothing else. Several at once share out the cores and, with CUDA, the devices. This process opens the data, finds out what is done
/// already, and passes on what the others tell; it never loads libtorch.
/// </summary>
public sealed class ProcessExecutor
{
    private readonly SuitePlan _plan;
    private readonly IReadOnlyList<PlannedRun> _runs;
    private readonly int?[] _sources;
    private readonly ElementCommand _command;
    private readonly JobSlots _slots;
    private readonly CheckpointEvaluator _evaluator;
    private readonly RunPreparation _preparation;
    private readonly SemaphoreSlim _oneAtATime = new(1, 1);
    private readonly Lock _telling = new();
    private readonly IProgress<SuiteProgress>? _progress;
    private readonly TimeProvider _time;

    /// <summary>Prepares to do a plan.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="command">How a single run is started.</param>
    /// <param name="slots">How many processes there are at the same time, and what each is given.</param>
    /// <param name="progress">Told about every step and every run, by one thread at a time.</param>
    /// <param name="datasets">Told about fetching and decoding.</param>
    /// <param name="time">Clock; the system's when null.</param>
    public ProcessExecutor(
        SuitePlan plan, ElementCommand command, JobSlots slots, IProgress<SuiteProgress>? progress = null,
        IProgress<DatasetProgress>? datasets = null,
        TimeProvider? time = null)
    {
        (_plan, _runs, _command, _slots, _progress) = (plan, plan.DistinctRuns, command, slots, progress);
        _time = time ?? TimeProvider.System;
        var numbers = _runs.Select((run, index) => (run.Key, index)).ToDictionary(r => r.Key, r => r.index);
        _sources = [.. _runs.Select(r => r.Source is { } source && numbers.TryGetValue(source.Key, out var index) ? index : (int?)null)];
        _evaluator = new CheckpointEvaluator(command.DataDirectory);
        _preparation = new RunPreparation(command.RunsFolder, command.DataDirectory, datasets);
    }

    /// <summary>Does all runs, or some, in the plan's order; a run that starts from another waits for it.</summary>
    /// <param name="only">Indices in <see cref="SuitePlan.DistinctRuns"/>; null for all.</param>
    /// <param name="cancellationToken">Interrupts the processes, which save their runs.</param>
    /// <returns>One outcome per run, in the plan's order.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled, and every process has ended.</exception>
    /// <exception cref="GanBenchException">
    /// A process cannot be started, or does not come as far as its run: the next would not either.
    /// </exception>
    public async Task<IReadOnlyList<RunOutcome>> RunAsync(
        IReadOnlyCollection<int>? only = null, CancellationToken cancellationToken = default)
    {
        var waiting = Enumerable.Range(0, _runs.Count).Where(i => only?.Contains(i) != false).ToList();
        var outcomes = new SortedDictionary<int, RunOutcome>();
        var running = new Dictionary<Task<RunOutcome>, int>();
        var cutShort = false;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            while (true)
            {
                while (running.Count < _slots.Count && !stop.IsCancellationRequested && Next(waiting, running.Values) is { } element)
                {
                    waiting.Remove(element);
                    running.Add(Task.Run(() => DoAsync(element, stop.Token), CancellationToken.None), element);
                }
                if (running.Count == 0)
                    break;
                var ended = await Task.WhenAny(running.Keys);
                running.Remove(ended, out var index);
                try
                {
                    var outcome = await ended;
                    outcomes[index] = outcome;
                    _preparation.Add(outcome);
                    Tell(index, null, null, outcome);
                }
                catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
                {
                    cutShort = true;
                }
            }
        }
        finally
        {
            // Where one could not be started, the others are not left to themselves.
            await stop.CancelAsync();
            await Task.WhenAll(running.Keys)
                .ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }
        var stopped = outcomes.Values.Where(o => o.End == RunEnd.Interrupted).Select(o => o.Message).ToList();
        if (cancellationToken.IsCancellationRequested && (cutShort || waiting.Count > 0 || stopped.Count > 0))
            throw new OperationCanceledException(string.Join(' ', stopped.DefaultIfEmpty("No run was under way.")), cancellationToken);
        return [.. outcomes.Values];
    }

    // The first that does not start from one that is still to come.
    private int? Next(List<int> waiting, IReadOnlyCollection<int> running) =>
        waiting.Cast<int?>()
            .FirstOrDefault(i => _sources[i!.Value] is not { } source || !(waiting.Contains(source) || running.Contains(source)));

    private async Task<RunOutcome> DoAsync(int element, CancellationToken cancellationToken)
    {
        var run = _runs[element];
        RunSpec spec;
        RunDirectory directory;
        // Data is fetched and decoded once, not by several runs at a time.
        await _oneAtATime.WaitAsync(cancellationToken);
        try
        {
            if (!_preparation.TryPrepare(run, out var request, out var refusal, cancellationToken))
                return refusal;
            using (request)
            {
                if (FinishedRun.Find(request, run, _evaluator) is { } done)
                    return Finished(run, request.Directory, done);
                (spec, directory) = (request.Spec, request.Directory);
            }
        }
        finally
        {
            _oneAtATime.Release();
        }
        return await StartAsync(element, run, spec, directory, cancellationToken);
    }

    private async Task<RunOutcome> StartAsync(
        int element, PlannedRun run, RunSpec spec, RunDirectory directory, CancellationToken cancellationToken)
    {
        var started = _time.GetUtcNow();
        var slot = _slots.Take();
        ProgressLine? last = null;
        using var log = new ProcessLog(directory.LogFile, _time);
        int exitCode;
        try
        {
            exitCode = await ElementProcess.RunAsync(CommandLine(element, slot), CoresOfEach, Told, log, cancellationToken);
        }
        finally
        {
            _slots.Return(slot);
        }
        return last?.End is { } end ? Ended(run, directory, end, last.Message) : Died(run, spec, directory, exitCode, log, started);

        void Told(ProgressLine line)
        {
            last = line;
            if (line.End is null)
                Tell(element, line.Training, line.Message, null);
        }
    }

    private static RunOutcome Finished(PlannedRun run, RunDirectory directory, RunState state) =>
        new(run, state.Status == RunStatus.Diverged ? RunEnd.Diverged : RunEnd.Completed, directory, state, state.Message);

    private static RunOutcome Ended(PlannedRun run, RunDirectory directory, RunEnd end, string? message) =>
        new(run, end, directory, CrashRecord.ReadState(directory), message);

    // Without a word about its run.
    private RunOutcome Died(PlannedRun run, RunSpec spec, RunDirectory directory, int exitCode, ProcessLog log, DateTimeOffset started)
    {
        var message = Complaint(log.LastLines) ?? FormattableString.Invariant($"exit code {exitCode}");
        switch (exitCode)
        {
            // It ended well but for its run: what is wrong is wrong for all of them.
            case ExitCodes.Usage:
                throw new UsageException(message);
            case ExitCodes.Data:
                throw new DataException(message);
            case ExitCodes.Environment:
                throw new EnvironmentException(message);
            case ExitCodes.Failed:
                return new RunOutcome(run, RunEnd.Failed, directory, CrashRecord.ReadState(directory), message);
            case ExitCodes.Interrupted:
                return new RunOutcome(run, RunEnd.Interrupted, directory, CrashRecord.ReadState(directory), message);
            default:
                var crash = RunCrash.Of(exitCode, log.LastLines);
                var state = CrashRecord.Write(directory, spec, crash, started, _time.GetUtcNow());
                return new RunOutcome(
                    run, RunEnd.Crashed, directory, state, crash.ToString()) { Crash = crash, Log = log.Save() ? directory.LogFile : null };
        }
    }

    // The error that a command ends with, which may have several lines.
    private static string? Complaint(IReadOnlyList<string> lines)
    {
        const string Prefix = "ganbench: ";
        var start = Enumerable.Range(0, lines.Count)
            .LastOrDefault(i => lines[i].StartsWith(Prefix, StringComparison.Ordinal), lines.Count - 1);
        return lines.Count == 0 ? null : string.Join('\n', lines.Skip(start)).Replace(Prefix, "", StringComparison.Ordinal);
    }

    // Alone, a run takes what it is given or all.
    private int? CoresOfEach => _slots.Count > 1 ? _slots.Cores : null;

    private IReadOnlyList<string> CommandLine(int element, int slot)
    {
        var device = _slots.Count > 1 ? _slots.DeviceOf(slot) : _command.Device;
        var threads = _command.Threads ?? (_plan.Numerics == Numerics.Native ? CoresOfEach : null);
        return
        [
            .. ElementCommand.Program, .. _command.Arguments(element.ToString(CultureInfo.InvariantCulture), threads, device),
            .. ElementCommand.ProgressArguments,
        ];
    }

    private void Tell(int index, TrainingProgress? training, string? message, RunOutcome? outcome)
    {
        lock (_telling)
            _progress?.Report(new(index, _runs.Count, _runs[index], training, message, outcome));
    }
}
