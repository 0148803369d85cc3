using System.Diagnostics;
using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace GanBench.Microbenchmarks;

/// <summary>
/// Adds one to a number, over and over, beside a thread that collects: with scalars made for the call, as <c>n.add_(1)</c> makes them, or
/// with scalars that a field holds.
/// </summary>
internal static class ScalarLoop
{
    private static readonly Scalar One = 1;

    /// <summary>Runs the loop.</summary>
    /// <param name="time">How long.</param>
    /// <param name="held">Whether a field holds the scalars.</param>
    /// <returns>Calls, those that threw, and whether the sum is that of the others.</returns>
    public static (long Calls, long Failures, bool RightSum) Run(TimeSpan time, bool held)
    {
        using var pressure = new AllocationPressure();
        using var n = zeros(1, int64);
        var (calls, failures) = (0L, 0L);
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < time; calls++)
        {
            try
            {
                if (held)
                    n.add_(One, One);
                else
                    n.add_(1);
            }
            catch (ExternalException)
            {
                failures++;
            }
        }
        return (calls, failures, n.item<long>() == calls - failures);
    }
}
