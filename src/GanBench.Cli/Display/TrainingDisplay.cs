using System.Globalization;
using System.Diagnostics;
using GanBench.Datasets;
using GanBench.Metrics;
using GanBench.Runs;
using GanBench.Training;

namespace GanBench.Cli.Display;

/// <summary>Shows a training on stderr: a bar on a terminal, a plain line now and then elsewhere.</summary>
internal sealed class TrainingDisplay(TextWriter writer) : IProgress<TrainingProgress>, IDisposable
{
    private static readonly TimeSpan TerminalInterval = TimeSpan.FromMilliseconds(200), PlainInterval = TimeSpan.FromSeconds(10);

    private readonly LiveDisplay _live = new(writer);
    private readonly Stopwatch _since = Stopwatch.StartNew();
    private TimeSpan _last = TimeSpan.MinValue;
    private readonly StepTimes _times = new();

    /// <summary>Shows the fetching and decoding of datasets.</summary>
    public IProgress<DatasetProgress> Datasets => new DatasetDisplay(_live);

    /// <summary>Shows the evaluation of a checkpoint.</summary>
    /// <param name="step">The checkpoint's step.</param>
    public IProgress<EvaluationProgress> Evaluation(int step) =>
        new EvaluationDisplay(_live, FormattableString.Invariant($"step {step:N0}: "));

    /// <summary>Shows a comparison.</summary>
    public IProgress<EvaluationProgress> Comparison => new EvaluationDisplay(_live, "");

    /// <summary>Shows nothing any more; to be called before anything else is printed.</summary>
    public void Clear() => _live.Clear();

    /// <inheritdoc/>
    public void Dispose() => _live.Dispose();

    /// <summary>Prints a line of its own.</summary>
    /// <param name="message">What to tell.</param>
    public void Tell(string message) => _live.WriteLine(message);

    /// <inheritdoc/>
    public void Report(TrainingProgress value)
    {
        if (value.Message is { } message)
            Tell(message);
        if (value.Record is { } record)
            _times.Add(record.Step, record.Seconds);
        var now = _since.Elapsed;
        var due = _last == TimeSpan.MinValue || now - _last >= (_live.IsTerminal ? TerminalInterval : PlainInterval)
            || value.Step == value.Steps;
        if (value.Record is null || !due)
            return;
        _last = now;
        _live.Update(Format(value), (double)value.Step / value.Steps);
    }

    /// <summary>Ends with how the run came out.</summary>
    /// <param name="state">The run's state.</param>
    public void Finish(RunState state)
    {
        _live.Clear();
        Tell(state.Status == RunStatus.Diverged
            ? $"{state.Id} diverged: {state.Message}."
            : string.Create(CultureInfo.InvariantCulture,
                $"{state.Id} completed {state.Step:N0} steps in {Duration(TimeSpan.FromSeconds(state.Seconds))}, checkpoint "
                + $"{state.CheckpointHash?[..12]}."));
    }

    private string Format(TrainingProgress value)
    {
        var record = value.Record!;
        var pace = "";
        if (_times.Median is { } seconds)
        {
            var left = Duration(TimeSpan.FromSeconds((value.Steps - value.Step) * seconds));
            pace = seconds <= 1 ? FormattableString.Invariant($"  {1 / seconds:F1} steps/s  {left} left")
                : FormattableString.Invariant($"  {seconds:F1} s/step  {left} left");
        }
        var (lossD, lossG, share) = (record[ProgressRecord.LossD], record[ProgressRecord.LossG], 100.0 * value.Step / value.Steps);
        return FormattableString.Invariant(
            $"{value.RunId}  {value.Step:N0}/{value.Steps:N0} ({share:F0} %)  D {lossD:F3}  G {lossG:F3}{pace}");
    }

    private static string Duration(TimeSpan time) =>
        time.TotalHours >= 1 ? time.ToString(@"h\:mm\:ss", System.Globalization.CultureInfo.InvariantCulture)
        : time.TotalMinutes >= 1 ? time.ToString(@"m\:ss", System.Globalization.CultureInfo.InvariantCulture)
        : FormattableString.Invariant($"{time.TotalSeconds:F0} s");
}
