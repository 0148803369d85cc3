using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using GanBench.Runs;
using GanBench.Suites.Results;
using GanBench.Suites.Running;
using GanBench.Testing.Fuzzing;
using GanBench.Training.Checkpoints;

namespace GanBench.Tests.Fuzzing;

/// <summary>Readers of the files of run directories, and of what the process of a run prints.</summary>
public static class RunParsers
{
    /// <summary>Lines of a progress file.</summary>
    public const string Progress =
        """
        {"step":1,"epoch":0.5,"lossD":0.7,"lossG":"NaN","seconds":0.5,"imagesPerSecond":100}
        {"step":2,"epoch":1,"lossD":0.6,"lossG":0.71,"seconds":0.9,"imagesPerSecond":101.5}

        """;

    private const int Step = 20;

    private const string Weights = "generator.safetensors";

    private const string Metrics =
        """
        {"schema":1,"step":20,"checkpointHash":"ab","metrics":[{"name":"fid","value":12.5,"interval":{"low":1,"high":20,"level":95},
        "protocol":{"extractor":"classifier","samples":"100"}}]}
        """;

    private const string State =
        """
        {"schema":1,"id":"gan-glyphs-s1","status":"failed","step":20,"steps":20,"seconds":1.5,"started":"2026-01-02T03:04:05Z","starts":1,
        "message":"m","crash":{"signal":"SIGABRT","exitCode":134,"lastLines":["a","b"]}}
        """;

    private const string Machine =
        """
        {"schema":1,"ganBench":"0.1.0","engineSemantics":3,"libtorch":"2.10.0","device":"cpu","processor":"p","cores":2,"threads":2,
        "memory":8589934592,"operatingSystem":"o","runtime":"r","numerics":"portable","settings":{"MKL_CBWR":"COMPATIBLE"}}
        """;

    /// <summary>One for each file.</summary>
    public static IReadOnlyList<FuzzedParser> All { get; } =
    [
        InRun("metrics", "metrics/step-000020.json", run =>
        {
            // Whoever reads it looks at all of it.
            foreach (var metric in run.ReadMetrics(Step)!.Metrics)
                _ = metric.Name.Length + metric.Protocol.Sum(p => p.Key.Length + p.Value.Length);
        }, Metrics),
        InRun("run-state", "run.json", run =>
        {
            RunVersion.Check(run);
            var state = run.ReadState()!;
            _ = state.Standing.Length + (state.Remark?.Length ?? 0) + (state.Crash?.LastLines.Sum(line => line.Length) ?? 0);
        }, State),
        InRun("environment", "environment.json", run => _ = run.ReadEnvironment()!.List().Sum(value => value.Value.Length), Machine),
        // The two readers of logs take and refuse the same.
        InRun("progress", "progress.jsonl", run =>
        {
            List<int> scanned = [];
            var fast = Refusal(() => ProgressScan.Read(run.ProgressFile, (in ScannedLine line) => scanned.Add(line.Step)));
            IReadOnlyList<ProgressRecord> records = [];
            var slow = Refusal(() => records = run.ReadProgress());
            if ((fast is null) != (slow is null))
                throw new InvalidOperationException($"One reader refuses: {fast?.Message ?? slow!.Message}");
            if (slow is not null)
                throw slow;
            if (!scanned.SequenceEqual(records.Select(record => record.Step)))
                throw new InvalidOperationException("The readers read other steps.");
        }, Progress),
        InRun("checkpoint-state", "checkpoints/step-000020/state.json", run =>
        {
            File.WriteAllText(Path.Combine(run.CheckpointFolder(Step), Weights), Weights);
            CheckpointStore.Verify(run, Step);
        }, CheckpointState(Weights)) with { Pack = Packed },
        new("process-line", new(() => [.. Lines().Select(line => Encoding.UTF8.GetBytes(line.ToString()))]), (bytes, _) =>
        {
            if (!ProgressLine.TryParse(Encoding.UTF8.GetString(bytes), out var line))
                throw new DataException("It is no line of a run.");
            line.ToString();
        }),
    ];

    private static DataException? Refusal(Action read)
    {
        try
        {
            read();
            return null;
        }
        catch (DataException e)
        {
            return e;
        }
    }

    private static IEnumerable<ProgressLine> Lines() =>
        [new() { Message = "hello" }, new() { Training = new("run", 3, 10, new ProgressRecord { Step = 3 }, "m") }];

    // With the hash that fits the list of files, where that can still be read; half of them, so that the hash is tried as well.
    private static byte[] Packed(byte[] damaged)
    {
        if (damaged.Length % 2 == 0)
            return damaged;
        try
        {
            using var json = JsonDocument.Parse(damaged);
            var files = json.RootElement.GetProperty("files").EnumerateObject()
                .Select(f => $"{f.Name} {(f.Value.ValueKind == JsonValueKind.String ? f.Value.GetString() : "")}\n");
            var hash = Hash($"{Step}\n" + string.Concat(files.Order(StringComparer.Ordinal)));
            var at = Encoding.Latin1.GetString(damaged).IndexOf("\"hash\":\"", StringComparison.Ordinal) + 8;
            return at < 8 || at + hash.Length > damaged.Length ? damaged
                : [.. damaged.AsSpan(0, at), .. Encoding.ASCII.GetBytes(hash), .. damaged.AsSpan(at + hash.Length)];
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return damaged;
        }
    }

    private static string CheckpointState(string file) =>
        $$$"""
        {"schema":1,"step":{{{Step}}},"note":"a key that this version does not know, as a later one may write it, of some length",
        "alsoUnknown":{"list":[1,2,3],"text":"text"},"generatorSteps":20,"discriminatorSteps":20,"files":{"{{{file}}}":"{{{Hash(file)}}}"},
        "hash":"{{{Hash($"{Step}\n{file} {Hash(file)}\n")}}}"}
        """;

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static FuzzedParser InRun(string name, string file, Action<RunDirectory> read, string text) =>
        new(name, new(() => [Encoding.UTF8.GetBytes(text)]), (bytes, folder) =>
        {
            var path = folder["run", file];
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, bytes);
            read(new RunDirectory(folder["run"]));
        });
}
