using GanBench.Imaging;
using GanBench.Imaging.Animation;
using GanBench.Reporting.Model;

namespace GanBench.Reporting.Building;

/// <summary>The same latent vectors through training, as an animation with all architectures side by side.</summary>
/// <param name="File">The animation.</param>
/// <param name="Figure">Where the report shows it.</param>
internal sealed record SampleAnimation(ReportFile File, AnimationFigure Figure)
{
    private const int MostFrames = 48;
    private const int MostCells = 6;
    private const int Gap = 8;
    private const int MinimumSide = 240;
    private const ushort FrameMilliseconds = 150;
    private const ushort LastFrameMilliseconds = 2500;

    /// <summary>Makes the animation; null when fewer than two steps can be shown.</summary>
    /// <param name="cells">The dataset's cells.</param>
    public static SampleAnimation? Build(IReadOnlyList<CellResult> cells)
    {
        var shown = cells.Where(c => c.Runs.Any(r => r.SampleSteps.Count > 1)).Take(MostCells).ToList();
        var runs = shown.ConvertAll(c => c.Runs.First(r => r.SampleSteps.Count > 1));
        if (runs.Count == 0)
            return null;
        var shares = Enumerable.Range(0, MostFrames).Select(i => i / (MostFrames - 1.0));
        var moments = SampleMoments.Choose([.. runs.Select(r => r.SampleSteps)], [.. shares]).All;
        var frames = moments.AsParallel().AsOrdered().Select(moment => Frame(runs, moment.Steps)).OfType<RasterImage>().ToList();
        var size = frames.Count == 0 ? default : (frames[0].Width, frames[0].Height);
        return frames.Count < 2 || frames.Exists(f => (f.Width, f.Height) != size)
            ? null
            : new SampleAnimation(
                new ReportFile(
                    $"training-{Format.Anchor(cells[0].Dataset)}.png", ApngWriter.Encode(frames, FrameMilliseconds, LastFrameMilliseconds)),
                new AnimationFigure(
                    $"The same latent vectors through training, from left to right {string.Join(", ", shown.Select(c => c.Label))}.",
                    $"training-{Format.Anchor(cells[0].Dataset)}.png",
                    new ReportImage(
                        PngWriter.Encode(frames[^1]), $"Images generated on {Format.Data(cells[0].Dataset)} at the end of training")));
    }

    private static RasterImage? Frame(IReadOnlyList<RunResult> runs, IReadOnlyList<int> steps)
    {
        var sheets = runs.Select((run, i) => SampleImages.Corner(run, steps[i], SampleImages.FigureTiles)).ToList();
        if (sheets.Exists(s => s is null))
            return null;
        var channels = sheets.Max(s => s!.Channels < 3 ? 1 : 3);
        // Small images are enlarged by whole factors, so that their pixels stay square and sharp.
        var parts = sheets.Select(s => s!.WithChannels(channels).Enlarge(Math.Max(1, MinimumSide / Math.Max(s.Width, s.Height)))).ToList();
        var frame = new RasterImage(parts.Sum(p => p.Width) + (Gap * (parts.Count - 1)), parts.Max(p => p.Height), channels);
        Array.Fill(frame.Pixels, byte.MaxValue);
        var left = 0;
        foreach (var part in parts)
        {
            for (var row = 0; row < part.Height; row++)
                part.Pixels.AsSpan(row * part.Stride, part.Stride).CopyTo(frame.Pixels.AsSpan((row * frame.Stride) + (left * channels)));
            left += part.Width + Gap;
        }
        return frame;
    }
}
