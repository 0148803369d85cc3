using System.Buffers;
using System.Runtime.InteropServices;
using SkiaSharp;

namespace GanBench.Imaging;

/// <summary>
/// Decodes through Skia's codecs, which know their formats by content. Whatever is not decoded to its last row is an error here, not a
/// picture with grey at the bottom.
/// </summary>
internal static unsafe class SkiaDecoder
{
    /// <summary>Reads what a file says of its picture.</summary>
    /// <param name="file">The whole file.</param>
    /// <exception cref="InvalidDataException">The file is damaged or too large.</exception>
    public static PictureInfo Inspect(ReadOnlyMemory<byte> file) => Open(file, static (codec, info) => new PictureInfo(
        info.Width, info.Height, info.ColorType == SKColorType.Gray8 ? 1 : info.IsOpaque ? 3 : 4, codec.EncodedOrigin));

    /// <summary>Decodes a file; of an animation, its first frame.</summary>
    /// <param name="file">The whole file.</param>
    /// <returns>
    /// 1 channel if the format knows grey and this is, else 3, or 4 with alpha, which the colours are not multiplied with.
    /// </returns>
    /// <exception cref="InvalidDataException">The file is damaged, cut short or too large.</exception>
    public static StoredPicture Decode(ReadOnlyMemory<byte> file) =>
        Open(file, static (codec, info) => new StoredPicture(Read(codec, info), codec.EncodedOrigin));

    /// <summary>
    /// The same for files of 16 bits per sample, which <see cref="Decode(ReadOnlyMemory{byte})"/> cuts to their upper byte; here they are
    /// rounded. Skia's widest pixels are of half precision, so a value close to the middle of two may go to the other one.
    /// </summary>
    /// <inheritdoc cref="Decode(ReadOnlyMemory{byte})"/>
    public static StoredPicture DecodeRounded(ReadOnlyMemory<byte> file) =>
        Open(file, static (codec, info) => new StoredPicture(ReadHalves(codec, info), codec.EncodedOrigin));

    private static T Open<T>(ReadOnlyMemory<byte> file, Func<SKCodec, SKImageInfo, T> read)
    {
        SkiaLibrary.Require();
        // Not copied: the codec reads the caller's memory, and is gone before the pin.
        using var pin = file.Pin();
        using var data = SKData.Create((nint)pin.Pointer, file.Length);
        using var codec = SKCodec.Create(new SKMemoryStream(data), out var opened) ?? throw Refusal(opened);
        var info = codec.Info;
        // Without a colour space Skia leaves the samples as they are in the file.
        info.ColorSpace?.Dispose();
        ImageFile.CheckSize(info.Width, info.Height);
        var alpha = info.AlphaType == SKAlphaType.Opaque ? SKAlphaType.Opaque : SKAlphaType.Unpremul;
        return read(codec, new SKImageInfo(info.Width, info.Height, info.ColorType, alpha));
    }

    private static RasterImage Read(SKCodec codec, SKImageInfo info)
    {
        if (info.ColorType == SKColorType.Gray8)
        {
            var grey = new RasterImage(info.Width, info.Height, 1);
            Fill(codec, info, grey.Pixels);
            return grey;
        }
        info = info.WithColorType(SKColorType.Rgba8888);
        if (!info.IsOpaque)
        {
            var transparent = new RasterImage(info.Width, info.Height, 4);
            Fill(codec, info, transparent.Pixels);
            return transparent;
        }
        // Skia has no pixels of three bytes.
        return WithBuffer(codec, info, static (samples, pixels) =>
        {
            for (int s = 0, d = 0; d < pixels.Length; s += 4, d += 3)
            {
                pixels[d] = samples[s];
                pixels[d + 1] = samples[s + 1];
                pixels[d + 2] = samples[s + 2];
            }
        });
    }

    private static RasterImage ReadHalves(SKCodec codec, SKImageInfo info) =>
        WithBuffer(codec, info.WithColorType(SKColorType.RgbaF16), static (samples, pixels) =>
        {
            var halves = MemoryMarshal.Cast<byte, Half>(samples);
            var channels = pixels.Length / (halves.Length / 4);
            for (int s = 0, d = 0; d < pixels.Length; s += 4, d += channels)
            {
                for (var c = 0; c < channels; c++)
                    pixels[d + c] = (byte)(((float)halves[s + c] * 255) + 0.5f);
            }
        });

    private static RasterImage WithBuffer(SKCodec codec, SKImageInfo info, Action<ReadOnlySpan<byte>, Span<byte>> convert)
    {
        var image = new RasterImage(info.Width, info.Height, info.IsOpaque ? 3 : 4);
        var buffer = ArrayPool<byte>.Shared.Rent(info.BytesSize);
        try
        {
            var samples = buffer.AsSpan(0, info.BytesSize);
            Fill(codec, info, samples);
            convert(samples, image.Pixels);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
        return image;
    }

    private static void Fill(SKCodec codec, SKImageInfo info, Span<byte> pixels)
    {
        SKCodecResult result;
        fixed (byte* first = pixels)
            result = codec.GetPixels(info, (nint)first);
        if (result != SKCodecResult.Success)
            throw Refusal(result);
    }

    private static InvalidDataException Refusal(SKCodecResult result) => new(result switch
    {
        SKCodecResult.IncompleteInput => "it ends early.",
        SKCodecResult.ErrorInInput or SKCodecResult.InvalidInput => "its content is damaged.",
        SKCodecResult.Unimplemented => "this kind is not supported.",
        _ => $"the decoder says {result}.",
    });
}
