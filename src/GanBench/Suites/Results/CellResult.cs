using GanBench.Statistics;
using GanBench.Suites.Planning;
using GanBench.Suites.Schema;

namespace GanBench.Suites.Results;

/// <summary>A cell with its runs: one row of a result table, summarised over seeds.</summary>
/// <param name="Cell">The cell.</param>
/// <param name="Runs">Its runs by ascending seed.</param>
public sealed record CellResult(PlannedCell Cell, IReadOnlyList<RunResult> Runs)
{
    /// <summary>Runs that are done.</summary>
    public int Done => Runs.Count(r => r.IsDone);

    /// <summary>Runs that diverged.</summary>
    public int Diverged => Runs.Count(r => r.State?.Status == GanBench.Runs.RunStatus.Diverged);

    /// <summary>Share of the published budget that its runs spend.</summary>
    public double Share => Runs.Count == 0 ? 1 : Runs[0].Plan.Share;

    /// <summary>A quantity of every run that has it.</summary>
    /// <param name="quantity">Its name.</param>
    /// <param name="at">Which of its values.</param>
    /// <param name="step">The checkpoint, for <see cref="CheckAt.Every"/>.</param>
    public IEnumerable<double> Values(string quantity, CheckAt at = CheckAt.Last, int? step = null) =>
        Runs.Select(r => r.Value(quantity, at, step)).OfType<double>();

    /// <summary>Mean, spread and interval over the seeds; null when no run has the quantity.</summary>
    /// <inheritdoc cref="Values" path="/param"/>
    public SampleSummary? Summary(string quantity, CheckAt at = CheckAt.Last, int? step = null) => SampleSummary.Of(Values(quantity, at, step));
}
