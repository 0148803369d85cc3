using System.Collections.Concurrent;

namespace GanBench.Datasets.Order;

/// <summary>
/// Makes batches ahead of their use on a thread of its own, so that a GPU does not wait for the copy. Batches come in order, and
/// at most a few wait.
/// </summary>
/// <typeparam name="T">What a batch is, e.g. a tensor on the device. The taker owns it.</typeparam>
public sealed class Prefetcher<T> : IDisposable
    where T : class
{
    private readonly BlockingCollection<T> _ready;
    private readonly CancellationTokenSource _stop = new();
    private readonly Thread _thread;
    private Exception? _failure;

    /// <summary>Starts making batches.</summary>
    /// <param name="make">Makes batch n; called on the prefetch thread only. What it makes must not belong to a dispose scope.</param>
    /// <param name="first">Number of the first batch.</param>
    /// <param name="end">Number after the last batch.</param>
    /// <param name="depth">Batches that may wait.</param>
    public Prefetcher(Func<long, T> make, long first, long end, int depth = 2)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(depth);
        _ready = new BlockingCollection<T>(depth);
        _thread = new Thread(() => Fill(make, first, end)) { IsBackground = true, Name = "batch prefetch" };
        _thread.Start();
    }

    /// <summary>The next batch; waits for it when it is not ready.</summary>
    /// <exception cref="InvalidOperationException">All batches have been taken.</exception>
    public T Next()
    {
        if (_ready.TryTake(out var batch, Timeout.Infinite))
            return batch;
        // Rethrown as it was: the thread's own trace says where.
        if (_failure is not null)
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(_failure);
        throw new InvalidOperationException("All batches have been taken.");
    }

    /// <summary>Stops the thread and disposes of batches that nobody took.</summary>
    public void Dispose()
    {
        _stop.Cancel();
        _thread.Join();
        while (_ready.TryTake(out var batch))
            (batch as IDisposable)?.Dispose();
        _ready.Dispose();
        _stop.Dispose();
    }

    private void Fill(Func<long, T> make, long first, long end)
    {
        try
        {
            for (var i = first; i < end && !_stop.IsCancellationRequested; i++)
            {
                var batch = make(i);
                try
                {
                    _ready.Add(batch, _stop.Token);
                }
                catch (OperationCanceledException)
                {
                    (batch as IDisposable)?.Dispose();
                }
            }
        }
#pragma warning disable CA1031 // Whatever goes wrong is thrown where the batch is taken.
        catch (Exception e)
#pragma warning restore CA1031
        {
            _failure = e;
        }
        finally
        {
            _ready.CompleteAdding();
        }
    }
}
