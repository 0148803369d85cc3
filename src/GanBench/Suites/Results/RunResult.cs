using GanBench.Configuration;
using GanBench.Runs;
using GanBench.Statistics;
using GanBench.Suites.Planning;
using GanBench.Suites.Schema;
using GanBench.Training.Steps;

namespace GanBench.Suites.Results;

/// <summary>
/// A run and what is there of it: the one place that says what its values are, which is its final and which its best. A run of a plan need
/// not have been started; a run that is found in a folder need not be planned.
/// </summary>
public sealed class RunResult
{
    // The last tenth of a curve stands for where it ended.
    private const int FinalPart = 10;

    private readonly Lazy<IReadOnlyList<(string Key, string Value)>> _settings;
    private readonly Lazy<RunEnvironment?> _environment;
    private readonly Lazy<IReadOnlyDictionary<string, SeriesSummary>> _series;
    private readonly TrainingClock _clock;
    private readonly Lazy<RunCurves> _curves;

    /// <summary>A planned run.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="directory">Its directory; null when it has not been started.</param>
    public RunResult(PlannedRun plan, RunDirectory? directory)
        : this(plan.Spec, plan, directory)
    {
    }

    private RunResult(RunSpec spec, PlannedRun? plan, RunDirectory? directory)
    {
        (Spec, Plan, Directory) = (spec, plan, directory);
        State = Try(() => directory?.Observe());
        Metrics = [.. (directory?.MetricSteps ?? []).Select(step => Try(() => directory!.ReadMetrics(step))).OfType<MetricFile>()];
        CurveMetrics = [.. (directory?.CurveSteps ?? []).Select(step => Try(() => directory!.ReadCurve(step))).OfType<MetricFile>()];
        SampleSteps = directory?.SampleSteps ?? [];
        _settings = new(() => SettingsBinder.List(Spec));
        _environment = new(() => Try(() => directory?.ReadEnvironment()));
        _clock = new TrainingClock(spec.Training.Steps);
        _series = new(ReadSeries);
        _curves = new(() => Try(() => directory is null ? null : RunCurves.Read(directory.ProgressFile)) ?? new RunCurves());
    }

    /// <summary>What was planned; null for a run that was found.</summary>
    public PlannedRun? Plan { get; }

    /// <summary>Its directory; null when it has not been started.</summary>
    public RunDirectory? Directory { get; }

    /// <summary>What was asked.</summary>
    public RunSpec Spec { get; }

    /// <summary>The specification as dotted keys.</summary>
    public IReadOnlyList<(string Key, string Value)> Settings => _settings.Value;

    /// <summary>How it stands; null when it has not been started or cannot be read.</summary>
    public RunState? State { get; }

    /// <summary>Its machine and engine; null when it has not been started.</summary>
    public RunEnvironment? Environment => _environment.Value;

    /// <summary>Metrics of its checkpoints by ascending step.</summary>
    public IReadOnlyList<MetricFile> Metrics { get; }

    /// <summary>What was measured in passing, between the checkpoints, by ascending step.</summary>
    public IReadOnlyList<MetricFile> CurveMetrics { get; }

    /// <summary>Steps of its sample grids, ascending.</summary>
    public IReadOnlyList<int> SampleSteps { get; }

    /// <summary>What could not be read, in a line, or null.</summary>
    public string? Problem { get; private set; }

    /// <summary>Steps after which a checkpoint is kept and measured, ascending.</summary>
    public IReadOnlyList<int> Checkpoints => Spec.Training.Checkpoints;

    /// <summary>Whether it is done: completed, or diverged, which is a result.</summary>
    public bool IsDone => State?.Status is RunStatus.Completed or RunStatus.Diverged;

    /// <summary>Whether it diverged. It then has no final value of anything: it did not come to its end.</summary>
    public bool IsDiverged => State?.Status == RunStatus.Diverged;

    /// <summary>Checkpoints that have no metrics yet.</summary>
    public int Unmeasured => Checkpoints.Count(step => Metrics.All(m => m.Step != step));

    /// <summary>The logged quantities that it has, by name, cut into intervals for charts.</summary>
    internal IReadOnlyDictionary<string, SeriesSummary> Series => _series.Value;

    /// <summary>Real images that the discriminator saw up to a step.</summary>
    /// <param name="step">The step.</param>
    internal double ImagesAt(int step) => State is { Step: > 0, Seconds: > 0, ImagesPerSecond: { } speed }
        // As counted in training, where an epoch may end with a smaller batch.
        ? speed * State.Seconds / State.Step * step
        : (double)step * Spec.Training.BatchSize * Spec.Recipe.Discriminator.Steps;

    /// <summary>Seconds of training up to a step; null when not known.</summary>
    /// <param name="step">The step.</param>
    internal double? SecondsAt(int step)
    {
        // The log is read for its curves, and its times on the way.
        _ = _series.Value;
        return _clock.At(step) ?? (State is { Step: > 0, Seconds: > 0 } ? State.Seconds / State.Step * step : null);
    }

    /// <summary>Reads a run that was found.</summary>
    /// <param name="directory">Its directory.</param>
    /// <exception cref="DataException">The specification is missing or damaged. Other damage is kept in <see cref="Problem"/>.</exception>
    public static RunResult Read(RunDirectory directory) => new(directory.ReadSpec(), null, directory);

    /// <summary>A quantity of a run that is done; null when it has none.</summary>
    /// <param name="quantity">Its name (<see cref="RunQuantity"/>).</param>
    /// <param name="at">Which of its values; <see cref="CheckAt.Every"/> and <see cref="CheckAt.Best"/> need a step for metrics.</param>
    /// <param name="step">The checkpoint.</param>
    public double? Value(string quantity, CheckAt at, int? step = null)
    {
        if (!IsDone)
            return null;
        if (RunQuantity.Figure(quantity, State) is { } figure)
            return figure;
        if (at == CheckAt.Last && IsDiverged)
            return null;
        if (!RunQuantity.IsLogged(quantity))
            return At(quantity, step ?? Spec.Training.Steps)?.Value;
        return Finite(at switch
        {
            CheckAt.Every => MeanBefore(quantity, step ?? Spec.Training.Steps),
            CheckAt.Best => Curve(quantity).Where(double.IsFinite).DefaultIfEmpty(double.NaN).Min(),
            CheckAt.Spread => Spread(quantity),
            _ => MeanBefore(quantity, Spec.Training.Steps),
        });
    }

    /// <summary>A metric's record at a checkpoint, or null.</summary>
    /// <param name="metric">Name of the metric.</param>
    /// <param name="step">The checkpoint.</param>
    public MetricRecord? At(string metric, int step) =>
        Metrics.FirstOrDefault(m => m.Step == step)?.Metrics.FirstOrDefault(r => r.Name == metric && r.Value is not null);

    /// <summary>A metric's record at its last measured checkpoint; null when it was not measured, or the run diverged.</summary>
    /// <param name="metric">Name of the metric.</param>
    public MetricRecord? Last(string metric) => IsDiverged ? null : Metrics.Select(m => At(metric, m.Step)).OfType<MetricRecord>()
        .LastOrDefault();

    /// <summary>The last logged value of a curve, as it stands in the log; null when it has none.</summary>
    /// <param name="quantity">Name of the quantity.</param>
    internal (int Step, double Value)? LastLogged(string quantity) =>
        _curves.Value.Steps is [.., var step] ? (step, Curve(quantity)[^1]) : null;

    /// <summary>Values over the run: of a metric at its points, of a logged curve at its steps.</summary>
    /// <param name="quantity">Name of the quantity.</param>
    public IReadOnlyList<double> Trajectory(string quantity) =>
        RunQuantity.IsLogged(quantity) ? Curve(quantity) : [.. Points(quantity).Select(point => point.Value)];

    /// <summary>
    /// A metric over the run: where it was measured in passing, these values, which all have one sample count; else those of the
    /// checkpoints.
    /// </summary>
    /// <param name="metric">Name of the metric.</param>
    /// <returns>Step and value, by ascending step.</returns>
    public IReadOnlyList<(int Step, double Value)> Points(string metric)
    {
        var passing = Of(CurveMetrics);
        return passing.Count > 0 ? passing : Of(Metrics.Where(file => Checkpoints.Contains(file.Step)));

        List<(int, double)> Of(IEnumerable<MetricFile> files) =>
            [.. from file in files
                let record = file.Metrics.FirstOrDefault(r => r.Name == metric && r.Value is not null)
                where record is not null
                select (file.Step, record.Value!.Value)];
    }

    /// <summary>
    /// Two quantities at the steps at which the metrics among them were measured, or at the checkpoints where both are logged. A logged
    /// curve stands there with its mean since the point before.
    /// </summary>
    /// <param name="first">Name of the one.</param>
    /// <param name="second">Name of the other.</param>
    public IReadOnlyList<(double First, double Second)> Pairs(string first, string second)
    {
        var metrics = new[] { first, second }.Where(q => !RunQuantity.IsLogged(q)).ToDictionary(q => q, q => Points(q).ToDictionary());
        var steps = metrics.Count == 0 ? [.. Checkpoints]
            : metrics.Values.Select(points => points.Keys.AsEnumerable()).Aggregate(Enumerable.Intersect).Order().ToList();
        double At(string quantity, int index) => metrics.TryGetValue(quantity, out var points)
            ? points[steps[index]]
            : MeanBefore(quantity, steps[index], steps[index] - (index == 0 ? 0 : steps[index - 1]));
        return [.. steps.Select((_, i) => (At(first, i), At(second, i)))];
    }

    /// <summary>The share of a metric's points in a part of the run that reach a value; null when there are none.</summary>
    /// <param name="metric">Name of the metric.</param>
    /// <param name="atLeast">The value.</param>
    /// <param name="from">Where the part begins, in [0, 1].</param>
    /// <param name="to">Where it ends.</param>
    public double? ShareOf(string metric, double atLeast, double from, double to)
    {
        var steps = Spec.Training.Steps;
        var points = IsDone ? Points(metric).Where(p => p.Step >= from * steps && p.Step <= to * steps).ToList() : [];
        return points.Count == 0 ? null : points.Count(p => p.Value >= atLeast) / (double)points.Count;
    }

    private IReadOnlyList<double> Curve(string quantity) => _curves.Value.Of(quantity);

    private double MeanBefore(string quantity, int step) => MeanBefore(quantity, step, Math.Max(1, Spec.Training.Steps / FinalPart));

    private double MeanBefore(string quantity, int step, int width)
    {
        var values = _curves.Value.Steps.Zip(Curve(quantity))
            .Where(p => p.First <= step && p.First > step - width && double.IsFinite(p.Second)).Select(p => p.Second);
        return values.DefaultIfEmpty(double.NaN).Average();
    }

    private double Spread(string quantity)
    {
        var values = Curve(quantity).Where(double.IsFinite).ToArray();
        return SampleSummary.Of(values[(values.Length / 2)..])?.StandardDeviation ?? double.NaN;
    }

    private Dictionary<string, SeriesSummary> ReadSeries()
    {
        var series = LoggedQuantities.All.Select(_ => new SeriesSummary(Spec.Training.Steps)).ToArray();
        var whole = Try(() =>
        {
            if (Directory is not null)
            {
                ProgressScan.Read(Directory.ProgressFile, (in ScannedLine line) =>
                {
                    _clock.Add(line.Step, line.Seconds > 0 ? line.Seconds : null);
                    for (var i = 0; i < series.Length; i++)
                        series[i].Add(line.Step, line.Values[i]);
                });
            }
            return series;
        });
        var names = LoggedQuantities.All.Names;
        return whole is null
            ? []
            : Enumerable.Range(0, series.Length).Where(i => !series[i].IsEmpty).ToDictionary(i => names[i], i => series[i]);
    }

    private static double? Finite(double value) => double.IsFinite(value) ? value : null;

    // A damaged file is as good as none: the next run of the suite makes it again.
    private T? Try<T>(Func<T?> read)
        where T : class
    {
        try
        {
            return read();
        }
        catch (DataException e)
        {
            Problem ??= e.Message;
            return null;
        }
    }
}
