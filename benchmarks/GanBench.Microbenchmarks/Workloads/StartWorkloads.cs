using System.Diagnostics;
using GanBench.Microbenchmarks.Measuring;
using GanBench.Runs;
using GanBench.Testing;

namespace GanBench.Microbenchmarks.Workloads;

/// <summary>
/// How long one waits: for <c>ganbench --help</c>, beside a .NET program that prints a line, and from <c>ganbench train</c> to the end of
/// the first step of <c>gan</c>, beside the peers of training.
/// </summary>
internal static class StartWorkloads
{
    private const string Group = "start-up", Case = "gan-28";

    /// <summary>The workloads.</summary>
    public static IReadOnlyList<Workload> All { get; } =
    [
        new("start-help", Group, "`ganbench --help`", Unit.Milliseconds, new Side(Side.GanBench, Help),
            new Side("a .NET program's usage", () => Timed(() => ExternalTool.Run("dotnet", TorchSharpPeer.Program))))
        {
            RoundSeconds = 2,
            IsQuick = true,
            WarmsUp = true,
        },
        new("start-first-step", Group, "from the command to the end of the first step of `gan`", Unit.Milliseconds,
            new Side(Side.GanBench, FirstStep), Peer(TorchSharpPeer.Name, "dotnet", TorchSharpPeer.Program),
            Peer(PythonPeer.Torch, PythonPeer.Program, PythonPeer.PathOf("training.py")) with { WhyNot = () => PythonPeer.WhyNot("torch") })
        {
            RoundSeconds = 8,
            IsQuick = true,
            WarmsUp = true,
        },
    ];

    private static Measurement Help() => Timed(() => SideBySide.GanBench("--help"));

    private static Measurement Timed(Action work)
    {
        var clock = Stopwatch.StartNew();
        work();
        return new Measurement(clock.Elapsed.TotalMilliseconds);
    }

    private static Measurement FirstStep()
    {
        using var folder = new TempFolder();
        // A run's log reaches the disk after its first step where that is the last.
        return new Measurement(SideBySide.Until(
            "dotnet",
            [SideBySide.Command, "train", "--architecture", "gan", "--dataset", "glyphs", "--steps", "1", "--sample-interval", "0",
                "--runs-dir", folder.Path],
            () => RunDirectory.List(folder.Path).Any(run => new FileInfo(run.ProgressFile) is { Exists: true, Length: > 0 })));
    }

    private static Side Peer(string name, string program, string script) =>
        new(name, () => new Measurement(SideBySide.UntilFirstLine(program, [script, "train", Case, "1", "0"])));
}
