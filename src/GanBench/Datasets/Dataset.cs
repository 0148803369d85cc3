using System.Runtime.InteropServices;
using GanBench.Imaging;
using GanBench.Storage;

namespace GanBench.Datasets;

/// <summary>
/// The samples of one split, memory-mapped. Safe to read from several threads; spans and addresses are valid until
/// <see cref="Dispose"/>.
/// </summary>
public sealed unsafe partial class Dataset : IDisposable
{
    private readonly SafeTensorsFile _file;
    private readonly byte* _samples;
    private readonly int* _labels;

    internal Dataset(SafeTensorsFile file, DatasetInfo info, string split)
    {
        _file = file;
        var entry = file.Entry(DatasetCache.SamplesName);
        Info = info;
        Split = split;
        Count = (int)entry.Shape[0];
        Shape = new SampleShape((int)entry.Shape[1], (int)entry.Shape[2], (int)entry.Shape[3]);
        SampleBytes = Shape.Length * (Kind == SampleKind.Image ? 1 : sizeof(float));
        ContentHash = file.Metadata["contentHash"];
        Note = file.Metadata.GetValueOrDefault("note");
        _samples = (byte*)file.Address(DatasetCache.SamplesName);
        HasLabels = file.Tensors.ContainsKey(DatasetCache.LabelsName);
        _labels = HasLabels ? (int*)file.Address(DatasetCache.LabelsName) : null;
    }

    /// <summary>What is known about the dataset.</summary>
    public DatasetInfo Info { get; }

    /// <summary>The split, e.g. <c>train</c>.</summary>
    public string Split { get; }

    /// <summary>Size of one sample.</summary>
    public SampleShape Shape { get; }

    /// <summary>Pictures or real numbers.</summary>
    public SampleKind Kind => Info.Kind;

    /// <summary>Samples in the split.</summary>
    public int Count { get; }

    /// <summary>Bytes per sample.</summary>
    public int SampleBytes { get; }

    /// <summary>SHA-256 in hex over kind, shape, samples and labels; part of the identity of every run.</summary>
    public string ContentHash { get; }

    /// <summary>How this differs from the published release, e.g. "24,000 of 60,000 training images"; null when it does not.</summary>
    public string? Note { get; }

    /// <summary>Whether every sample has a class.</summary>
    public bool HasLabels { get; }

    /// <summary>The class of every sample, an index into <see cref="DatasetInfo.ClassNames"/>; empty without labels.</summary>
    public ReadOnlySpan<int> Labels => HasLabels ? new ReadOnlySpan<int>(_labels, Count) : [];

    /// <summary>The bytes of one image, planes in order (C, H, W).</summary>
    /// <param name="index">0 to <see cref="Count"/> − 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such sample.</exception>
    /// <exception cref="InvalidOperationException">The samples are no images.</exception>
    public ReadOnlySpan<byte> GetImage(int index) => Kind == SampleKind.Image
        ? Sample(index)
        : throw new InvalidOperationException($"{Info.Name} has real numbers, no images.");

    /// <summary>The numbers of one sample of <see cref="SampleKind.Real"/>.</summary>
    /// <param name="index">0 to <see cref="Count"/> − 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such sample.</exception>
    /// <exception cref="InvalidOperationException">The samples are images.</exception>
    public ReadOnlySpan<float> GetValues(int index) => Kind == SampleKind.Real
        ? MemoryMarshal.Cast<byte, float>(Sample(index))
        : throw new InvalidOperationException($"{Info.Name} has images, no real numbers.");

    /// <summary>Hashes all samples and labels again; false when the decoded file has been damaged since it was made.</summary>
    public bool VerifyContent() => DatasetCache.ContentMatches(_file, Kind);

    /// <summary>Unmaps the samples. They must not be in use.</summary>
    public void Dispose()
    {
        DisposeTable();
        _file.Dispose();
    }

    private ReadOnlySpan<byte> Sample(int index)
    {
        if ((uint)index >= (uint)Count)
            throw new ArgumentOutOfRangeException(nameof(index), index, $"{Info.Name} ({Split}) has samples 0 to {Count - 1}.");
        return new ReadOnlySpan<byte>(_samples + ((long)index * SampleBytes), SampleBytes);
    }
}
