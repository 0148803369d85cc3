using System.Buffers.Binary;
using System.Security.Cryptography;
using GanBench.Datasets.Formats;
using GanBench.Storage;

namespace GanBench.Datasets;

/// <summary>
/// Whose file one is, by its content: several datasets use the file names of MNIST, and the wrong one would train without a word.
/// </summary>
/// <param name="Md5">Of the file.</param>
/// <param name="ContentMd5">Of what is compressed in it; the same where nothing is.</param>
/// <param name="StartMd5">Of the first samples of an IDX file (<see cref="RemoteFile.StartMd5"/>); null of any other.</param>
internal sealed record FileIdentity(string Md5, string ContentMd5, string? StartMd5)
{
    private const int LongestStart = 1 << 20;

    /// <summary>Reads a file once.</summary>
    /// <param name="path">The file.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="InvalidDataException">It is compressed and damaged.</exception>
    public static FileIdentity Of(string path, CancellationToken cancellationToken)
    {
        using var file = InputFile.OpenRead(path);
        var (md5, _) = Digest(file, cancellationToken);
        file.Position = 0;
        using var content = GZip.OpenIfCompressed(file);
        var (contentMd5, start) = Digest(content, cancellationToken);
        return new FileIdentity(md5, contentMd5, StartOf(start));
    }

    /// <summary>Whether the whole file, or what is compressed in it, is the published one.</summary>
    /// <param name="file">What is published.</param>
    public bool Is(RemoteFile file) => Md5 == file.Md5 || ContentMd5 == file.DecompressedMd5;

    /// <summary>Whether a file is a dataset's own, as it was published.</summary>
    /// <param name="own">The dataset.</param>
    /// <param name="path">The file.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <inheritdoc cref="Of" path="/exception"/>
    public static bool IsPublished(DatasetInfo own, string path, CancellationToken cancellationToken) =>
        own.Files.Any(Of(path, cancellationToken).Is);

    /// <summary>Says whose a file is when it is another dataset's.</summary>
    /// <param name="own">The dataset that the file should be of.</param>
    /// <param name="official">Official name of the file.</param>
    /// <param name="path">Where it is.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <returns>A clause such as "is mnist's train-images-idx3-ubyte.gz (MD5 …)"; null when nothing says that it is another's.</returns>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="InvalidDataException">It is compressed and damaged.</exception>
    public static string? OfAnother(DatasetInfo own, string official, string path, CancellationToken cancellationToken)
    {
        var length = new FileInfo(path).Length;
        var rivals = DatasetRegistry.All.Select(source => source.Info).Where(info => info.Name != own.Name)
            .SelectMany(info => info.Files.Select(file => (info.Name, File: file)))
            .Where(rival => rival.File.Name == official || rival.File.Bytes == length).ToList();
        if (rivals.Count == 0)
            return null;
        var identity = Of(path, cancellationToken);
        if (own.Files.Any(identity.Is))
            return null;
        foreach (var (name, file) in rivals)
        {
            if (identity.Is(file))
                return $"is {name}'s {file.Name} (MD5 {(identity.Md5 == file.Md5 ? identity.Md5 : $"{identity.ContentMd5} decompressed")})";
            if (file.StartMd5 is { } start && identity.StartMd5 == start)
                return $"begins with the samples of {name}'s {file.Name} (MD5 {start} of the first {RemoteFile.StartSamples})";
        }
        return null;
    }

    /// <summary>Refuses another dataset's file.</summary>
    /// <param name="own">The dataset that the file should be of.</param>
    /// <param name="official">Official name of the file.</param>
    /// <param name="path">Where it is.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="DataException">It is another's, or cannot be read.</exception>
    public static void Require(DatasetInfo own, string official, string path, CancellationToken cancellationToken)
    {
        try
        {
            if (OfAnother(own, official, path, cancellationToken) is { } whose)
                throw new DataException(
                    $"{path} is no file of {own.Name}: it {whose}. Put {own.Name}'s files into a folder {own.Name} of the data directory, "
                    + $"or fetch them: 'ganbench datasets fetch {own.Name}'.");
        }
        catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            throw new DataException($"Cannot read {path}: {e.Message}", e);
        }
    }

    private static (string Md5, byte[] Start) Digest(Stream stream, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        var (buffer, start) = (new byte[1 << 20], new MemoryStream());
        for (int read; (read = stream.Read(buffer)) > 0;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            hash.AppendData(buffer, 0, read);
            start.Write(buffer, 0, (int)Math.Min(read, Math.Max(0, LongestStart - start.Length)));
        }
        return (Convert.ToHexStringLower(hash.GetHashAndReset()), start.ToArray());
    }

    // Two zeros, 8 for bytes, the number of dimensions, the dimensions; then the samples.
    private static string? StartOf(ReadOnlySpan<byte> content)
    {
        if (content.Length < 4 || content[0] != 0 || content[1] != 0 || content[2] != 8)
            return null;
        var header = 4 + (4 * content[3]);
        long bytes = RemoteFile.StartSamples;
        for (var at = 8; at < header && at + 4 <= content.Length; at += 4)
            bytes *= BinaryPrimitives.ReadInt32BigEndian(content[at..]);
        return bytes > 0 && header + bytes <= content.Length
            ? Convert.ToHexStringLower(MD5.HashData(content.Slice(header, (int)bytes))) : null;
    }
}
