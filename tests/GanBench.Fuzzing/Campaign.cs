using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using GanBench.Testing;
using GanBench.Testing.Fuzzing;

namespace GanBench.Fuzzing;

/// <summary>Tries all parsers, some processes side by side, and keeps the files that were found.</summary>
/// <param name="folder">Where they are kept.</param>
/// <param name="processes">Processes at a time.</param>
/// <param name="output">Where the table goes.</param>
internal sealed class Campaign(string folder, int processes, TextWriter output)
{
    private const int MostFindings = 20;

    // Parsers of files read each case from a file: in memory that is four times as fast.
    private const string TemporaryFolder = "TMPDIR", Memory = "/dev/shm";

    /// <summary>Runs it.</summary>
    /// <param name="parsers">The parsers.</param>
    /// <param name="start">Number of the first case.</param>
    /// <param name="cases">Cases for each parser.</param>
    /// <param name="time">Time for each parser, after which it has fewer.</param>
    /// <returns>Whether nothing was found.</returns>
    public bool Run(IReadOnlyList<FuzzedParser> parsers, long start, long cases, TimeSpan time)
    {
        var watch = Stopwatch.StartNew();
        output.WriteLine("| parser | cases | read | refused | most memory of one | slowest | cases/s | found |");
        output.WriteLine("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
        var outcomes = parsers.Select(parser => Of(parser, start, cases, time)).ToList();
        var (done, found) = (outcomes.Sum(o => o.Done), outcomes.Sum(o => o.Found));
        var whole = parsers.SelectMany(parser => parser.Seeds.Value).ToList();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{parsers.Count} parsers, {whole.Count} whole files of {whole.Sum(file => (long)file.Length):N0} bytes, {done:N0} damaged "
            + $"ones in {watch.Elapsed.TotalMinutes:F1} minutes, {done / watch.Elapsed.TotalSeconds:N0} a second."));
        output.WriteLine(found == 0 ? "Nothing was found." : $"{found} found; their files are in {folder}.");
        return found == 0;
    }

    private (long Done, int Found) Of(FuzzedParser parser, long start, long cases, TimeSpan time)
    {
        var watch = Stopwatch.StartNew();
        var shares = Enumerable.Range(0, processes)
            .Select(i => (First: start + (cases * i / processes), End: start + (cases * (i + 1) / processes)))
            .Where(share => share.First < share.End).ToList();
        var parts = new Part[shares.Count];
        Parallel.For(0, shares.Count, new ParallelOptions { MaxDegreeOfParallelism = processes },
            i => parts[i] = Work(parser, shares[i].First, shares[i].End, watch, time));
        var (done, refused) = (parts.Sum(p => p.Done), parts.Sum(p => p.Refused));
        var findings = parts.SelectMany(p => p.Findings).OrderBy(f => f.Number).ToList();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"| {parser.Name} | {done:N0} | {done - refused:N0} | {refused:N0} | {parts.Max(p => p.Most) / 1024.0:N0} KiB "
            + $"| {1000 * parts.Max(p => p.Slowest):N0} ms | {done / watch.Elapsed.TotalSeconds:N0} | {findings.Count} |"));
        foreach (var (number, problem) in findings)
        {
            Directory.CreateDirectory(folder);
            var file = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{parser.Name}-{number}"));
            File.WriteAllBytes(file + ".bin", parser.Case(number));
            File.WriteAllText(file + ".txt", problem + "\n");
            output.WriteLine($"  {parser.Name} {number}: {problem.Split('\n')[0]}");
        }
        return (done, findings.Count);
    }

    // A process that dies is a finding, and the next goes on behind the case that ended it.
    private static Part Work(FuzzedParser parser, long first, long end, Stopwatch watch, TimeSpan time)
    {
        using var scratch = new TempFolder();
        var place = scratch["case"];
        File.WriteAllBytes(place, new byte[sizeof(long)]);
        var part = new Part();
        while (first < end && part.Findings.Count < MostFindings && watch.Elapsed < time)
        {
            var last = new Worker.Line(first, 0, 0, 0, 0, null);
            using var process = Start(parser.Name, first, end, place, time - watch.Elapsed);
            while (process.StandardOutput.ReadLine() is { } text)
            {
                last = JsonSerializer.Deserialize<Worker.Line>(text)!;
                if (last.Problem is { } problem)
                    part.Findings.Add((last.Number, problem));
                if (part.Findings.Count >= MostFindings)
                    process.Kill();
            }
            process.WaitForExit();
            part.Done += last.Done;
            part.Refused += last.Refused;
            part.Most = Math.Max(part.Most, last.MostBytes);
            part.Slowest = Math.Max(part.Slowest, last.Slowest);
            if (process.ExitCode == 0 || part.Findings.Count >= MostFindings)
                break;
            var ended = BitConverter.ToInt64(File.ReadAllBytes(place));
            part.Findings.Add((ended, process.ExitCode == Worker.Hung ? "does not end"
                : string.Create(CultureInfo.InvariantCulture, $"ends the process with exit code {process.ExitCode}")));
            first = ended + 1;
        }
        return part;
    }

    private static Process Start(string parser, long first, long end, string place, TimeSpan time)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
            start.ArgumentList.Add(typeof(Campaign).Assembly.Location);
        start.ArgumentList.Add("work");
        start.ArgumentList.Add(parser);
        start.ArgumentList.Add(first.ToString(CultureInfo.InvariantCulture));
        start.ArgumentList.Add(end.ToString(CultureInfo.InvariantCulture));
        start.ArgumentList.Add(place);
        start.ArgumentList.Add(time.TotalSeconds.ToString(CultureInfo.InvariantCulture));
        if (Environment.GetEnvironmentVariable(TemporaryFolder) is null && Directory.Exists(Memory))
            start.Environment[TemporaryFolder] = Memory;
        return Process.Start(start)!;
    }

    private sealed class Part
    {
        public List<(long Number, string Problem)> Findings { get; } = [];

        public long Done { get; set; }

        public long Refused { get; set; }

        public long Most { get; set; }

        public double Slowest { get; set; }
    }
}
