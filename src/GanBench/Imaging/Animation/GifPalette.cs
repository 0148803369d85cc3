namespace GanBench.Imaging.Animation;

/// <summary>
/// The 256 colours of a GIF frame: those it has where they are so few, as in any grey picture, else the means of boxes by median cut
/// (Heckbert 1982): the box with the widest channel is cut at its median until there are enough.
/// </summary>
internal static class GifPalette
{
    private const int Colours = 256;

    /// <summary>Chooses the colours of a picture.</summary>
    /// <param name="image">Grey or RGB.</param>
    /// <returns>256 colours of three bytes, and each pixel's index.</returns>
    public static (byte[] Palette, byte[] Indices) Of(RasterImage image)
    {
        var palette = new byte[Colours * 3];
        if (image.Channels == 1)
        {
            for (var i = 0; i < palette.Length; i++)
                palette[i] = (byte)(i / 3);
            return (palette, image.Pixels);
        }
        var counts = new Dictionary<int, int>();
        for (var i = 0; i < image.Pixels.Length; i += 3)
            counts[Colour(image, i)] = counts.GetValueOrDefault(Colour(image, i)) + 1;
        // The order of a dictionary is no promise, and the same picture is to give the same file.
        var boxes = new List<Box> { new([.. counts.OrderBy(entry => entry.Key)]) };
        while (boxes.Count < Colours && boxes.MaxBy(box => box.Width) is { Width: > 0 } widest)
        {
            boxes.Remove(widest);
            boxes.AddRange(widest.Cut());
        }
        var indexOf = new Dictionary<int, byte>();
        for (var i = 0; i < boxes.Count; i++)
        {
            boxes[i].Mean().CopyTo(palette, i * 3);
            foreach (var (colour, _) in boxes[i].Colours)
                indexOf.Add(colour, (byte)i);
        }
        var indices = new byte[image.Width * image.Height];
        for (var i = 0; i < indices.Length; i++)
            indices[i] = indexOf[Colour(image, i * 3)];
        return (palette, indices);
    }

    private static int Colour(RasterImage image, int at) => (image.Pixels[at] << 16) | (image.Pixels[at + 1] << 8) | image.Pixels[at + 2];

    private static int Channel(int colour, int channel) => (colour >> (16 - (8 * channel))) & 255;

    /// <summary>Colours with their numbers of pixels.</summary>
    private sealed class Box
    {
        private readonly int _widest;

        public Box(KeyValuePair<int, int>[] colours)
        {
            Colours = colours;
            for (var channel = 0; channel < 3; channel++)
            {
                var width = colours.Max(c => Channel(c.Key, channel)) - colours.Min(c => Channel(c.Key, channel));
                if (width > Width)
                    (Width, _widest) = (width, channel);
            }
        }

        public KeyValuePair<int, int>[] Colours { get; }

        /// <summary>Of the widest channel; 0 for a single colour.</summary>
        public int Width { get; }

        public IEnumerable<Box> Cut()
        {
            var sorted = Colours.OrderBy(c => Channel(c.Key, _widest)).ThenBy(c => c.Key).ToArray();
            var (half, sum, at) = (sorted.Sum(c => (long)c.Value) / 2, 0L, 0);
            while (at < sorted.Length - 1 && sum + sorted[at].Value <= half)
                sum += sorted[at++].Value;
            // Neither part may be empty.
            at = Math.Max(1, at);
            return [new Box(sorted[..at]), new Box(sorted[at..])];
        }

        public byte[] Mean()
        {
            var pixels = Colours.Sum(c => (long)c.Value);
            return [.. Enumerable.Range(0, 3).Select(channel =>
                (byte)((Colours.Sum(c => (long)Channel(c.Key, channel) * c.Value) + (pixels / 2)) / pixels))];
        }
    }
}
