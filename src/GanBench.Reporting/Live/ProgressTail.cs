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
        List<double> rates = [], durations = [];
        (int Step, double Seconds)? last = null;
        ProgressScan.ReadPart(stream, Math.Max(0, stream.Length - Bytes), Bytes, (in ScannedLine line) =>
        {
            if (last is { } before && line.Step > before.Step && line.Seconds >= before.Seconds)
                durations.Add((line.Seconds - before.Seconds) / (line.Step - before.Step));
            rates.Add(line.ImagesPerSecond);
            last = (line.Step, line.Seconds);
        });
        return last is null ? null : new ProgressTail(last.Value.Step, Median(rates)!.Value, Median(durations));
    }

    private static double? Median(List<double> values)
    {
        values.Sort();
        return values.Count == 0 ? null : values[values.Count / 2];
    }
}
