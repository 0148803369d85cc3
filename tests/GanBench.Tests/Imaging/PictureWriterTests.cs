using GanBench.Imaging;
using GanBench.Testing;

namespace GanBench.Tests.Imaging;

public sealed class PictureWriterTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    // The first bytes of each format, by its specification.
    [Theory]
    [InlineData("a.png", new byte[] { 0x89, (byte)'P', (byte)'N', (byte)'G' })]
    [InlineData("a.jpg", new byte[] { 0xFF, 0xD8, 0xFF })]
    [InlineData("a.JPEG", new byte[] { 0xFF, 0xD8, 0xFF })]
    [InlineData("a.webp", new byte[] { (byte)'R', (byte)'I', (byte)'F', (byte)'F' })]
    public void Save_AnEnding_GivesThatFormat(string name, byte[] start)
    {
        foreach (var channels in new[] { 1, 2, 3, 4 })
        {
            var image = new RasterImage(40, 30, channels);
            for (var i = 0; i < image.Pixels.Length; i++)
                image.Pixels[i] = (byte)(i % channels == channels - 1 && channels is 2 or 4 ? 255 : 4 * (i / channels % 40));

            PictureWriter.Save(_folder[name], image);

            Assert.Equal(start, File.ReadAllBytes(_folder[name])[..start.Length]);
            var read = ImageFile.Load(_folder[name]);
            var worst = read.WithChannels(3).Pixels.Zip(image.WithChannels(3).Pixels, (a, b) => Math.Abs(a - b)).Max();
            Assert.InRange(worst, 0, start[0] == 0xFF ? 6 : 0);
        }
    }

    [Theory]
    [InlineData("sheet.gif", "'sheet.gif' asks for .gif, which is not written: pictures end in .png, .jpg, .jpeg or .webp")]
    [InlineData("sheet", "'sheet' does not say its format")]
    [InlineData("sheet.pgn", "did you mean '.png'?")]
    public void Save_AnotherEnding_IsRefused(string name, string message)
    {
        var error = Assert.Throws<UsageException>(() => PictureWriter.Save(name, new RasterImage(1, 1, 1)));

        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(name));
    }

    [Fact]
    public void Enlarge_ByTwo_MakesSquaresOfPixels()
    {
        var large = new RasterImage(2, 1, 3, [1, 2, 3, 4, 5, 6]).Enlarge(2);

        Assert.Equal((4, 2), (large.Width, large.Height));
        byte[] row = [1, 2, 3, 1, 2, 3, 4, 5, 6, 4, 5, 6];
        Assert.Equal([.. row, .. row], large.Pixels);
    }
}
