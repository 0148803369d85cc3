using GanBench.Datasets.Formats;

namespace GanBench.Datasets;

/// <summary>Decodes many pictures on all processors and adds them in order.</summary>
internal static class PictureSet
{
    // Enough work for all processors, little enough memory for large pictures.
    private const int BlockSize = 512;

    /// <summary>Turns the content of one file into its samples.</summary>
    /// <param name="entry">The file.</param>
    /// <param name="content">Its bytes.</param>
    /// <param name="samples">Room for the samples of one file (C, H, W each).</param>
    public delegate void Decode(ArchiveEntry entry, byte[] content, Span<byte> samples);

    /// <summary>Reads, decodes and adds.</summary>
    /// <param name="builder">Takes the samples.</param>
    /// <param name="entries">The files in order.</param>
    /// <param name="samplesPerFile">Samples in each file.</param>
    /// <param name="decode">Decodes one file; called from several threads.</param>
    /// <param name="label">The class of all samples of a file; null without labels.</param>
    /// <exception cref="DataException">A file is damaged; the first in order is named.</exception>
    public static void AddTo(
        DatasetBuilder builder, IReadOnlyList<ArchiveEntry> entries, int samplesPerFile, Decode decode, Func<ArchiveEntry,
        int>? label = null)
    {
        var size = builder.SampleBytes * samplesPerFile;
        for (var start = 0; start < entries.Count; start += BlockSize)
        {
            builder.CancellationToken.ThrowIfCancellationRequested();
            var block = entries.Skip(start).Take(BlockSize).ToArray();
            var contents = Array.ConvertAll(block, entry => entry.Read());
            var samples = new byte[block.Length * size];
            var failures = new Exception?[block.Length];
            Parallel.For(0, block.Length, i =>
            {
                try
                {
                    decode(block[i], contents[i], samples.AsSpan(i * size, size));
                }
                catch (GanBenchException e)
                {
                    failures[i] = e;
                }
            });
            if (Array.Find(failures, f => f is not null) is { } failure)
                System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
            int[] labels = label is null ? [] : [.. block.SelectMany(entry => Enumerable.Repeat(label(entry), samplesPerFile))];
            builder.Add(samples, labels);
            builder.Report((start + block.Length) * samplesPerFile, (long)entries.Count * samplesPerFile);
        }
    }
}
