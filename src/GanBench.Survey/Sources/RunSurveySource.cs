using GanBench.Datasets;
using GanBench.Imaging;

namespace GanBench.Survey.Sources;

/// <summary>A run's checkpoint, sampled on demand, and the dataset it was trained on.</summary>
/// <param name="architecture">Name of the architecture.</param>
/// <param name="runId">The run.</param>
/// <param name="real">Its dataset; kept open by the caller.</param>
/// <param name="sample">Makes generated images: (first index, count) → that many images, always the same for the same arguments.</param>
/// <param name="pool">Generated images to choose from.</param>
public sealed class RunSurveySource(
    string architecture, string runId, Dataset real, Func<int, int, IReadOnlyList<RasterImage>> sample,
    int pool = RunSurveySource.DefaultPool)
    : ISurveyModelSource
{
    /// <summary>Images that are made so that a few can be chosen from them.</summary>
    public const int DefaultPool = 200;

    private IReadOnlyList<RasterImage>? _samples;

    /// <inheritdoc/>
    public string Architecture { get; } = architecture;

    /// <inheritdoc/>
    public string Dataset { get; } = real.Info.Name;

    /// <inheritdoc/>
    public string RunId { get; } = runId;

    /// <inheritdoc/>
    public int GeneratedCount => pool;

    /// <inheritdoc/>
    public int RealCount => real.Count;

    /// <inheritdoc/>
    public IReadOnlyList<RasterImage> Generated(IReadOnlyList<int> indices)
    {
        _samples ??= sample(0, pool);
        return [.. indices.Select(i => _samples[i])];
    }

    /// <inheritdoc/>
    public RasterImage Real(int index) =>
        RasterImage.FromPlanes(real.Shape.Width, real.Shape.Height, real.Shape.Channels, real.GetImage(index));
}
