using System.Text.Json;
using GanBench.Objectives;
using GanBench.Recipes;
using GanBench.Runs;
using GanBench.Training.Steps;

namespace GanBench.Training;

/// <summary>
/// The log of a run, <c>progress.jsonl</c>: takes its steps, reads them when that is due, writes a line for each that is logged, and tells
/// of it. Lines are the same whenever they are read, but for the times in them, which are shared out over the steps that were read at once.
/// </summary>
internal sealed class StepLog : IDisposable
{
    // On a GPU: lines are this old at most, where steps take long.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly RunRequest _request;
    private readonly IProgress<TrainingProgress>? _progress;
    private readonly TimeProvider _time;
    private readonly StreamWriter _file;
    private readonly UnreadSteps _unread;
    private readonly Objective _objective;
    private readonly Func<int, long> _samplesUntil;
    private (int Step, double Seconds) _read;
    private (long Samples, double Seconds) _logged;
    private long _readAt;

    /// <summary>Opens the log, to go on after a step.</summary>
    /// <param name="request">The run.</param>
    /// <param name="unread">Holds the steps until they are read.</param>
    /// <param name="samplesUntil">Real samples read until the end of a step.</param>
    /// <param name="step">The step after which the log goes on.</param>
    /// <param name="seconds">Seconds of training until then.</param>
    /// <param name="progress">Gets every logged step.</param>
    /// <param name="time">Clock.</param>
    public StepLog(
        RunRequest request, UnreadSteps unread, Func<int, long> samplesUntil, int step, double seconds,
        IProgress<TrainingProgress>? progress, TimeProvider time)
    {
        (_request, _unread, _samplesUntil, _progress, _time) = (request, unread, samplesUntil, progress, time);
        _objective = ObjectiveRegistry.Create(request.Spec.Recipe);
        (_read, _logged, _readAt) = ((step, seconds), (samplesUntil(step), seconds), time.GetTimestamp());
        var stream = new FileStream(request.Directory.ProgressFile, FileMode.Append, FileAccess.Write, FileShare.ReadWrite);
        _file = new StreamWriter(stream) { NewLine = "\n" };
    }

    /// <summary>Whether steps are to be read now.</summary>
    public bool IsDue => _unread.IsFull || _time.GetElapsedTime(_readAt) >= Patience;

    private TrainingOptions Options => _request.Spec.Training;

    /// <summary>Adds a step, which belongs to the log from now on.</summary>
    /// <param name="number">Number of the step.</param>
    /// <param name="step">The step.</param>
    public void Add(int number, UnreadStep step) => _unread.Add(number, step, number % Options.LogEvery == 0 || number == Options.Steps);

    /// <summary>Reads the steps that wait, which waits for the device, and writes their lines.</summary>
    /// <param name="clock">Tells the seconds of training until now; asked when the numbers are there.</param>
    /// <returns>The step whose losses are not finite, and which of them: the run ends with it. Null where all is well.</returns>
    public (int Step, string Term)? Write(Func<double> clock)
    {
        var last = _read.Step + _unread.Count;
        var results = _unread.Read();
        var seconds = clock();
        foreach (var (step, result) in results)
        {
            var share = (double)(step - _read.Step) / (last - _read.Step);
            Write(step, result, step == last ? seconds : _read.Seconds + (share * (seconds - _read.Seconds)));
        }
        (_read, _readAt) = ((last, seconds), _time.GetTimestamp());
        return results is [.., var (number, end)] && end.NonFinite is { } term ? (number, term) : null;
    }

    /// <summary>Hands over to the system what was written.</summary>
    /// <param name="toDisk">Whether it must have reached the disk.</param>
    public void Flush(bool toDisk)
    {
        _file.Flush();
        if (toDisk)
            ((FileStream)_file.BaseStream).Flush(flushToDisk: true);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _unread.Dispose();
        _file.Dispose();
    }

    private void Write(int step, StepResult result, double seconds)
    {
        var samples = _samplesUntil(step);
        var record = new ProgressRecord
        {
            Step = step,
            Epoch = samples / (double)_request.Data.Count,
            Values = LoggedQuantities.Measure(new StepContext(step, result, _request.Spec.Recipe, _objective)),
            Seconds = Math.Round(seconds, 3),
            ImagesPerSecond = Math.Round((samples - _logged.Samples) / Math.Max(seconds - _logged.Seconds, 1e-9), 1),
        };
        _logged = (samples, seconds);
        _file.WriteLine(JsonSerializer.Serialize(record, RunJson.Line));
        _progress?.Report(new(_request.Directory.Id, step, Options.Steps, record));
    }
}
