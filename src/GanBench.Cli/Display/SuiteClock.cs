namespace GanBench.Cli.Display;

/// <summary>What decides how long a run takes.</summary>
/// <param name="Cell">Name of its cell: its other seeds take as long.</param>
/// <param name="Architecture">Name of its architecture, whose other runs take as long for as much arithmetic.</param>
/// <param name="OperationsPerStep">Floating-point operations of a step.</param>
/// <param name="Steps">Its steps.</param>
internal sealed record RunCost(string Cell, string Architecture, double OperationsPerStep, int Steps);

/// <summary>A run under way.</summary>
/// <param name="Cost">What decides how long it takes.</param>
/// <param name="StepsLeft">Steps to come.</param>
/// <param name="SecondsPerStep">What its recent steps took; null until that is known.</param>
internal readonly record struct RunUnderWay(RunCost Cost, int StepsLeft, double? SecondsPerStep);

/// <summary>
/// The time that is left of a suite: of each run from the steps of its own cell where one has been trained, else of its architecture, else
/// of any, by their arithmetic. A better guess moves the end that was told before, and does not replace it at once.
/// </summary>
/// <param name="jobs">Runs at the same time.</param>
internal sealed class SuiteClock(int jobs)
{
    // A step of no arithmetic at all takes as long as so many operations: launching its operators.
    private const double OverheadOperations = 5e7;

    // Within this time most of a correction is told.
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(20);

    private readonly Dictionary<string, Known> _cells = [], _architectures = [];
    private readonly Known _all = new();
    private (double Sum, int Count) _besideSteps;
    private (TimeSpan Told, TimeSpan End)? _last;

    /// <summary>Takes note of a run that is trained.</summary>
    /// <param name="cost">The run.</param>
    /// <param name="secondsPerStep">Seconds of a step of it.</param>
    public void Learn(RunCost cost, double secondsPerStep)
    {
        if (secondsPerStep is not (> 0 and < double.PositiveInfinity))
            return;
        foreach (var known in new[] { Of(_cells, cost.Cell), Of(_architectures, cost.Architecture), _all })
            known.Add(secondsPerStep, Units(cost));
    }

    /// <summary>Takes note of what a run took beside its steps: its start and its measurements.</summary>
    /// <param name="seconds">Seconds.</param>
    public void LearnBesideSteps(double seconds) => _besideSteps = (_besideSteps.Sum + Math.Max(0, seconds), _besideSteps.Count + 1);

    /// <summary>Seconds that are left; null until a first step is known.</summary>
    /// <param name="now">The time, from any start.</param>
    /// <param name="active">Runs under way.</param>
    /// <param name="waiting">Runs to come.</param>
    public double? Left(TimeSpan now, IReadOnlyCollection<RunUnderWay> active, IReadOnlyCollection<RunCost> waiting)
    {
        if (Estimate(active, waiting) is not { } seconds)
            return null;
        var end = now + TimeSpan.FromSeconds(seconds);
        if (_last is { } last)
        {
            var share = 1 - Math.Exp(-(now - last.Told) / Settling);
            end = last.End + ((end - last.End) * share);
        }
        _last = (now, end);
        return Math.Max(0, (end - now).TotalSeconds);
    }

    private double? Estimate(IReadOnlyCollection<RunUnderWay> active, IReadOnlyCollection<RunCost> waiting)
    {
        // Runs under way say something of those to come that nothing finished has said.
        var (seconds, units) = (_all.Seconds, _all.Units);
        foreach (var run in active.Where(run => run.SecondsPerStep is not null))
            (seconds, units) = (seconds + run.SecondsPerStep!.Value, units + Units(run.Cost));
        if (units <= 0)
            return null;
        var lengths = active.Select(run => run.StepsLeft * (run.SecondsPerStep ?? SecondsPerStep(run.Cost)))
            .Concat(waiting.Select(cost => cost.Steps * SecondsPerStep(cost)))
            .Select(length => length + (_besideSteps.Count > 0 ? _besideSteps.Sum / _besideSteps.Count : 0)).ToList();
        return lengths.Count == 0 ? 0 : Math.Max(lengths.Sum() / jobs, lengths.Max());

        double SecondsPerStep(RunCost cost)
        {
            var same = active.Where(run => run.SecondsPerStep is not null && run.Cost.Cell == cost.Cell).ToList();
            return same.Count > 0 ? same.Average(run => run.SecondsPerStep!.Value)
                : _cells.TryGetValue(cost.Cell, out var cell) ? cell.Seconds / cell.Count
                : (_architectures.TryGetValue(cost.Architecture, out var kin) ? kin.Seconds / kin.Units : seconds / units) * Units(cost);
        }
    }

    private static double Units(RunCost cost) => OverheadOperations + cost.OperationsPerStep;

    private static Known Of(Dictionary<string, Known> all, string name) =>
        all.TryGetValue(name, out var known) ? known : all[name] = new Known();

    private sealed class Known
    {
        public double Seconds { get; private set; }

        public double Units { get; private set; }

        public int Count { get; private set; }

        public void Add(double seconds, double units) => (Seconds, Units, Count) = (Seconds + seconds, Units + units, Count + 1);
    }
}
