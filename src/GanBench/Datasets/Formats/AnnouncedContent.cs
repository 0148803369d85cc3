namespace GanBench.Datasets.Formats;

/// <summary>Reads content whose length a header announces, which need not be true.</summary>
internal static class AnnouncedContent
{
    private const int Start = 1 << 20;

    /// <summary>
    /// Reads that many bytes. Memory grows with what is there, not with what is announced: a file of some bytes costs a megabyte at most.
    /// </summary>
    /// <param name="stream">Where they come from.</param>
    /// <param name="length">How many are announced, at most <see cref="Array.MaxLength"/>.</param>
    /// <exception cref="EndOfStreamException">There are fewer.</exception>
    public static byte[] Read(Stream stream, long length)
    {
        var content = new byte[Math.Min(length, Start)];
        var filled = 0;
        while (true)
        {
            stream.ReadExactly(content, filled, content.Length - filled);
            filled = content.Length;
            if (filled == length)
                return content;
            Array.Resize(ref content, (int)Math.Min(length, 2L * filled));
        }
    }
}
