using System.Diagnostics;
using System.Globalization;
using System.IO.MemoryMappedFiles;
using System.Text.Json;
using GanBench.Testing;
using GanBench.Testing.Fuzzing;

namespace GanBench.Fuzzing;

/// <summary>Tries cases one after the other, in a process of its own: what ends it is found by the one that started it.</summary>
internal static class Worker
{
    /// <summary>Exit code of a process whose case did not end.</summary>
    public const int Hung = 3;

    /// <summary>What no file of a few kilobytes may take: of processors, which other work does not slow down, and in all.</summary>
    private static readonly TimeSpan MostWork = TimeSpan.FromSeconds(10), MostTime = TimeSpan.FromMinutes(3);

    /// <summary>Tries cases and prints a line of JSON for each finding, and for progress.</summary>
    /// <param name="parser">The parser.</param>
    /// <param name="first">Number of the first case.</param>
    /// <param name="end">Number after the last.</param>
    /// <param name="place">A file that always holds the number of the case in work: a process that dies leaves it there.</param>
    /// <param name="time">When it ends before that.</param>
    /// <param name="output">Where lines go.</param>
    /// <returns>0.</returns>
    public static int Run(FuzzedParser parser, long first, long end, string place, TimeSpan time, TextWriter output)
    {
        var whole = Stopwatch.StartNew();
        using var folder = new TempFolder();
        using var map = MemoryMappedFile.CreateFromFile(place, FileMode.Open, null, sizeof(long));
        using var current = map.CreateViewAccessor();
        // What is made once, a server for example, is no case's time.
        parser.Try(parser.Pack(parser.Seeds.Value[0]), folder, out _);
        var since = Stopwatch.StartNew();
        var before = Environment.CpuUsage.TotalTime;
        // A case that never ends cannot be stopped from within: the process goes, and the campaign says at which.
        using var watch = new Timer(_ =>
        {
            lock (since)
            {
                if (Environment.CpuUsage.TotalTime - before > MostWork || since.Elapsed > MostTime)
                {
                    Environment.Exit(Hung);
                }
            }
        }, null, 1000, 1000);
        long refused = 0, most = 0, done = 0;
        double slowest = 0;
        for (var number = first; number < end && whole.Elapsed < time; number++)
        {
            current.Write(0, number);
            lock (since)
            {
                since.Restart();
                before = Environment.CpuUsage.TotalTime;
            }
            if (done % 1000 == 0)
                Tell(new Line(number, done, refused, most, slowest, null));
            var bytes = parser.Case(number);
            var memory = GC.GetTotalAllocatedBytes();
            var problem = parser.Try(bytes, folder, out var isRefused);
            var allocated = GC.GetTotalAllocatedBytes() - memory;
            done++;
            refused += isRefused ? 1 : 0;
            most = Math.Max(most, allocated);
            slowest = Math.Max(slowest, since.Elapsed.TotalSeconds);
            if (allocated > parser.MostBytes)
                problem ??= string.Create(CultureInfo.InvariantCulture, $"allocates {allocated >> 20} MiB for {bytes.Length} bytes");
            if (problem is not null)
                Tell(new Line(number, done, refused, most, slowest, problem));
        }
        Tell(new Line(end, done, refused, most, slowest, null));
        return 0;

        void Tell(Line line)
        {
            lock (output)
            {
                output.WriteLine(JsonSerializer.Serialize(line));
                output.Flush();
            }
        }
    }

    /// <summary>What a process of a campaign prints.</summary>
    /// <param name="Number">Number of the case that comes next, or that the problem is of.</param>
    /// <param name="Done">Cases tried.</param>
    /// <param name="Refused">Of them refused.</param>
    /// <param name="MostBytes">Most bytes that one allocated.</param>
    /// <param name="Slowest">Seconds of the slowest.</param>
    /// <param name="Problem">What was found, or null.</param>
    public sealed record Line(long Number, long Done, long Refused, long MostBytes, double Slowest, string? Problem);
}
