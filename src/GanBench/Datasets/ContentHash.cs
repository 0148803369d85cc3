using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using GanBench.Imaging;

namespace GanBench.Datasets;

/// <summary>
/// Identity of a set of samples: SHA-256 over kind and shape, the samples in order, and the labels. Two datasets with the same
/// hash train the same network.
/// </summary>
internal sealed class ContentHash : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public ContentHash(SampleKind kind, SampleShape shape) =>
        _hash.AppendData(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture,
            $"ganbench-samples-1 {kind} {shape.Channels} {shape.Height} {shape.Width}\n")));

    public void Add(ReadOnlySpan<byte> samples) => _hash.AppendData(samples);

    public string Finish(ReadOnlySpan<int> labels)
    {
        _hash.AppendData(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"\nlabels {labels.Length}\n")));
        _hash.AppendData(MemoryMarshal.AsBytes(labels));
        return Convert.ToHexStringLower(_hash.GetHashAndReset());
    }

    public void Dispose() => _hash.Dispose();
}
