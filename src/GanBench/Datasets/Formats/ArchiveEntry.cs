namespace GanBench.Datasets.Formats;

/// <summary>One file inside an archive or a folder.</summary>
/// <param name="Name">Its path inside, with forward slashes.</param>
/// <param name="Origin">What to call it in messages: archive and path, or the path on disk.</param>
/// <param name="Read">Reads its content; call from one thread at a time.</param>
internal sealed record ArchiveEntry(string Name, string Origin, Func<byte[]> Read);

/// <summary>How much an archive may hold before it is taken for a bomb.</summary>
/// <param name="Entries">Entries of any kind.</param>
/// <param name="EntryBytes">Bytes in one entry, expanded.</param>
/// <param name="TotalBytes">Bytes in all entries, expanded.</param>
internal sealed record ArchiveLimits(int Entries, long EntryBytes, long TotalBytes)
{
    /// <summary>Well above the largest official release (CelebA: 202,599 entries, 1.4 GB).</summary>
    public static ArchiveLimits Default { get; } = new(1_000_000, 256L << 20, 16L << 30);
}
