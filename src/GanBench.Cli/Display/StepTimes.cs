namespace GanBench.Cli.Display;

/// <summary>
/// How long a step takes now: the median of the recent ones. A first step that warms up, a checkpoint that is written and a metric that is
/// measured do not move it.
/// </summary>
internal sealed class StepTimes
{
    private const int Recent = 51, Fewest = 3;

    // Times are logged in milliseconds, and small networks take a step in less.
    private const double ShortestSeconds = 0.1;

    private readonly Queue<double> _recent = new();
    private (int Step, double Seconds)? _last;

    /// <summary>Seconds per step; null until a few are known.</summary>
    public double? Median
    {
        get
        {
            if (_recent.Count < Fewest)
                return null;
            var sorted = _recent.Order().ToArray();
            return sorted[sorted.Length / 2];
        }
    }

    /// <summary>Takes note of a finished step.</summary>
    /// <param name="step">The step.</param>
    /// <param name="seconds">Seconds of training since the run's start, as the run logs them.</param>
    public void Add(int step, double seconds)
    {
        if (_last is { } last && step > last.Step && seconds >= last.Seconds)
        {
            if (seconds - last.Seconds < ShortestSeconds)
                return;
            _recent.Enqueue((seconds - last.Seconds) / (step - last.Step));
            if (_recent.Count > Recent)
                _recent.Dequeue();
        }
        _last = (step, seconds);
    }
}
