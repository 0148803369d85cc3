using GanBench.Reporting.Model;

namespace GanBench.Reporting.Building;

/// <summary>All results on one dataset.</summary>
internal static class DatasetChapter
{
    // Images change most at the start.
    private static readonly double[] Shares = [0, 0.04, 0.12, 0.36, 1];

    /// <summary>Builds it.</summary>
    public static IEnumerable<ReportChapter> Build(
        ReportContext context, IReadOnlyList<CellResult> cells, AnimationFigure? animation)
    {
        var dataset = cells[0].Dataset;
        var id = "data-" + Format.Anchor(dataset);
        return Parts.Chapter(
            id,
            $"Results on {Format.Data(dataset)}",
            // Those of the main dataset are on the first page.
            dataset == context.MainDataset ? null : Parts.Section(id + "-results", "", SummaryChapter.Results(cells)),
            Parts.Section(
                id + "-samples", "Samples through training", [Notes(cells), .. Samples(cells), .. Densities(context, cells), animation]),
            Parts.Section(id + "-metrics", "Metrics over checkpoints", MetricCharts.Build(cells, context.Published)),
            Parts.Section(id + "-loss", "Losses", ProgressCharts.Losses(cells, context.Published)),
            Parts.Section(id + "-estimates", "Divergence estimates", ProgressCharts.Estimates(cells)),
            Parts.Section(id + "-discriminator", "The discriminator", ProgressCharts.Discriminator(cells)),
            Parts.Section(id + "-time", "Time", TimeCharts.Build(cells)));
    }

    private static Remark? Notes(IReadOnlyList<CellResult> cells)
    {
        var notes = cells.SelectMany(c => c.Runs).Select(r => r.State?.DatasetNote).Where(n => !string.IsNullOrEmpty(n)).Distinct()
            .ToList();
        return notes.Count == 0 ? null : new Remark($"Training data: {string.Join("; ", notes)}.");
    }

    private static IEnumerable<ReportBlock> Samples(IReadOnlyList<CellResult> cells)
    {
        var shown = cells.Select(c => c.Runs.FirstOrDefault(r => r.SampleSteps.Count > 0)).ToList();
        var withSamples = Enumerable.Range(0, cells.Count).Where(i => shown[i] is not null).ToList();
        if (withSamples.Count == 0)
            yield break;
        var moments = SampleMoments.Choose([.. withSamples.Select(i => shown[i]!.SampleSteps)], Shares);
        var real = withSamples.ConvertAll(i => cells[i].Runs.Select(r => SampleImages.Real(r, SampleImages.FigureTiles))
            .FirstOrDefault(r => r is not null));
        var hasReal = real.Exists(r => r is not null);
        var rows = withSamples.Select((cell, row) => new ImageRow(
            moments.EqualSteps ? cells[cell].Label : $"{cells[cell].Label}, {Format.Count(shown[cell]!.SampleSteps[^1])} steps",
            [.. moments.All.Select(m => SampleImages.Load(shown[cell]!, m.Steps[row], SampleImages.FigureTiles)),
                .. hasReal ? [real[row]] : Array.Empty<ReportImage?>()]));
        yield return new ImageFigure(
            $"Generated images at equal {(moments.EqualSteps ? "steps" : "shares of each run's steps")}, from the same fixed latent "
            + $"vectors throughout each run (first seed of each configuration), {(hasReal
                ? "and training images as the run saw them."
                : "without training images beside them: these runs kept none.")}",
            [.. moments.All.Select(m => m.Label), .. hasReal ? [StudySamples.Real] : Array.Empty<string>()],
            [.. rows]);
    }

    // A study's chapter has those of its cells.
    private static IEnumerable<ReportBlock> Densities(ReportContext context, IReadOnlyList<CellResult> cells) =>
        DensityCharts.Build([.. cells.Where(c => !context.Options.Studies.Any(s => s.Cells.Any(shown => shown.Dataset == c.Dataset)))]);
}
