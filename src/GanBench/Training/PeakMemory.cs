using System.Diagnostics;

namespace GanBench.Training;

/// <summary>
/// The most memory that this process held since a moment. The operating system counts the peak since the process began, which may be that
/// of an earlier run or of a measurement: Linux forgets it where it is asked to; elsewhere it is only known when it has risen since.
/// </summary>
internal sealed class PeakMemory
{
    // Resets the peak (proc(5), "clear_refs").
    private const string ClearFile = "/proc/self/clear_refs", ResetPeak = "5";

    private readonly long _before;

    private PeakMemory(long before) => _before = before;

    /// <summary>Starts to watch.</summary>
    public static PeakMemory Start()
    {
        if (OperatingSystem.IsLinux())
        {
            try
            {
                File.WriteAllText(ClearFile, ResetPeak);
                return new PeakMemory(0);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // Not allowed here: it is treated as other systems are.
            }
        }
        return new PeakMemory(Read());
    }

    /// <summary>The larger of the peak since the start and one that is known; null when neither is.</summary>
    /// <param name="known">Bytes, e.g. of an earlier start of the run.</param>
    public long? Above(long? known)
    {
        var now = Read();
        return now <= _before ? known : Math.Max(now, known ?? 0);
    }

    private static long Read()
    {
        using var process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64;
    }
}
