using System.Globalization;
using System.Runtime.InteropServices;
using GanBench.Imaging;
using GanBench.Storage;

namespace GanBench.Datasets;

/// <summary>
/// Decoded datasets, one safetensors file each. A file is used only when it was made from the same inputs by the same recipe and
/// is still as it was written; anything else is made again.
/// </summary>
/// <remarks>
/// A finished file gets the modification time that its header states. Whatever writes to it later changes that time, and then the
/// content is hashed before it is trusted; an untouched file opens without being read.
/// </remarks>
internal static class DatasetCache
{
    public const string Format = "ganbench-dataset-1";
    public const string SamplesName = "samples";
    public const string LabelsName = "labels";

    private const int HashBlock = 1 << 24;

    public static Dataset OpenOrBuild(
        string path, string key, DatasetRequest request, DatasetPlan plan, IProgress<DatasetProgress>? progress,
        CancellationToken cancellationToken)
    {
        if (File.Exists(path) && TryOpen(path, key, plan) is { } file)
            return new Dataset(file, plan.Info, request.Split);
        try
        {
            Build(path, key, request, plan, progress, cancellationToken);
        }
        catch (EnvironmentException e)
        {
            if (BuildUnnamed(key, request, plan, progress, cancellationToken) is not { } unnamed)
                throw;
            OptionalCache.Tell(Path.GetDirectoryName(Path.GetDirectoryName(path))!, e);
            return new Dataset(unnamed, plan.Info, request.Split);
        }
        return TryOpen(path, key, plan) is { } built
            ? new Dataset(built, plan.Info, request.Split)
            : throw new EnvironmentException($"The decoded dataset {path} cannot be read back; check the disk.");
    }

    // Samples are mapped from a file. Where the cache cannot hold it, the system's temporary folder does, without a name: it goes when the
    // dataset is closed, or with the process. Null where that is full too.
    private static SafeTensorsFile? BuildUnnamed(
        string key, DatasetRequest request, DatasetPlan plan, IProgress<DatasetProgress>? progress, CancellationToken cancellationToken)
    {
        var path = AtomicFile.TemporaryName(Path.Combine(Path.GetTempPath(), "ganbench-dataset"));
        try
        {
            Build(path, key, request, plan, progress, cancellationToken);
            return TryOpen(path, key, plan);
        }
        catch (EnvironmentException)
        {
            return null;
        }
        finally
        {
            AtomicFile.TryDelete(path);
        }
    }

    /// <summary>Whether the samples and labels of an open file still have the hash that its header states.</summary>
    public static bool ContentMatches(SafeTensorsFile file, SampleKind kind)
    {
        var entry = file.Entry(SamplesName);
        var shape = new SampleShape((int)entry.Shape[1], (int)entry.Shape[2], (int)entry.Shape[3]);
        using var hash = new ContentHash(kind, shape);
        var address = file.Address(SamplesName);
        for (var start = 0L; start < entry.ByteLength; start += HashBlock)
            hash.Add(Block(address, start, (int)Math.Min(HashBlock, entry.ByteLength - start)));
        var labels = file.Tensors.ContainsKey(LabelsName) ? MemoryMarshal.Cast<byte, int>(file.Bytes(LabelsName)) : [];
        return hash.Finish(labels) == file.Metadata.GetValueOrDefault("contentHash");
    }

    private static unsafe ReadOnlySpan<byte> Block(nint address, long start, int length) => new((byte*)address + start, length);

    private static SafeTensorsFile? TryOpen(string path, string key, DatasetPlan plan)
    {
        SafeTensorsFile? file = null;
        try
        {
            file = SafeTensorsFile.Open(path);
            if (file.Metadata.GetValueOrDefault("format") == Format && file.Metadata.GetValueOrDefault("key") == key
                && FormFits(file, plan) && (IsSealed(file) || ContentMatches(file, plan.Info.Kind)))
                return file;
        }
        catch (DataException)
        {
            // Not a file that can be used: it is made again.
        }
        file?.Dispose();
        return null;
    }

    private static bool FormFits(SafeTensorsFile file, DatasetPlan plan)
    {
        var type = plan.Info.Kind == SampleKind.Image ? SafeTensorType.U8 : SafeTensorType.F32;
        return file.Tensors.TryGetValue(SamplesName, out var samples) && samples.Type == type && samples.Shape.Count == 4
            && samples.Shape[0] is > 0 and <= int.MaxValue && samples.Shape[1] == plan.Shape.Channels
            && samples.Shape[2] == plan.Shape.Height && samples.Shape[3] == plan.Shape.Width
            && (!file.Tensors.TryGetValue(LabelsName, out var labels)
                || (labels.Type == SafeTensorType.I32 && labels.Shape.Count == 1 && labels.Shape[0] == samples.Shape[0]));
    }

    private static bool IsSealed(SafeTensorsFile file) =>
        long.TryParse(file.Metadata.GetValueOrDefault("sealed"), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
        && File.GetLastWriteTimeUtc(file.Path) == DateTime.UnixEpoch.AddSeconds(seconds);

    private static void Build(
        string path, string key, DatasetRequest request, DatasetPlan plan, IProgress<DatasetProgress>? progress,
        CancellationToken cancellationToken)
    {
        var temporary = AtomicFile.TemporaryName(path);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(temporary)!);
            // Whole seconds, which every file system keeps.
            var sealedAt = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 1 << 16))
            {
                var builder = new DatasetBuilder(stream, plan, request, progress, cancellationToken);
                plan.Build(builder);
                builder.Finish(key, sealedAt);
                stream.Flush(flushToDisk: true);
            }
            File.SetLastWriteTimeUtc(temporary, DateTime.UnixEpoch.AddSeconds(sealedAt));
            AtomicFile.Publish(temporary, path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new EnvironmentException(
                $"Cannot write the decoded dataset {path}: {e.Message} Set {DataDirectories.CacheVariable} to a folder with space.", e);
        }
        finally
        {
            AtomicFile.TryDelete(temporary);
        }
    }
}
