using System.IO.Compression;

namespace GanBench.Datasets.Formats;

/// <summary>Reads gzip streams, whole or not at all.</summary>
internal static class GZip
{
    /// <summary>The content of a seekable file: decompressed when it starts with gzip's magic number, as it is otherwise.</summary>
    /// <param name="file">At its start.</param>
    public static Stream OpenIfCompressed(Stream file)
    {
        Span<byte> magic = stackalloc byte[2];
        var read = file.ReadAtLeast(magic, 2, throwOnEndOfStream: false);
        file.Position = 0;
        return read == 2 && magic[0] == 0x1F && magic[1] == 0x8B ? new GZipStream(file, CompressionMode.Decompress) : file;
    }
}
