using System.Globalization;
using GanBench.Reporting.Model;
using GanBench.Runs;

namespace GanBench.Reporting.Building;

/// <summary>Where the runs were made: machine, engine and versions.</summary>
internal static class RunSurroundings
{
    /// <summary>Machines and versions in full; null when no run tells.</summary>
    public static FactGrid? Environment(ReportContext context)
    {
        var environments = Of(context);
        if (environments.Count == 0)
            return null;
        return new FactGrid(
            "Environment",
            [
                Fact("GanBench", Version),
                .. context.Options.Commit is { Length: > 0 } commit ? [new Fact("Commit", commit)] : Array.Empty<Fact>(),
                Fact("Engine", Engine),
                Fact("Device", Device),
                Fact("Processor", e => $"{e.Processor}, {e.Cores} cores"),
                Fact("Threads", e => Format.Count(e.Threads)),
                Fact("Memory", e => Format.Bytes(e.Memory)),
                Fact("Numerics", e => e.Numerics.ToString().ToLowerInvariant()),
                Fact("System", e => e.OperatingSystem),
                Fact("Runtime", e => e.Runtime),
            ]);

        Fact Fact(string name, Func<RunEnvironment, string> value) => new(name, Format.Names(environments.Select(value)));
    }

    /// <summary>Settings of the engine that decide bits and speed; one that not all runs share says how many have it.</summary>
    public static FactGrid? Engine(ReportContext context)
    {
        var settings = Of(context)
            // Where a machine keeps its files decides nothing.
            .SelectMany(e => e.Settings.Where(s => !Path.IsPathRooted(s.Value))
                .Append(new("engine semantics", e.EngineSemantics.ToString(CultureInfo.InvariantCulture))))
            .GroupBy(s => s.Key).OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => new Fact(g.Key, Values([.. g.Select(s => s.Value)], context.Runs.Count))).ToList();
        return settings.Count == 0 ? null : new FactGrid("Engine settings that decide bits and speed", settings);
    }

    /// <summary>The same in a few words, for the first page.</summary>
    public static IEnumerable<string> Brief(ReportContext context)
    {
        var environments = Of(context);
        return environments.Count == 0 ? []
            : [$"GanBench {Format.Names(environments.Select(Version))}", Format.Names(environments.Select(Engine)),
                $"{Format.Names(environments.Select(Device))} on {Format.Names(environments.Select(e => e.Processor))}"];
    }

    private static IReadOnlyList<RunEnvironment> Of(ReportContext context) =>
        [.. context.Runs.Select(r => r.Environment).OfType<RunEnvironment>()];

    // A build's version ends in its whole commit, of which eight digits are enough.
    private static string Version(RunEnvironment e) =>
        e.GanBench.IndexOf('+', StringComparison.Ordinal) is var plus and > 0 ? e.GanBench[..Math.Min(e.GanBench.Length, plus + 9)]
            : e.GanBench;

    private static string Engine(RunEnvironment e) => $"TorchSharp, libtorch {e.Libtorch}";

    private static string Device(RunEnvironment e) => e.Accelerator is null ? e.Device : $"{e.Device}, {e.Accelerator}";

    private static string Values(IReadOnlyList<string> values, int runs) =>
        string.Join(", ", values.GroupBy(v => v).OrderByDescending(g => g.Count()).Select(g =>
            g.Count() == runs ? g.Key : $"{g.Key} ({Format.Count(g.Count())} of {Format.Count(runs)} runs)"));
}
