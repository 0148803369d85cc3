using System.Security.Cryptography;
using GanBench.Datasets.Formats;
using GanBench.Storage;

namespace GanBench.Datasets.Fetching;

/// <summary>Compares files with the sizes and checksums that were published for them.</summary>
internal static class FileChecksum
{
    /// <summary>What is wrong with a file; null when everything that is published about it holds.</summary>
    /// <param name="content">The file, seekable.</param>
    /// <param name="file">What is published.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public static string? Difference(Stream content, RemoteFile file, CancellationToken cancellationToken)
    {
        if (file.Bytes is { } bytes && bytes != content.Length)
            return $"it has {content.Length} bytes instead of {bytes}";
        if (file.Md5 is { } md5 && Hash(content, HashAlgorithmName.MD5, cancellationToken) is var actual && actual != md5)
            return $"its MD5 is {actual} instead of {md5}";
        if (file.Sha256 is { } sha256 && Hash(content, HashAlgorithmName.SHA256, cancellationToken) is var digest && digest != sha256)
            return $"its SHA-256 is {digest} instead of {sha256}";
        return null;
    }

    /// <summary>Whether the decompressed content is the published one.</summary>
    /// <param name="path">A gzip file, or the plain one.</param>
    /// <param name="md5">Published MD5 of the decompressed content.</param>
    public static bool ContentMatches(string path, string md5)
    {
        using var file = InputFile.OpenRead(path);
        using var content = GZip.OpenIfCompressed(file);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        return Digest(content, hash, CancellationToken.None) == md5;
    }

    private static string Hash(Stream content, HashAlgorithmName algorithm, CancellationToken cancellationToken)
    {
        content.Position = 0;
        using var hash = IncrementalHash.CreateHash(algorithm);
        return Digest(content, hash, cancellationToken);
    }

    private static string Digest(Stream stream, IncrementalHash hash, CancellationToken cancellationToken)
    {
        var buffer = new byte[1 << 20];
        for (int read; (read = stream.Read(buffer)) > 0;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            hash.AppendData(buffer, 0, read);
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
