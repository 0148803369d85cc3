using System.Diagnostics;
using System.Globalization;
using static TorchSharp.torch;

namespace GanBench.Engine;

/// <summary>
/// Shortens the polling of idle OpenMP threads while other processes want the cores. Alone, threads that poll for long save a quarter of a
/// step of small networks; beside other work they burn what the threads they wait for need, and a step takes ten times as long. GNU's
/// library reads the time to poll once, but polls for a moment only while it holds more threads than there are cores: one thread more,
/// which has computed in parallel once and waits, is such a team, and its end undoes it. Bits do not depend on it.
/// </summary>
internal sealed class SpinThrottle
{
    private const string Tasks = "/proc/self/task", Status = "/proc/self/status";

    // At its start a process is in its own way, since .NET compiles in other threads.
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(0.5), StartUp = TimeSpan.FromSeconds(3);

    // Enough for all threads to take part: libtorch gives each 2^15 elements at least.
    private readonly long _elements;
    private readonly Timer _timer;
    private readonly Contention _contention = new();
    private ManualResetEventSlim? _release;
    private (double Waited, long At)? _last;

    /// <summary>Watches from now on.</summary>
    /// <param name="threads">Threads that operators compute with.</param>
    public SpinThrottle(int threads)
    {
        _elements = (long)threads << 17;
        _timer = new Timer(_ => Look(), null, StartUp, Timeout.InfiniteTimeSpan);
    }

    /// <summary>
    /// Whether it can be done: on Linux, where all cores that the process may use are computed with, so that one thread more is too many.
    /// </summary>
    /// <param name="threads">Threads that operators compute with.</param>
    public static bool IsPossible(int threads) =>
        OperatingSystem.IsLinux() && threads > 1 && File.Exists(Path.Combine(Tasks, $"{Environment.ProcessId}", "schedstat"))
        && Cores(File.ReadLines(Status)) == threads;

    /// <summary>Cores that a process may use.</summary>
    /// <param name="status">Lines of its status, of which one holds a mask of cores in hexadecimal groups.</param>
    internal static int Cores(IEnumerable<string> status)
    {
        const string Mask = "Cpus_allowed:";
        return status.FirstOrDefault(line => line.StartsWith(Mask, StringComparison.Ordinal)) is { } line
            ? line[Mask.Length..].Where(char.IsAsciiHexDigit).Sum(digit => int.PopCount(Convert.ToInt32(digit.ToString(), 16)))
            : 0;
    }

    /// <summary>Seconds that a thread was ready to run and did not.</summary>
    /// <param name="schedstat">What the kernel says of it: nanoseconds on a core, nanoseconds ready, times that it ran.</param>
    internal static double Waited(string schedstat) =>
        schedstat.Split(' ') is [_, var ready, ..] && long.TryParse(ready, CultureInfo.InvariantCulture, out var nanoseconds)
            ? nanoseconds / 1e9 : 0;

    private static double Waited()
    {
        var sum = 0.0;
        foreach (var task in Directory.EnumerateDirectories(Tasks))
        {
            try
            {
                sum += Waited(File.ReadAllText(Path.Combine(task, "schedstat")));
            }
            catch (IOException)
            {
                // It has ended.
            }
        }
        return sum;
    }

    private void Look()
    {
        try
        {
            var now = (Waited: Waited(), At: Stopwatch.GetTimestamp());
            // Threads that have ended took their time along.
            var isContended = _last is { } last
                && _contention.Add(Math.Max(0, now.Waited - last.Waited) / Stopwatch.GetElapsedTime(last.At, now.At).TotalSeconds);
            _last = now;
            if (isContended && _release is null)
                Hold(_release = new ManualResetEventSlim());
            else if (!isContended && _release is { } held)
            {
                held.Set();
                _release = null;
            }
            _timer.Change(Interval, Timeout.InfiniteTimeSpan);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The kernel does not tell: polling stays as it is, and nothing else depends on it.
        }
    }

    private void Hold(ManualResetEventSlim release) => new Thread(() =>
    {
        using (NewDisposeScope())
            empty(_elements).fill_(Scalars.Zero);
        release.Wait();
    })
    {
        IsBackground = true,
        Name = nameof(SpinThrottle),
    }.Start();
}
