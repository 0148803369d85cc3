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
    private const string Status = "/proc/self/status", Stat = "/proc/stat";

    // The first look is worth having early, and shares of a moment are counted in hundredths of a second.
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(0.5);

    // Enough for all threads to take part: libtorch gives each 2^15 elements at least.
    private readonly long _elements;
    private readonly IReadOnlyList<int> _cores;
    private readonly Timer _timer;
    private readonly Contention _contention = new();
    private ManualResetEventSlim? _release;
    private (double Busy, double Own, long At) _last;

    /// <summary>Watches from now on.</summary>
    /// <param name="threads">Threads that operators compute with.</param>
    public SpinThrottle(int threads)
    {
        _elements = (long)threads << 17;
        _cores = Cores(File.ReadLines(Status));
        _last = Now();
        _timer = new Timer(_ => Look(), null, Interval, Timeout.InfiniteTimeSpan);
    }

    /// <summary>
    /// Whether it can be done: on Linux, where all cores that the process may use are computed with, so that one thread more is too many.
    /// </summary>
    /// <param name="threads">Threads that operators compute with.</param>
    public static bool IsPossible(int threads)
    {
        try
        {
            return OperatingSystem.IsLinux() && threads > 1 && Cores(File.ReadLines(Status)) is var cores && cores.Count == threads
                && Busy(File.ReadLines(Stat), cores) > 0;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Numbers of the cores that a process may use.</summary>
    /// <param name="status">Lines of its status (proc(5)), of which one holds a list as "0-1,8".</param>
    internal static IReadOnlyList<int> Cores(IEnumerable<string> status)
    {
        const string List = "Cpus_allowed_list:";
        if (status.FirstOrDefault(line => line.StartsWith(List, StringComparison.Ordinal)) is not { } line)
            return [];
        return
        [
            .. line[List.Length..].Split(',', StringSplitOptions.TrimEntries).SelectMany(range =>
            {
                var ends = range.Split('-').Select(end => int.Parse(end, CultureInfo.InvariantCulture)).ToArray();
                return Enumerable.Range(ends[0], ends[^1] - ends[0] + 1);
            }),
        ];
    }

    /// <summary>Seconds that some cores have worked since the system started.</summary>
    /// <param name="stat">
    /// Lines of the system's statistics (proc(5)): for each core hundredths of a second in user mode, nice, in the kernel, idle, waiting
    /// for disks, in interrupts, in soft interrupts, and more that is no work of this system.
    /// </param>
    /// <param name="cores">Numbers of the cores.</param>
    internal static double Busy(IEnumerable<string> stat, IReadOnlyList<int> cores)
    {
        const double Tick = 0.01;
        var names = cores.Select(core => $"cpu{core}").ToHashSet();
        return Tick * stat.Select(line => line.Split(' ')).Where(fields => fields.Length > 7 && names.Contains(fields[0]))
            .Sum(fields => new[] { 1, 2, 3, 6, 7 }.Sum(field => double.Parse(fields[field], CultureInfo.InvariantCulture)));
    }

    private (double Busy, double Own, long At) Now() =>
        (Busy(File.ReadLines(Stat), _cores), Environment.CpuUsage.TotalTime.TotalSeconds, Stopwatch.GetTimestamp());

    private void Look()
    {
        try
        {
            var now = Now();
            var others = now.Busy - _last.Busy - (now.Own - _last.Own);
            var isContended = _contention.Add(others / Stopwatch.GetElapsedTime(_last.At, now.At).TotalSeconds);
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
