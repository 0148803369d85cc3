using GanBench.Reporting.Model;

namespace GanBench.Reporting.Building;

/// <summary>A row of small pictures for the first page: training images, and beside them what each architecture makes at its end.</summary>
internal static class SampleStrip
{
    private const int MostPictures = 7, Tiles = 4;

    /// <summary>Builds it; null when no run has samples.</summary>
    public static ImageFigure? Build(ReportContext context)
    {
        // One sheet per architecture tells more than several of the first one; those on the main dataset go before the others.
        var cells = context.Cells.Where(c => c.Runs.Any(r => r.SampleSteps.Count > 0))
            .OrderBy(c => c.Dataset != context.MainDataset).DistinctBy(c => c.Architecture).ToList();
        var real = cells.SelectMany(c => c.Runs).Select(r => (Run: r, Image: SampleImages.Real(r, Tiles)))
            .FirstOrDefault(r => r.Image is not null);
        var shown = cells.Select(c => (Cell: c, Run: c.Runs.First(r => r.SampleSteps.Count > 0)))
            .Select(c => (c.Cell, Image: SampleImages.Load(c.Run, c.Run.SampleSteps[^1], Tiles))).Where(c => c.Image is not null)
            .Take(MostPictures - (real.Image is null ? 0 : 1)).ToList();
        if (shown.Count == 0)
            return null;
        var sole = shown.Select(s => s.Cell.Dataset).Distinct().Count() == 1;
        string Name(string who, string dataset) => sole ? who : $"{who}, {Format.Data(dataset)}";
        return new ImageFigure(
            $"{(real.Image is null ? "Images" : "Training images and, beside them, images")} generated at the end of training"
            + (sole ? $" on {Format.Data(shown[0].Cell.Dataset)}" : "") + ", of the first seed.",
            [.. real.Image is null ? Array.Empty<string>() : [Name(StudySamples.Real, real.Run.Spec.Dataset)],
                .. shown.Select(s => Name(s.Cell.Architecture, s.Cell.Dataset))],
            [new ImageRow("", [.. real.Image is null ? Array.Empty<ReportImage?>() : [real.Image], .. shown.Select(s => s.Image)])]);
    }
}
