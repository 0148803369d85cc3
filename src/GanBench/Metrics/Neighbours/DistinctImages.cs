using System.Buffers.Binary;
using System.Security.Cryptography;
using static TorchSharp.torch;

namespace GanBench.Metrics.Neighbours;

/// <summary>Tells the first of equal images from its exact copies, batch by batch; it keeps 16 bytes per image.</summary>
internal sealed class DistinctImages
{
    private readonly HashSet<UInt128> _seen = [];

    /// <summary>Different images so far.</summary>
    public int Count => _seen.Count;

    /// <summary>Which images of a batch are equal to none before them, in this batch or an earlier one.</summary>
    /// <param name="images">uint8 on the CPU, N×….</param>
    /// <param name="first">Number of the batch's first image.</param>
    /// <returns>Their numbers, int64.</returns>
    public Tensor Places(Tensor images, long first = 0)
    {
        var count = (int)images.shape[0];
        var length = count == 0 ? 0 : (int)(images.numel() / count);
        using var contiguous = images.contiguous();
        var bytes = contiguous.data<byte>().ToArray();
        var places = new List<long>(count);
        for (var i = 0; i < count; i++)
        {
            var hash = SHA256.HashData(bytes.AsSpan(i * length, length));
            if (_seen.Add(BinaryPrimitives.ReadUInt128LittleEndian(hash)))
                places.Add(first + i);
        }
        return tensor(places.ToArray());
    }
}
