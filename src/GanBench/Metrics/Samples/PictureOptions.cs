using GanBench.Imaging;

namespace GanBench.Metrics.Samples;

/// <summary>Which pictures of a folder or archive are measured, and how they are read.</summary>
public sealed record PictureOptions
{
    /// <summary>What becomes of transparency and orientation.</summary>
    public PictureRules Rules { get; init; } = new();

    /// <summary>Whether subfolders are looked into.</summary>
    public bool Recursive { get; init; } = true;

    /// <summary>How names of pictures end, with the dot, in any case; null takes all formats that can be read.</summary>
    public IReadOnlyList<string>? Extensions { get; init; }

    /// <summary>
    /// Side in pixels that all are brought to: the central square, resized as datasets are, in colour where one of them is. Null takes them
    /// as they are, of any sizes.
    /// </summary>
    public int? Side { get; init; }

    /// <summary>
    /// Whether they are taken in the order of their paths, by code unit, as other programs do; else the order is random by the seed, so
    /// that the first n are a fair draw.
    /// </summary>
    public bool Sorted { get; init; }
}
