using GanBench.Imaging;
using GanBench.Imaging.Animation;
using GanBench.Testing;
using SkiaSharp;

namespace GanBench.Tests.Imaging.Animation;

public sealed class AnimationWriterTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("a.gif", 1)]
    [InlineData("a.gif", 3)]
    [InlineData("a.webp", 1)]
    [InlineData("a.webp", 3)]
    public void Save_Frames_AreReadBackByAnotherDecoder(string name, int channels)
    {
        // 250 rows of noise fill GIF's table of codes several times; of RGB there are fewer colours than a palette has.
        var frames = Enumerable.Range(0, 3).Select(seed => Noise(91, 250, channels, channels == 1 ? 256 : 6, seed)).ToList();

        AnimationWriter.Save(_folder[name], frames, 40, 1000);

        using var codec = SKCodec.Create(_folder[name]);
        Assert.Equal(3, codec.FrameCount);
        Assert.Equal([40, 40, 1000], codec.FrameInfo.Select(frame => frame.Duration));
        Assert.Equal(-1, codec.RepetitionCount);
        for (var i = 0; i < frames.Count; i++)
            Assert.Equal(frames[i].WithChannels(3).Pixels, Decode(codec, i));
    }

    [Fact]
    public void Save_GifOfManyColours_StaysNearThem()
    {
        var gradient = new RasterImage(64, 64, 3);
        for (var i = 0; i < 64 * 64; i++)
            ((byte[])[(byte)(i % 64 * 4), (byte)(i / 64 * 4), 90]).CopyTo(gradient.Pixels, 3 * i);

        AnimationWriter.Save(_folder["a.gif"], [gradient, gradient], 40, 40);

        using var codec = SKCodec.Create(_folder["a.gif"]);
        // 256 boxes of a plane of 256×256 have sides of 16: colours are within half of that, and some more where boxes are not square.
        var worst = Decode(codec, 1).Zip(gradient.Pixels, (a, b) => Math.Abs(a - b)).Max();
        Assert.InRange(worst, 1, 16);
    }

    [Fact]
    public void Save_OnePixel_IsReadBack()
    {
        foreach (var extension in AnimationWriter.Extensions)
        {
            var file = _folder["a" + extension];
            AnimationWriter.Save(file, [new RasterImage(1, 1, 3, [1, 2, 3])], 40, 40);
            Assert.Equal([1, 2, 3], ImageFile.Load(file).WithChannels(3).Pixels);
        }
    }

    [Theory]
    [InlineData("a.mp4", "'a.mp4' asks for .mp4, which is not written: animations end in .png, .apng, .gif or .webp")]
    [InlineData("animation", "'animation' does not say its format")]
    [InlineData("a.gfi", "did you mean '.gif'?")]
    public void Require_AnotherEnding_IsRefused(string file, string message) =>
        Assert.Contains(message, Assert.Throws<UsageException>(() => AnimationWriter.Require(file)).Message, StringComparison.Ordinal);

    [Fact]
    public void Save_FramesOfTwoSizes_AreRefusedByEveryFormat()
    {
        foreach (var extension in AnimationWriter.Extensions)
        {
            Assert.Throws<ArgumentException>(
                () => AnimationWriter.Save(_folder["a" + extension], [new RasterImage(1, 1, 1), new RasterImage(2, 1, 1)], 40, 40));
            Assert.Throws<ArgumentException>(() => AnimationWriter.Save(_folder["a" + extension], [], 40, 40));
        }
    }

    private static byte[] Decode(SKCodec codec, int frame)
    {
        var info = new SKImageInfo(codec.Info.Width, codec.Info.Height, SKColorType.Rgba8888, SKAlphaType.Unpremul);
        using var bitmap = new SKBitmap(info);
        Assert.Equal(SKCodecResult.Success, codec.GetPixels(info, bitmap.GetPixels(), new SKCodecOptions(frame)));
        return new RasterImage(info.Width, info.Height, 4, bitmap.Bytes).WithoutAlpha(AlphaRule.Drop).Pixels;
    }

    private static RasterImage Noise(int width, int height, int channels, int levels, int seed)
    {
        var image = new RasterImage(width, height, channels);
        var random = new System.Random(seed);
        for (var i = 0; i < image.Pixels.Length; i++)
            image.Pixels[i] = (byte)(random.Next(levels) * 255 / (levels - 1));
        return image;
    }
}
