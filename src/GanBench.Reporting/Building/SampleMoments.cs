namespace GanBench.Reporting.Building;

/// <summary>
/// The moments at which the samples of several runs are shown side by side: equal steps where the runs have enough of them in common, else
/// equal shares of each run, since runs of very different length would only share their start.
/// </summary>
/// <param name="EqualSteps">Whether all runs are shown at the same steps.</param>
/// <param name="All">The moments, in order.</param>
internal sealed record SampleMoments(bool EqualSteps, IReadOnlyList<SampleMoments.Moment> All)
{
    /// <summary>One moment.</summary>
    /// <param name="Label">How a reader knows it.</param>
    /// <param name="Steps">The step of each run.</param>
    public sealed record Moment(string Label, IReadOnlyList<int> Steps);

    private const int FewestInCommon = 3;

    /// <summary>Chooses moments.</summary>
    /// <param name="samples">Steps of each run that there are samples of, ascending; at least one each.</param>
    /// <param name="shares">Where in the runs to look, ascending from 0 to 1; moments that fall together are one.</param>
    public static SampleMoments Choose(IReadOnlyList<IReadOnlyList<int>> samples, IReadOnlyList<double> shares)
    {
        var common = samples.Skip(1).Aggregate(samples[0].AsEnumerable(), (steps, run) => steps.Intersect(run)).Order().ToList();
        var equal = samples.All(s => s.SequenceEqual(samples[0]))
            || (common.Count >= FewestInCommon && samples.All(s => 2 * common[^1] >= s[^1]));
        var moments = shares
            .Select(share => (Share: share, Steps: samples.Select(s => Nearest(equal ? common : s, share)).ToList()))
            .DistinctBy(m => string.Join(',', m.Steps));
        return new SampleMoments(
            equal, [.. moments.Select(m => new Moment(equal ? $"step {Format.Count(m.Steps[0])}" : Label(m.Share), m.Steps))]);
    }

    private static int Nearest(IReadOnlyList<int> steps, double share) => steps.MinBy(s => Math.Abs(s - (share * steps[^1])));

    private static string Label(double share) => share switch
    {
        0 => "start",
        1 => "end",
        _ => $"{Format.Number(100 * share, 0)} % of the run",
    };
}
