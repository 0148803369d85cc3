using System.Runtime.InteropServices;

namespace GanBench.Imaging;

/// <summary>
/// Reads JPEG files (baseline and progressive, grey and YCbCr) through libturbojpeg, whose pixels equal those of libjpeg and Pillow.
/// A file that is cut short is an error here, not a picture with grey at the bottom.
/// </summary>
public static unsafe class JpegReader
{
    private const int PixelFormatRgb = 0, PixelFormatGrey = 6;
    private const int ColourSpaceGrey = 2, ColourSpaceCmyk = 3, ColourSpaceYcck = 4;

    private static readonly Lazy<Library> Turbo = new(Library.Load);

    /// <summary>Whether the bytes begin like a JPEG file.</summary>
    /// <param name="bytes">The start of a file.</param>
    public static bool Matches(ReadOnlySpan<byte> bytes) => bytes.StartsWith<byte>([0xFF, 0xD8, 0xFF]);

    /// <summary>Decodes a file to grey or RGB. Safe to call from several threads.</summary>
    /// <param name="bytes">The whole file.</param>
    /// <param name="name">The file's name, for messages.</param>
    /// <exception cref="DataException">The file is damaged, too large, or CMYK.</exception>
    /// <exception cref="EnvironmentException">libturbojpeg is not installed.</exception>
    public static RasterImage Decode(ReadOnlySpan<byte> bytes, string name)
    {
        var library = Turbo.Value;
        var decoder = library.InitDecompress();
        if (decoder == 0)
            throw new EnvironmentException("libturbojpeg cannot start a decoder; is there memory left?");
        try
        {
            fixed (byte* data = bytes)
            {
                int width, height, subsampling, colourSpace;
                if (library.DecompressHeader(decoder, data, (nuint)bytes.Length, &width, &height, &subsampling, &colourSpace) != 0)
                    throw Damaged(name, library.LastError(decoder));
                if (colourSpace is ColourSpaceCmyk or ColourSpaceYcck)
                    throw new DataException($"{name} is a CMYK picture; convert it to RGB or grey.");
                if (width <= 0 || height <= 0 || (long)width * height > PngReader.MaximumPixels)
                    throw Damaged(name, $"{width}×{height} pixels are outside 1 to {PngReader.MaximumPixels}");
                var grey = colourSpace == ColourSpaceGrey;
                var image = new RasterImage(width, height, grey ? 1 : 3);
                int result;
                fixed (byte* pixels = image.Pixels)
                {
                    result = library.Decompress(decoder, data, (nuint)bytes.Length, pixels, width, image.Stride, height,
                        grey ? PixelFormatGrey : PixelFormatRgb, 0);
                }
                // Warnings count as errors: the commonest is a file that ends early.
                return result == 0 ? image : throw Damaged(name, library.LastError(decoder));
            }
        }
        finally
        {
            _ = library.Destroy(decoder);
        }
    }

    private static DataException Damaged(string name, string reason) => new($"Cannot read {name} as JPEG: {reason}.");

    /// <summary>The functions of the TurboJPEG 2.x interface that decoding needs.</summary>
    private sealed class Library
    {
        private static readonly string[] Names = ["libturbojpeg.so.0", "libturbojpeg.so", "libturbojpeg.dylib", "turbojpeg"];

        private Library(nint handle)
        {
            InitDecompress = (delegate* unmanaged<nint>)NativeLibrary.GetExport(handle, "tjInitDecompress");
            DecompressHeader = (delegate* unmanaged<nint, byte*, nuint, int*, int*, int*, int*, int>)NativeLibrary.GetExport(handle, "tjDecompressHeader3");
            Decompress = (delegate* unmanaged<nint, byte*, nuint, byte*, int, int, int, int, int, int>)NativeLibrary.GetExport(handle, "tjDecompress2");
            Destroy = (delegate* unmanaged<nint, int>)NativeLibrary.GetExport(handle, "tjDestroy");
            ErrorText = (delegate* unmanaged<nint, byte*>)NativeLibrary.GetExport(handle, "tjGetErrorStr2");
        }

        public delegate* unmanaged<nint> InitDecompress { get; }

        public delegate* unmanaged<nint, byte*, nuint, int*, int*, int*, int*, int> DecompressHeader { get; }

        public delegate* unmanaged<nint, byte*, nuint, byte*, int, int, int, int, int, int> Decompress { get; }

        public delegate* unmanaged<nint, int> Destroy { get; }

        private delegate* unmanaged<nint, byte*> ErrorText { get; }

        public static Library Load()
        {
            foreach (var name in Names)
            {
                if (NativeLibrary.TryLoad(name, out var handle))
                    return new Library(handle);
            }
            throw new EnvironmentException("JPEG files need libturbojpeg, which is not installed: apt-get install libturbojpeg0.");
        }

        public string LastError(nint decoder) => Marshal.PtrToStringUTF8((nint)ErrorText(decoder)) ?? "unknown error";
    }
}
