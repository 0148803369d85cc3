using System.Text.Json;

namespace GanBench.Reporting.Live;

/// <summary>Where a run stands by the last lines of its log, which say it between two checkpoints.</summary>
/// <param name="Step">Last logged step.</param>
/// <param name="ImagesPerSecond">Images per second, median of the last lines.</param>
/// <param name="SecondsPerStep">Seconds of a step, median of the last lines; null where there are too few.</param>
internal sealed record ProgressTail(int Step, double ImagesPerSecond, double? SecondsPerStep)
{
    private const int Bytes = 32 * 1024;

    /// <summary>Reads the end of a log; null where it has no whole line.</summary>
    /// <param name="file">The log.</param>
    public static ProgressTail? Read(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        var start = Math.Max(0, stream.Length - Bytes);
        stream.Position = start;
        var buffer = new byte[Bytes];
        ReadOnlySpan<byte> rest = buffer.AsSpan(0, stream.ReadAtLeast(buffer, Bytes, throwOnEndOfStream: false));
        if (start > 0)
            rest = rest[(rest.IndexOf((byte)'\n') + 1)..];
        List<double> rates = [], durations = [];
        var values = ProgressScan.NewValues();
        (int Step, double Seconds)? last = null;
        for (int end; (end = rest.IndexOf((byte)'\n')) >= 0; rest = rest[(end + 1)..])
        {
            try
            {
                var line = ProgressScan.Parse(rest[..end], values);
                if (last is { } before && line.Step > before.Step && line.Seconds >= before.Seconds)
                    durations.Add((line.Seconds - before.Seconds) / (line.Step - before.Step));
                rates.Add(line.ImagesPerSecond);
                last = (line.Step, line.Seconds);
            }
            catch (Exception e) when (e is JsonException or FormatException)
            {
                // The others count.
            }
        }
        return last is null ? null : new ProgressTail(last.Value.Step, Median(rates)!.Value, Median(durations));
    }

    private static double? Median(List<double> values)
    {
        values.Sort();
        return values.Count == 0 ? null : values[values.Count / 2];
    }
}
