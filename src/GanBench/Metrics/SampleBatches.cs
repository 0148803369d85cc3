using System.Collections;
using GanBench.Metrics.Samples;
using static TorchSharp.torch;

namespace GanBench.Metrics;

/// <summary>
/// The first samples of a source batch by batch. While one batch is used the next is read, if the source is data: a generator computes,
/// and with all cores.
/// </summary>
/// <param name="source">The source; the caller's.</param>
/// <param name="total">How many samples.</param>
/// <param name="size">Samples per batch.</param>
internal sealed class SampleBatches(ISampleSource source, int total, int size)
    : IEnumerable<(int First, IReadOnlyList<Tensor> Images)>, IDisposable
{
    private Task<IReadOnlyList<Tensor>>? _next;

    /// <summary>How many samples there are in all.</summary>
    public int Total => total;

    /// <summary>Gives the batches; their tensors are disposed when the next one is asked for.</summary>
    public IEnumerator<(int First, IReadOnlyList<Tensor> Images)> GetEnumerator()
    {
        for (var first = 0; first < total; first += size)
        {
            var images = _next is null ? Read(first) : _next.GetAwaiter().GetResult();
            var following = first + size;
            _next = source.Count is not null && following < total ? Task.Run(() => Read(following)) : null;
            try
            {
                yield return (first, images);
            }
            finally
            {
                Dispose(images);
            }
        }
    }

    /// <summary>Waits for a batch that is being read, which nobody will use.</summary>
    public void Dispose()
    {
        try
        {
            if (_next is not null)
                Dispose(_next.GetAwaiter().GetResult());
        }
        catch (Exception e) when (e is DataException or OperationCanceledException)
        {
            // Nobody asked for it.
        }
        _next = null;
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static void Dispose(IReadOnlyList<Tensor> images)
    {
        foreach (var group in images)
            group.Dispose();
    }

    // Tensors made on another thread are in no scope of this one.
    private IReadOnlyList<Tensor> Read(int first)
    {
        var images = source.ReadGroups(first, Math.Min(size, total - first));
        foreach (var group in images)
            group.DetachFromDisposeScope();
        return images;
    }
}
