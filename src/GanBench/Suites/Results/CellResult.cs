using GanBench.Statistics;
using GanBench.Suites.Planning;
using GanBench.Suites.Schema;
using GanBench.Training.Steps;

namespace GanBench.Suites.Results;

/// <summary>Runs that differ in nothing but their seed: one row of a table, one series of a chart, summarised over the seeds.</summary>
public sealed class CellResult
{
    /// <summary>A cell of a plan.</summary>
    /// <param name="plan">The cell.</param>
    /// <param name="runs">Its runs by ascending seed.</param>
    public CellResult(PlannedCell plan, IReadOnlyList<RunResult> runs) => (Plan, Label, Runs) = (plan, plan.Name, runs);

    /// <summary>A cell of runs that were found.</summary>
    /// <param name="runs">Its runs by ascending seed, at least one.</param>
    /// <param name="label">What it is called among its siblings.</param>
    internal CellResult(IReadOnlyList<RunResult> runs, string label) => (Runs, Label) = (runs, label);

    /// <summary>The cell of a plan; null where the runs were found.</summary>
    public PlannedCell? Plan { get; }

    /// <summary>
    /// Its name in the plan; of runs that were found the architecture, and the settings in which it differs from its siblings.
    /// </summary>
    public string Label { get; }

    /// <summary>Its runs by ascending seed.</summary>
    public IReadOnlyList<RunResult> Runs { get; }

    /// <summary>Its architecture.</summary>
    public string Architecture => Plan?.Architecture ?? Runs[0].Spec.Architecture;

    /// <summary>Its dataset.</summary>
    public string Dataset => Plan?.Dataset ?? Runs[0].Spec.Dataset;

    /// <summary>Steps asked for.</summary>
    public int Steps => Runs[0].Spec.Training.Steps;

    /// <summary>Number of its label among all labels: charts give the same label the same colour.</summary>
    internal int Series { get; set; }

    /// <summary>What people were asked; null when no survey was handed in.</summary>
    public HumanJudgement? Judgement { get; internal set; }

    /// <summary>
    /// What people said of its images. That is of the cell as a whole, with Wilson's interval over judgements: it has no value per seed,
    /// and no part in <see cref="Values"/> and <see cref="Summary"/>. Null when they were not asked about it.
    /// </summary>
    public HumanErrorRate? People => Judgement?.Rows.FirstOrDefault(row => row.IsOf(this));

    /// <summary>Runs that are done.</summary>
    public int Done => Runs.Count(r => r.IsDone);

    /// <summary>Share of the published budget that its runs spend.</summary>
    public BudgetShare Share => Runs is [{ Plan: { } run }, ..] ? run.Share : new BudgetShare(1, 1);

    /// <summary>A quantity of every run that has it.</summary>
    /// <param name="quantity">Its name.</param>
    /// <param name="at">Which of its values.</param>
    /// <param name="step">The checkpoint, for <see cref="CheckAt.Every"/>.</param>
    public IEnumerable<double> Values(string quantity, CheckAt at = CheckAt.Last, int? step = null)
    {
        if (at == CheckAt.Best && !RunQuantity.IsLogged(quantity))
            step = BestStep(quantity);
        // Seeds that were measured otherwise are left out: the mean would be of things that are not the same.
        return Runs.Select(r => (Value: r.Value(quantity, at, step), Key: Key(r, quantity, step))).Where(v => v.Value is not null)
            .GroupBy(v => v.Key, v => v.Value!.Value).MaxBy(same => same.Count()) ?? Enumerable.Empty<double>();
    }

    /// <summary>Mean, spread and interval over the seeds; null when no run has the quantity.</summary>
    /// <inheritdoc cref="Values" path="/param"/>
    public SampleSummary? Summary(string quantity, CheckAt at = CheckAt.Last, int? step = null) =>
        SampleSummary.Of(Values(quantity, at, step));

    /// <summary>
    /// The checkpoint at which a metric's mean over the seeds is best: one for all seeds, for the best of each seed by itself would be
    /// the best of its noise. Null when it was not measured, or neither end is better.
    /// </summary>
    /// <param name="metric">Name of the metric.</param>
    public int? BestStep(string metric) => MetricKey.In(Runs).Where(k => k.Name == metric).Select(Best).FirstOrDefault()?.Step;

    /// <summary>The best checkpoint of a metric, and its mean there; see <see cref="BestStep"/>.</summary>
    /// <param name="metric">The metric.</param>
    internal (int Step, SampleSummary Value)? Best(MetricKey metric)
    {
        var direction = metric.Direction([this]);
        var values = StepsOf(metric).Select(step => (Step: step, Value: At(metric, step)!))
            .Where(v => direction.Cost(v.Value.Mean) is not null).ToList();
        return values.Count == 0 ? null : values.MinBy(v => direction.Cost(v.Value.Mean));
    }

    /// <summary>A logged quantity over all runs; null when none has it.</summary>
    /// <param name="quantity">The quantity.</param>
    internal SeriesPoints? Points(LoggedQuantity quantity)
    {
        var series = Runs.Where(r => r.Series.ContainsKey(quantity.Name)).Select(r => r.Series[quantity.Name]).ToList();
        return series.Count == 0 ? null : SeriesSummary.Combine(series);
    }

    /// <summary>A metric at one step, over the seeds; null when no run has it.</summary>
    /// <param name="metric">The metric.</param>
    /// <param name="step">The step.</param>
    internal SampleSummary? At(MetricKey metric, int step) =>
        Over(metric, Runs.SelectMany(r => r.Metrics).Where(f => f.Step == step).Select(f => metric.Find(f)?.Value).OfType<double>());

    /// <summary>
    /// A metric as it was measured in passing, over the seeds, by ascending step.
    /// </summary>
    /// <param name="metric">The metric.</param>
    internal IReadOnlyList<(int Step, SampleSummary Value)> InPassing(MetricKey metric) =>
        [.. from file in Runs.SelectMany(r => r.CurveMetrics)
            let value = metric.Find(file)?.Value
            where value is not null
            group value.Value by file.Step into values
            orderby values.Key
            select (values.Key, Over(metric, values)!)];

    /// <summary>Steps at which a metric was measured, ascending.</summary>
    /// <param name="metric">The metric.</param>
    internal IReadOnlyList<int> StepsOf(MetricKey metric) => StepsOf(metric, Runs);

    /// <summary>
    /// The last checkpoint at which a metric was measured: of runs that are done, their last. A diverged run has none, as it has no final
    /// value; null when there is no other.
    /// </summary>
    /// <param name="metric">The metric.</param>
    internal int? LastStep(MetricKey metric) => StepsOf(metric, Runs.Where(r => !r.IsDiverged)) is [.., var step] ? step : null;

    /// <summary>A metric at its last checkpoint (<see cref="LastStep"/>); null when it was not measured.</summary>
    /// <param name="metric">The metric.</param>
    internal SampleSummary? Last(MetricKey metric) => LastStep(metric) is { } step ? At(metric, step) : null;

    /// <summary>Why there is no value of a metric, as the end of a sentence about it: what was noted when it was measured last.</summary>
    /// <param name="metric">Name of the metric.</param>
    internal string WhyAbsent(string metric) =>
        Runs.SelectMany(r => r.Metrics).OrderBy(f => f.Step).SelectMany(f => f.Metrics)
            .LastOrDefault(r => r.Name == metric && r.Value is null)?.Note is { } note ? $"has no value ({note})" : "was not measured";

    private static MetricKey? Key(RunResult run, string quantity, int? step) =>
        !RunQuantity.IsLogged(quantity) && run.At(quantity, step ?? run.Spec.Training.Steps) is { } record ? MetricKey.Of(record) : null;

    private static SampleSummary? Over(MetricKey metric, IEnumerable<double> values) =>
        SampleSummary.Of(values)?.Within(metric.Value.Low, metric.Value.High);

    private static IReadOnlyList<int> StepsOf(MetricKey metric, IEnumerable<RunResult> runs) =>
        [.. runs.SelectMany(r => r.Metrics).Where(f => metric.Find(f)?.Value is not null).Select(f => f.Step).Distinct().Order()];
}
