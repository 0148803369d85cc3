using GanBench.Storage;

namespace GanBench.Imaging.Animation;

/// <summary>
/// Writes endless animations in the format that a file's name asks for: PNG (APNG) and WebP without loss, GIF with at most 256 colours
/// in each frame.
/// </summary>
public static class AnimationWriter
{
    private static readonly (string Extension, Func<IReadOnlyList<RasterImage>, ushort, ushort, byte[]> Encode)[] Formats =
    [
        (".png", ApngWriter.Encode),
        (".apng", ApngWriter.Encode),
        (".gif", GifWriter.Encode),
        (".webp", WebPAnimation.Encode),
    ];

    /// <summary>How names of files end that can be written, with the dot.</summary>
    public static IReadOnlyList<string> Extensions { get; } = [.. Formats.Select(format => format.Extension)];

    /// <summary>Refuses a name that asks for a format that is not written; for callers that would compute long before they save.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="UsageException">It does.</exception>
    public static void Require(string path) => _ = Find(path);

    /// <summary>Writes a file; it appears whole or not at all.</summary>
    /// <param name="path">The file; an existing one is replaced.</param>
    /// <param name="frames">At least one frame; all of one size and number of channels.</param>
    /// <param name="delay">Milliseconds per frame; GIF rounds to hundredths of a second.</param>
    /// <param name="lastDelay">Milliseconds for the last frame.</param>
    /// <exception cref="ArgumentException">There is no frame, or their sizes differ.</exception>
    /// <exception cref="UsageException">The file's name asks for a format that is not written.</exception>
    /// <exception cref="EnvironmentException">The file cannot be written, or Skia's library not loaded.</exception>
    public static void Save(string path, IReadOnlyList<RasterImage> frames, ushort delay, ushort lastDelay) =>
        AtomicFile.WriteAllBytes(path, Find(path)(frames, delay, lastDelay));

    /// <summary>Refuses frames that make no animation.</summary>
    /// <param name="frames">The frames.</param>
    /// <exception cref="ArgumentException">There is none, or their sizes differ.</exception>
    internal static void Check(IReadOnlyList<RasterImage> frames)
    {
        if (frames.Count == 0)
            throw new ArgumentException("An animation needs at least one frame.", nameof(frames));
        if (frames.FirstOrDefault(f => (f.Width, f.Height, f.Channels) != (frames[0].Width, frames[0].Height, frames[0].Channels))
            is { } odd)
            throw new ArgumentException(
                $"A frame of {odd.Width}×{odd.Height}×{odd.Channels} does not fit the first, "
                + $"{frames[0].Width}×{frames[0].Height}×{frames[0].Channels}.", nameof(frames));
    }

    private static Func<IReadOnlyList<RasterImage>, ushort, ushort, byte[]> Find(string path)
    {
        var typed = Path.GetExtension(path);
        return Array.Find(Formats, format => format.Extension.Equals(typed, StringComparison.OrdinalIgnoreCase)).Encode
            ?? throw PictureWriter.Unknown(path, "animations", Extensions);
    }
}
