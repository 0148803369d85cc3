using GanBench.Runs;
using GanBench.Suites.Planning;
using GanBench.Suites.Schema;

namespace GanBench.Suites.Results;

/// <summary>A planned run and what is there of it.</summary>
/// <param name="plan">The plan.</param>
/// <param name="directory">Its directory; null when it has not been started.</param>
public sealed class RunResult(PlannedRun plan, RunDirectory? directory)
{
    // The last tenth of a curve stands for where it ended.
    private const int FinalPart = 10;

    private readonly Dictionary<string, double[]> _curves = [];
    private IReadOnlyList<ProgressRecord>? _progress;

    /// <summary>The plan.</summary>
    public PlannedRun Plan { get; } = plan;

    /// <summary>Its directory; null when it has not been started.</summary>
    public RunDirectory? Directory { get; } = directory;

    /// <summary>How it stands; null when it has not been started or cannot be read.</summary>
    public RunState? State { get; } = Read(() => directory?.ReadState());

    /// <summary>Whether it is done: completed, or diverged, which is a result.</summary>
    public bool IsDone => State?.Status is RunStatus.Completed or RunStatus.Diverged;

    /// <summary>Metrics of its checkpoints by ascending step.</summary>
    public IReadOnlyList<MetricFile> Metrics { get; } =
        [.. (directory?.MetricSteps ?? []).Select(step => Read(() => directory!.ReadMetrics(step))).OfType<MetricFile>()];

    /// <summary>Checkpoints of the plan that have no metrics yet.</summary>
    public int Unmeasured => Plan.Checkpoints.Count(step => Metrics.All(m => m.Step != step));

    /// <summary>A quantity of a run that is done; null when it has none.</summary>
    /// <param name="quantity">Its name (<see cref="RunQuantity"/>).</param>
    /// <param name="at">Which of its values; <see cref="CheckAt.Every"/> needs a step.</param>
    /// <param name="step">The checkpoint, for <see cref="CheckAt.Every"/>.</param>
    public double? Value(string quantity, CheckAt at, int? step = null)
    {
        if (!IsDone)
            return null;
        if (RunQuantity.Figure(quantity, State) is { } figure)
            return figure;
        if (RunQuantity.IsLogged(quantity))
            return Finite(at switch
            {
                CheckAt.Every => MeanBefore(quantity, step ?? Plan.Spec.Training.Steps),
                CheckAt.Best => Curve(quantity).Where(double.IsFinite).DefaultIfEmpty(double.NaN).Min(),
                CheckAt.Spread => Spread(quantity),
                _ => MeanBefore(quantity, Plan.Spec.Training.Steps),
            });
        return at switch
        {
            CheckAt.Best => Best(quantity),
            CheckAt.Every => At(quantity, step ?? Plan.Spec.Training.Steps)?.Value,
            _ => At(quantity, Plan.Spec.Training.Steps)?.Value,
        };
    }

    /// <summary>A metric's record at a checkpoint, or null.</summary>
    /// <param name="metric">Name of the metric.</param>
    /// <param name="step">The checkpoint.</param>
    public MetricRecord? At(string metric, int step) =>
        Metrics.FirstOrDefault(m => m.Step == step)?.Metrics.FirstOrDefault(r => r.Name == metric && r.Value is not null);

    /// <summary>Values over the run: of a metric at its checkpoints, of a logged curve at its steps.</summary>
    /// <param name="quantity">Name of the quantity.</param>
    public IReadOnlyList<double> Trajectory(string quantity) =>
        RunQuantity.IsLogged(quantity)
            ? Curve(quantity)
            : [.. Plan.Checkpoints.Select(step => At(quantity, step)?.Value).OfType<double>()];

    private double[] Curve(string quantity)
    {
        if (!_curves.TryGetValue(quantity, out var curve))
        {
            _progress ??= Read(() => Directory?.ReadProgress()) ?? [];
            _curves[quantity] = curve = RunQuantity.Curve(quantity, _progress);
        }
        return curve;
    }

    private double MeanBefore(string quantity, int step)
    {
        var curve = Curve(quantity);
        _progress ??= [];
        var width = Math.Max(1, Plan.Spec.Training.Steps / FinalPart);
        var values = _progress.Zip(curve).Where(p => p.First.Step <= step && p.First.Step > step - width && double.IsFinite(p.Second)).Select(p => p.Second);
        return values.DefaultIfEmpty(double.NaN).Average();
    }

    private double Spread(string quantity)
    {
        var values = Curve(quantity).Where(double.IsFinite).ToArray();
        return Statistics.SampleSummary.Of(values[(values.Length / 2)..])?.StandardDeviation ?? double.NaN;
    }

    private double? Best(string metric)
    {
        var records = Plan.Checkpoints.Select(step => At(metric, step)).OfType<MetricRecord>().ToList();
        return records.Count == 0 ? null
            : records.Exists(r => r.LowerIsBetter == false) ? records.Max(r => r.Value) : records.Min(r => r.Value);
    }

    private static double? Finite(double value) => double.IsFinite(value) ? value : null;

    // A damaged file is as good as none: the next run of the suite makes it again.
    private static T? Read<T>(Func<T?> read)
        where T : class
    {
        try
        {
            return read();
        }
        catch (DataException)
        {
            return null;
        }
    }
}
