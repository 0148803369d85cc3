using ICSharpCode.SharpZipLib;
using ICSharpCode.SharpZipLib.GZip;

namespace GanBench.Datasets.Formats;

/// <summary>Reads gzip files, several put together in one too. The checksum is compared at the end, so read to the end.</summary>
internal static class GZip
{
    /// <summary>The content of a seekable file: decompressed when it starts with gzip's magic number, as it is otherwise.</summary>
    /// <param name="file">At its start.</param>
    public static Stream OpenIfCompressed(Stream file)
    {
        Span<byte> magic = stackalloc byte[2];
        var read = file.ReadAtLeast(magic, 2, throwOnEndOfStream: false);
        file.Position = 0;
        return read == 2 && magic[0] == 0x1F && magic[1] == 0x8B ? new Content(file) : file;
    }

    // GZipStream of .NET takes a file that was cut inside its last eight bytes (checksum and length) for a complete one.
    private sealed class Content(Stream file) : GZipInputStream(file)
    {
        public override int Read(byte[] buffer, int offset, int count)
        {
            try
            {
                return base.Read(buffer, offset, count);
            }
            // Damaged code tables show as an index or an overflow, which the library does not translate.
            catch (Exception e) when (e is SharpZipBaseException or EndOfStreamException or IndexOutOfRangeException or OverflowException)
            {
                throw new InvalidDataException("the compressed data is damaged or ends early.", e);
            }
        }
    }
}
