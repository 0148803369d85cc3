using GanBench.Reporting.Model;

namespace GanBench.Reporting.Building;

/// <summary>All results on one dataset.</summary>
internal static class DatasetChapter
{
    private const int MostSteps = 5;

    /// <summary>Builds it.</summary>
    public static IEnumerable<ReportChapter> Build(ReportContext context, IReadOnlyList<RunCell> cells, IReadOnlyList<ReportFile> animations)
    {
        var dataset = cells[0].Dataset;
        var id = "data-" + Format.Anchor(dataset);
        return Parts.Chapter(
            id,
            $"Results on {dataset}",
            Parts.Section(id + "-samples", "Samples through training", [Notes(cells), .. Samples(cells), Animation(cells, animations)]),
            Parts.Section(id + "-metrics", "Metrics over checkpoints", MetricCharts.Build(cells, context.Published)),
            Parts.Section(id + "-loss", "Losses", ProgressCharts.Losses(cells, context.Published)),
            Parts.Section(id + "-estimates", "Divergence estimates", ProgressCharts.Estimates(cells)),
            Parts.Section(id + "-discriminator", "The discriminator", ProgressCharts.Discriminator(cells)),
            Parts.Section(id + "-time", "Time", TimeCharts.Build(cells)));
    }

    private static Remark? Notes(IReadOnlyList<RunCell> cells)
    {
        var notes = cells.SelectMany(c => c.Runs).Select(r => r.State?.DatasetNote).Where(n => !string.IsNullOrEmpty(n)).Distinct().ToList();
        return notes.Count == 0 ? null : new Remark($"Training data: {string.Join("; ", notes)}.");
    }

    private static IEnumerable<ReportBlock> Samples(IReadOnlyList<RunCell> cells)
    {
        var shown = cells.Select(c => c.Runs.FirstOrDefault(r => r.SampleSteps.Count > 0)).ToList();
        var withSamples = Enumerable.Range(0, cells.Count).Where(i => shown[i] is not null).ToList();
        if (withSamples.Count == 0)
            yield break;
        var steps = Columns([.. withSamples.Select(i => shown[i]!.SampleSteps)]);
        var rows = withSamples.Select(i => new ImageRow(cells[i].Label, [.. steps.Select(step => SampleImages.Load(shown[i]!, step, SampleImages.FigureTiles))]));
        yield return new ImageFigure(
            "Generated images at equal steps, from the same fixed latent vectors throughout each run (first seed of each configuration).",
            [.. steps.Select(s => $"step {Format.Count(s)}")],
            [.. rows]);
    }

    private static FileLink? Animation(IReadOnlyList<RunCell> cells, IReadOnlyList<ReportFile> animations)
    {
        var name = SampleAnimation.FileName(cells[0].Dataset);
        var shown = string.Join(", ", SampleAnimation.Shown(cells).Select(c => c.Label));
        return animations.Any(a => a.Name == name) ? new FileLink($"Animation through training, from left to right {shown}", name) : null;
    }

    /// <summary>
    /// Up to five steps that all runs have, the first and last of them included and the others near equal ratios, because images
    /// change most at the start. Runs without a common step are shown at whatever steps there are.
    /// </summary>
    /// <param name="samples">Steps of each run, ascending.</param>
    internal static IReadOnlyList<int> Columns(IReadOnlyList<IReadOnlyList<int>> samples)
    {
        IEnumerable<int> common = samples[0];
        foreach (var other in samples.Skip(1))
            common = common.Intersect(other);
        var steps = common.Order().ToList();
        if (steps.Count == 0)
            steps = [.. samples.SelectMany(s => s).Distinct().Order()];
        if (steps.Count <= MostSteps)
            return steps;
        var first = steps[0] == 0 ? steps[1] : steps[0];
        var wanted = Enumerable.Range(0, MostSteps).Select(i => first * Math.Pow(steps[^1] / (double)first, i / (MostSteps - 1.0)));
        return [.. wanted.Select(w => steps.MinBy(s => Math.Abs(s - w))).Distinct().Order()];
    }
}
