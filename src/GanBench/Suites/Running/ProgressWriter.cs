using System.Text;

namespace GanBench.Suites.Running;

/// <summary>Writes the progress of one run as JSON lines, for the process that shows it.</summary>
public sealed class ProgressWriter : IProgress<SuiteProgress>, IDisposable
{
    // As often as a display is redrawn: a small network makes thousands of steps in a second.
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    // What the system writes in one piece.
    private const int LineBytes = 4096;

    private readonly StreamWriter _output;
    private readonly TimeProvider _time;
    private long? _last;

    /// <summary>Writes to a stream.</summary>
    /// <param name="output">Where to, usually standard output; disposed with this.</param>
    /// <param name="time">Clock; the system's when null.</param>
    public ProgressWriter(Stream output, TimeProvider? time = null)
    {
        _output = new StreamWriter(output, new UTF8Encoding(false), LineBytes) { AutoFlush = true, NewLine = "\n" };
        _time = time ?? TimeProvider.System;
    }

    /// <inheritdoc/>
    public void Report(SuiteProgress value)
    {
        if (value.Outcome is { } outcome)
            Write(new() { End = outcome.End, Message = outcome.Message });
        else if (value.Message is not null || value.Training is { Record: null } || IsDue())
            Write(new() { Training = value.Training, Message = value.Message });
    }

    /// <summary>Ends with the word that the run was stopped and is saved.</summary>
    /// <param name="message">Where it stopped.</param>
    public void Interrupted(string message) => Write(new() { End = RunEnd.Interrupted, Message = message });

    /// <inheritdoc/>
    public void Dispose() => _output.Dispose();

    private bool IsDue()
    {
        if (_last is { } last && _time.GetElapsedTime(last) < Interval)
            return false;
        _last = _time.GetTimestamp();
        return true;
    }

    // It begins a line of its own wherever native code that prints has stopped.
    private void Write(ProgressLine line) => _output.WriteLine("\n" + line);
}
