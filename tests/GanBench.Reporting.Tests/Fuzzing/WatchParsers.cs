using System.Text;
using GanBench.Reporting.Html;
using GanBench.Reporting.Live;
using GanBench.Reporting.Live.Pages;
using GanBench.Reporting.Tests.Live;
using GanBench.Runs;
using GanBench.Testing.Fuzzing;

namespace GanBench.Reporting.Tests.Fuzzing;

/// <summary>What the watch page reads: requests, and the files of runs.</summary>
public static class WatchParsers
{
    private const string Unreadable = "unreadable";

    private static readonly Lazy<Uri> Server = new(() =>
    {
        // Lives as long as the process.
        var runs = new FakeRuns();
        runs.Add("alive");
        runs.Add("other");
        return LiveServer.StartAsync(new LiveServerOptions { RunsFolder = runs.Folder, Port = 0 }).GetAwaiter().GetResult().Address;
    });

    /// <summary>One for each kind.</summary>
    public static IReadOnlyList<FuzzedParser> All { get; } =
    [
        new("watch-request", new(() =>
        [
            Get("/"), Get("/?run=alive&run=other&q=a%20b"), Get("/live?run=alive&q=al", "If-None-Match: \"0123456789abcdef\"\r\n"),
            Get("/sheet?run=alive&step=0"), Get("/sheet?run=other&step=0"), Get("/assets/live.css"),
        ]), (bytes, _) =>
        {
            if (RawHttp.Send(Server.Value, bytes).Contains("<script>", StringComparison.Ordinal))
                throw new InvalidOperationException("What was asked for becomes markup.");
        }),
        // The first line says which file it is.
        new("watched-run", new(Files), (bytes, folder) =>
        {
            var text = Encoding.UTF8.GetString(bytes).Split('\n', 2);
            var run = new RunDirectory(folder["runs", "run"]);
            if (Directory.Exists(run.Path))
                Directory.Delete(run.Path, recursive: true);
            foreach (var (name, content) in Whole().Append((text[0], text[^1])))
            {
                var file = Path.Combine(run.Path, Whole().Any(f => f.Name == name) ? name : "progress.jsonl");
                Directory.CreateDirectory(Path.GetDirectoryName(file)!);
                File.WriteAllText(file, content);
            }
            var view = new LiveRuns(folder["runs"], null).Look(new LiveQuery(["run"], ""));
            var page = HtmlRenderer.Render<LivePage>(new() { ["View"] = view });
            if (page.Contains("<script>", StringComparison.Ordinal))
                throw new InvalidOperationException("Text of a run becomes markup.");
            if (view.Rows.Any(row => row.Standing == Unreadable) || view.Chosen.Any(detail => detail.Problem is not null))
                throw new DataException("The page says what is wrong with it.");
        }),
    ];

    private static byte[] Get(string path, string header = "") =>
        Encoding.UTF8.GetBytes($"GET {path} HTTP/1.1\r\nHost: localhost\r\n{header}Connection: close\r\n\r\n");

    private static IReadOnlyList<byte[]> Files() => [.. Whole().Select(file => Encoding.UTF8.GetBytes($"{file.Name}\n{file.Content}"))];

    private static IEnumerable<(string Name, string Content)> Whole() =>
    [
        ("spec.yaml", RunSpecYaml.Write(new RunSpec { Architecture = "dcgan", Dataset = "glyphs" })),
        ("run.json",
            """
            {"schema":1,"id":"run","status":"running","step":3,"steps":20,"seconds":1.5,"started":"2026-01-02T03:04:05Z","message":"m"}
            """),
        ("progress.jsonl", string.Concat(Enumerable.Range(1, 6).Select(step => FormattableString.Invariant(
            $"{{\"step\":{step},\"lossD\":{1.0 / step},\"lossG\":2,\"seconds\":{step / 4.0},\"imagesPerSecond\":128}}\n")))),
        ("metrics/step-000010.json",
            """
            {"schema":1,"step":10,"checkpointHash":"ab","metrics":[{"name":"fid","value":12.5,"protocol":{"extractor":"classifier"}}]}
            """),
    ];
}
