using GanBench.Datasets;
using GanBench.Engine;
using GanBench.Metrics;
using GanBench.Runs;
using GanBench.Suites.Planning;
using GanBench.Training;
using GanBench.Training.TensorBoard;
using static TorchSharp.torch;

namespace GanBench.Suites.Running;

/// <summary>
/// Does runs of a plan in this process, one after the other: trains what is not done, measures what is not measured. A run that fails
/// or diverges does not stop the others, and everything can be stopped at any moment and started again. Native code that aborts takes
/// all of it along, which is why a suite starts a process for each run (<see cref="ProcessExecutor"/>).
/// </summary>
/// <param name="plan">The plan.</param>
/// <param name="runsFolder">The folder that holds the runs.</param>
/// <param name="dataDirectory">Where datasets are looked for; null takes the default.</param>
/// <param name="device">Where to train and measure.</param>
/// <param name="evaluator">Measures the checkpoints.</param>
public sealed class SuiteRunner(SuitePlan plan, string runsFolder, string? dataDirectory, Device device, IRunEvaluator evaluator)
{
    /// <summary>Told about every step and every run.</summary>
    public IProgress<SuiteProgress>? Progress { get; init; }

    /// <summary>Told about fetching and decoding.</summary>
    public IProgress<DatasetProgress>? DatasetProgress { get; init; }

    /// <summary>Where event files for TensorBoard are written; null for none.</summary>
    public TensorBoardPlace? TensorBoard { get; init; }

    /// <summary>How long a run is waited for that another process works on: one whose suite was killed may still be saving it.</summary>
    public TimeSpan Patience { get; init; }

    /// <summary>Whether runs are trained in their precision where it is slower than float32, too.</summary>
    public bool ForcePrecision { get; init; }

    /// <summary>Does all runs, or some.</summary>
    /// <param name="only">Indices in <see cref="SuitePlan.DistinctRuns"/>; null for all.</param>
    /// <param name="cancellationToken">Saves the current run and stops.</param>
    /// <returns>One outcome per run, in the plan's order.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public IReadOnlyList<RunOutcome> Run(IReadOnlyCollection<int>? only = null, CancellationToken cancellationToken = default)
    {
        var runs = plan.DistinctRuns;
        var preparation = new RunPreparation(runsFolder, dataDirectory, DatasetProgress);
        var outcomes = new List<RunOutcome>();
        for (var index = 0; index < runs.Count; index++)
        {
            if (only?.Contains(index) == false)
                continue;
            cancellationToken.ThrowIfCancellationRequested();
            var outcome = RunOne(index, runs.Count, runs[index], preparation, cancellationToken);
            outcomes.Add(outcome);
            preparation.Add(outcome);
            Progress?.Report(new(index, runs.Count, runs[index], null, null, outcome));
        }
        return outcomes;
    }

    private RunOutcome RunOne(int index, int count, PlannedRun run, RunPreparation preparation, CancellationToken cancellationToken)
    {
        if (!preparation.TryPrepare(run, out var request, out var refusal, cancellationToken))
            return refusal;
        using (request)
        {
            try
            {
                RunLock.WaitUntilFree(request.Directory, Patience, cancellationToken);
                PrecisionGate.Check(request, device, ForcePrecision);
                var measurement = evaluator.InPassing(
                    request, run.CurveSteps, run.Evaluation, device, new ForwardEvaluation(this, index, count, run), cancellationToken);
                // What is measured in passing would be missing of the steps that a shorter run has taken.
                if (measurement is null && Continuation.Begin(request, device) is { } message)
                    Tell(message);
                using var threads = RecordedThreads.Use(request.Directory, Tell);
                var forward = new Forward(this, index, count, run);
                using var log = TensorBoard is null ? null : new TensorBoardLog(request, TensorBoard, forward);
                var state = Trainer.Run(
                    request, device, (IProgress<TrainingProgress>?)log ?? forward, measurement: measurement,
                    cancellationToken: cancellationToken);
                Measure(index, count, run, request, cancellationToken);
                return new RunOutcome(
                    run, state.Status == RunStatus.Diverged ? RunEnd.Diverged : RunEnd.Completed, request.Directory, state, state.Message);
            }
            // The lock is a file that another process holds open.
            catch (RunFailedException e) when (e.InnerException is IOException)
            {
                return new RunOutcome(run, RunEnd.InUse, request.Directory, null, e.Message);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                return new RunOutcome(run, RunEnd.Failed, request.Directory, null, NativeFailure.Summary(e));
            }
        }

        void Tell(string message) => Progress?.Report(new(index, count, run, null, message, null));
    }

    private void Measure(int index, int count, PlannedRun run, RunRequest request, CancellationToken cancellationToken)
    {
        var there = request.Directory.CheckpointSteps;
        foreach (var step in run.Checkpoints.Where(there.Contains))
        {
            cancellationToken.ThrowIfCancellationRequested();
            evaluator.Evaluate(request, step, run.Evaluation, device, new ForwardEvaluation(this, index, count, run), cancellationToken);
        }
    }

    private sealed class Forward(SuiteRunner runner, int index, int count, PlannedRun run) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => runner.Progress?.Report(new(index, count, run, value, value.Message, null));
    }

    private sealed class ForwardEvaluation(SuiteRunner runner, int index, int count, PlannedRun run) : IProgress<EvaluationProgress>
    {
        private string _told = "";

        // A stage is told when it begins and by each tenth of it; batches are too many.
        public void Report(EvaluationProgress value)
        {
            var tenths = value.Total > 0 ? 10 * value.Done / value.Total : 0;
            var text = tenths > 0 ? FormattableString.Invariant($"{value.Stage}  {10 * tenths} %") : value.Stage;
            if (tenths == 10 || text == _told)
                return;
            _told = text;
            runner.Progress?.Report(new(index, count, run, null, text, null));
        }
    }
}
