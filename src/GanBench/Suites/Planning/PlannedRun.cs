using GanBench.Architectures;
using GanBench.Configuration;
using GanBench.Engine;
using GanBench.Runs;
using GanBench.Suites.Schema;

namespace GanBench.Suites.Planning;

/// <summary>One run of a plan.</summary>
public sealed record PlannedRun
{
    /// <summary>The cell it is a seed of.</summary>
    public required PlannedCell Cell { get; init; }

    /// <summary>What to run; <see cref="RunSpec.InitFrom"/> is filled in when the source's id is known.</summary>
    public required RunSpec Spec { get; init; }

    /// <summary>What to measure.</summary>
    public required SuiteEvaluation Evaluation { get; init; }

    /// <summary>The run whose final weights this one starts from, or null.</summary>
    public PlannedRun? Source { get; init; }

    /// <summary>Share of the published budget.</summary>
    public BudgetShare Share => new(
        (double)Spec.Training.Steps * Spec.Training.BatchSize / ((double)Cell.Published.Steps * Cell.Published.BatchSize),
        Spec.Recipe.Network.Width / Cell.PublishedWidth);

    /// <summary>Steps after which a checkpoint is kept and measured, ascending.</summary>
    public IReadOnlyList<int> Checkpoints => Spec.Training.Checkpoints;

    /// <summary>
    /// Steps at which the metrics of the curve are measured in passing, ascending; none where the suite has no curve. A reduced run has at
    /// most <see cref="CurveEvaluation.ReducedPoints"/>, evenly spread.
    /// </summary>
    public IReadOnlyList<int> CurveSteps
    {
        get
        {
            var (every, steps) = (Evaluation.Curve.Every, Spec.Training.Steps);
            if (every <= 0)
                return [];
            if (steps == Cell.Published.Steps)
                return [.. Enumerable.Range(1, steps / every).Select(i => i * every)];
            var points = Math.Clamp(Cell.Published.Steps / every, 1, Math.Min(CurveEvaluation.ReducedPoints, steps));
            return [.. Enumerable.Range(1, points).Select(i => (int)((long)steps * i / points))];
        }
    }

    /// <summary>Floating-point operations of the whole run.</summary>
    public double Operations =>
        Spec.Training.Steps * Arithmetic.PerStep(
            ArchitectureRegistry.All.Find(Spec.Architecture), Cell.Shape, Spec.Recipe, Spec.Training.BatchSize);

    /// <summary>What tells this run from every other of a plan, whatever the data.</summary>
    public string Key => RunSpecYaml.Write(Spec) + (Source is null ? "" : "from:\n" + Source.Key);
}

/// <summary>A suite unfolded: its cells and runs, in the order they are done.</summary>
/// <param name="Suite">The suite.</param>
/// <param name="Choices">What decided its runs besides the suite.</param>
/// <param name="Cells">The cells, suite by suite, in the order of the files.</param>
/// <param name="Runs">The runs; a source comes before the runs that start from it.</param>
public sealed record SuitePlan(
    Suite Suite, PlanChoices Choices, IReadOnlyList<PlannedCell> Cells, IReadOnlyList<PlannedRun> Runs)
{
    /// <summary>How much of the published budget is spent.</summary>
    public Profile Profile => Choices.Profile;

    /// <summary>Numerics of all runs.</summary>
    public Numerics Numerics => Choices.Numerics;

    /// <summary>
    /// Each different run once: included suites may share some. Their measurements are put together; where two set an option of a metric,
    /// the first one's is taken, since a checkpoint has one value of each name.
    /// </summary>
    public IReadOnlyList<PlannedRun> DistinctRuns { get; } =
        [.. Runs.GroupBy(r => r.Key).Select(g => g.First() with
        {
            Evaluation = g.First().Evaluation with
            {
                Metrics = [.. g.SelectMany(r => r.Evaluation.Metrics).Distinct()],
                Samples = g.Max(r => r.Evaluation.Samples),
                Options = OwnOptions.Of(
                    g.SelectMany(r => r.Evaluation.Options.Values).DistinctBy(v => v.Key).Select(v => (v.Key, v.Value))),
            },
        })];
}
