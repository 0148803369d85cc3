using GanBench.Recipes;
using GanBench.Suites.Schema;

namespace GanBench.Suites.Results;

/// <summary>A moment of a publication's training, and where it is in runs that may spend less than its budget.</summary>
/// <param name="Label">As the publication counts: "epoch 25", "step 10,000".</param>
/// <param name="Step">The step of the runs at the same share of their budget.</param>
internal sealed record StudyMoment(string Label, int Step)
{
    /// <summary>The moments that lie within the budget of a planned cell, in order.</summary>
    /// <param name="times">The moments as published.</param>
    /// <param name="cell">The cell; without a plan it has none.</param>
    public static IReadOnlyList<StudyMoment> Of(SampleTimes times, CellResult cell)
    {
        if (cell.Plan is not { } plan || cell.Runs.Count == 0)
            return [];
        var moments = times.Epochs.Select(epoch => (Label: FormattableString.Invariant($"epoch {epoch:0.##}"), Step: StepOf(epoch, cell)))
            .Concat(times.Steps.Select(step => (Label: FormattableString.Invariant($"step {step:N0}"), Step: (int?)step)));
        return [.. moments.Where(m => m.Step <= plan.Published.Steps).OrderBy(m => m.Step)
            .Select(m => new StudyMoment(m.Label, Math.Max(1, (int)Math.Round(m.Step!.Value * cell.Share.Images))))];
    }

    // Null where the size of the dataset is not known.
    private static int? StepOf(double epoch, CellResult cell)
    {
        var problems = new List<string>();
        var plan = cell.Plan!;
        var steps = (new Budget(plan.Published) { Epochs = epoch })
            .Resolve(cell.Runs[0].Spec.Recipe, plan.Images, cell.Dataset, problems).Steps;
        return problems.Count == 0 ? steps : null;
    }
}
