namespace GanBench.Suites.Results;

/// <summary>
/// When a run was at which step: seconds of training as its log has them, one mark in each of a few hundred intervals of steps, and
/// straight lines between.
/// </summary>
/// <param name="steps">Last step of the run.</param>
internal sealed class TrainingClock(int steps)
{
    private readonly List<(int Step, double Seconds)> _marks = [(0, 0)];

    /// <summary>Adds a line of the log; later lines of one interval replace earlier ones.</summary>
    /// <param name="step">Its step, ascending.</param>
    /// <param name="seconds">Seconds of training up to it; null where the line does not say.</param>
    public void Add(int step, double? seconds)
    {
        if (seconds is not { } s || !double.IsFinite(s))
            return;
        if (_marks.Count > 1 && Interval(_marks[^1].Step) == Interval(step))
            _marks[^1] = (step, s);
        else
            _marks.Add((step, s));
    }

    /// <summary>Seconds of training up to a step; null where the log says nothing of it.</summary>
    /// <param name="step">The step.</param>
    public double? At(int step)
    {
        var next = _marks.FindIndex(mark => mark.Step >= step);
        if (next < 0)
            return null;
        if (_marks[next].Step == step)
            return _marks[next].Seconds;
        var (from, to) = (_marks[next - 1], _marks[next]);
        return from.Seconds + ((to.Seconds - from.Seconds) * (step - from.Step) / (to.Step - from.Step));
    }

    private long Interval(int step) => (long)(step - 1) * SeriesSummary.Buckets / Math.Max(1, steps);
}
