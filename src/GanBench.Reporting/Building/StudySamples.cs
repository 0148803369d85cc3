using GanBench.Reporting.Model;

namespace GanBench.Reporting.Building;

/// <summary>Generated images at the moments at which a publication shows its own, real ones beside them.</summary>
internal static class StudySamples
{
    // More beside the real images would make the pictures too small to be judged.
    private const int MostPictures = 5;

    /// <summary>Heading of the column of training images.</summary>
    public const string Real = "real images";

    /// <summary>A figure per dataset and size of its images, a row per configuration where there are several moments.</summary>
    /// <param name="study">The study.</param>
    public static IEnumerable<ReportBlock> Build(StudyResult study) =>
        from row in study.Cells.Select(cell => Row.Of(study, cell)).OfType<Row>()
        group row by (row.Cell.Dataset, row.Cell.Plan!.Shape) into rows
        from figure in Figures([.. rows])
        select figure;

    private static IEnumerable<ImageFigure> Figures(IReadOnlyList<Row> rows)
    {
        // Moments are left out at the end only, so the longest row names them all.
        var labels = rows.MaxBy(r => r.Moments.Count)!.Moments.Select(m => m.Label).ToList();
        return labels.Count == 1 ? rows.Pieces(MostPictures).Select(piece => AtOneMoment(labels[0], piece)) : AtMoments(labels, rows);
    }

    // Configurations side by side.
    private static ImageFigure AtOneMoment(string label, IReadOnlyList<Row> rows)
    {
        var real = rows.Select(r => SampleImages.Real(r.Run, SampleImages.FigureTiles)).FirstOrDefault(r => r is not null);
        return new ImageFigure(
            Caption(rows, real is not null),
            [.. real is null ? Array.Empty<string>() : [Real], .. rows.Select(r => r.Name)],
            [new ImageRow(label, [.. real is null ? Array.Empty<ReportImage?>() : [real], .. rows.Select(r => r.Image(0))])]);
    }

    // A row for each configuration.
    private static IEnumerable<ImageFigure> AtMoments(IReadOnlyList<string> labels, IReadOnlyList<Row> rows)
    {
        var real = rows.Select(r => SampleImages.Real(r.Run, SampleImages.FigureTiles)).ToList();
        var hasReal = real.Exists(r => r is not null);
        return Enumerable.Range(0, labels.Count).ToList().Pieces(MostPictures).Select(moments => new ImageFigure(
            Caption(rows, hasReal),
            [.. hasReal ? [Real] : Array.Empty<string>(), .. moments.Select(m => labels[m])],
            [.. rows.Select((row, i) => new ImageRow(
                row.Name, [.. hasReal ? [real[i]] : Array.Empty<ReportImage?>(), .. moments.Select(row.Image)]))]));
    }

    private static string Caption(IReadOnlyList<Row> rows, bool hasReal)
    {
        var cell = rows[0].Cell;
        var seeds = rows.Select(r => r.Run.Spec.Seed).Distinct().ToList();
        var reduced = rows.Select(r => r.Cell.Share).Where(share => !share.IsWhole).ToList();
        return $"{cell.Dataset}, {cell.Plan!.Shape.Height}×{cell.Plan.Shape.Width}: "
            + $"{Captions.Counts(rows.Select(r => r.Count))} images generated from the same latent vectors at each moment, "
            + $"of seed {string.Join(" or ", seeds)}{(hasReal ? ", training images beside them" : "")}. Below each picture stands the "
            + "step of its grid, the one nearest to the moment."
            + (reduced.Count == 0 ? ""
                : $" Of the published budget, these runs spend {Captions.Shares(reduced)}: a moment is the same share of their steps.");
    }

    /// <summary>The run of a cell whose images are shown.</summary>
    private sealed record Row(CellResult Cell, RunResult Run, IReadOnlyList<StudyMoment> Moments)
    {
        public string Name => string.Join(", ", Cell.Plan!.Labels.Select(l => $"{l.Key} {l.Value}").Prepend(Cell.Architecture));

        // Images of its grid that are shown.
        public int Count => Math.Min(Run.Spec.Training.SampleCount, SampleImages.FigureTiles * SampleImages.FigureTiles);

        public static Row? Of(StudyResult study, CellResult cell) =>
            cell.Runs.FirstOrDefault(r => r.SampleSteps is [.., > 0]) is { } run
            && StudyMoment.Of(study.SamplesAt, cell) is { Count: > 0 } moments
                ? new Row(cell, run, moments) : null;

        public ReportImage? Image(int moment)
        {
            if (moment >= Moments.Count)
                return null;
            // The untrained generator is no moment of training, however near it is in a short run. A run that stopped early has none
            // after its end.
            var step = Run.SampleSteps.Where(s => s > 0).MinBy(s => Math.Abs(s - Moments[moment].Step));
            var ended = Moments[moment].Step > (Run.State?.Step ?? Run.SampleSteps[^1]);
            return ended ? null
                : SampleImages.Load(Run, step, SampleImages.FigureTiles) is { } image
                ? image with { Caption = $"step {Format.Count(step)}" } : null;
        }
    }
}
