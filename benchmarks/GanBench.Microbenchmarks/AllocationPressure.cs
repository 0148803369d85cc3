using System.Diagnostics;

namespace GanBench.Microbenchmarks;

/// <summary>
/// A thread that allocates large arrays and collects garbage half of the time: whatever is freed too early in the rest of the process is
/// then freed too early soon.
/// </summary>
internal sealed class AllocationPressure : IDisposable
{
    private const int ArrayBytes = 200_000, ArraysPerCollection = 20;

    private readonly Thread _thread;
    private volatile bool _stopped;

    /// <summary>Starts the thread.</summary>
    public AllocationPressure()
    {
        _thread = new Thread(Allocate) { IsBackground = true, Name = nameof(AllocationPressure) };
        _thread.Start();
    }

    /// <summary>Stops the thread and waits for its end.</summary>
    public void Dispose()
    {
        _stopped = true;
        _thread.Join();
    }

    private void Allocate()
    {
        while (!_stopped)
        {
            for (var i = 0; i < ArraysPerCollection; i++)
                GC.KeepAlive(new byte[ArrayBytes]);
            var start = Stopwatch.GetTimestamp();
            GC.Collect();
            // The rest of the process has half of the time at least: with a large heap it would hardly come forward.
            Thread.Sleep(Stopwatch.GetElapsedTime(start));
        }
    }
}
