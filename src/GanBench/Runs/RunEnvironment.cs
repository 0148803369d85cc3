using System.Text.Json;
using GanBench.Engine;

namespace GanBench.Runs;

/// <summary>Content of <c>environment.json</c>: what could make numbers differ between machines.</summary>
public sealed record RunEnvironment
{
    // What computes no bits: how much of the machine this process may have, and where its files lie.
    private static readonly string[] Incidental = ["schema", "cores", "memory", "settings.libtorch folder"];

    // What decides bits through nothing but the engine, whose semantics and libtorch have fields of their own, or is kept.
    private static readonly string[] AroundTheEngine = ["ganBench", "operatingSystem", "runtime", "threads"];

    /// <summary>Version of this layout.</summary>
    public int Schema { get; init; } = 1;

    /// <summary>GanBench's version.</summary>
    public required string GanBench { get; init; }

    /// <summary>Engine semantics version: part of run ids, raised when the same spec would give other numbers.</summary>
    public required int EngineSemantics { get; init; }

    /// <summary>Version of libtorch.</summary>
    public required string Libtorch { get; init; }

    /// <summary>Device the run used: "cpu" or "cuda:0".</summary>
    public required string Device { get; init; }

    /// <summary>Name of the accelerator, or null.</summary>
    public string? Accelerator { get; init; }

    /// <summary>Processor's model name.</summary>
    public required string Processor { get; init; }

    /// <summary>Cores available to the process.</summary>
    public required int Cores { get; init; }

    /// <summary>Threads libtorch computes with.</summary>
    public required int Threads { get; init; }

    /// <summary>Memory of the machine in bytes.</summary>
    public required long Memory { get; init; }

    /// <summary>Operating system.</summary>
    public required string OperatingSystem { get; init; }

    /// <summary>.NET runtime.</summary>
    public required string Runtime { get; init; }

    /// <summary>Numerics mode.</summary>
    public required Numerics Numerics { get; init; }

    /// <summary>Engine settings that decide bits and speed: versions, folder, variables.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>
    /// What was other in the processes before, where the run was taken up again elsewhere: "processor until step 400" and what it was.
    /// Null where nothing was.
    /// </summary>
    public IReadOnlyDictionary<string, string>? Changes { get; init; }

    /// <summary>All fields, those of inner objects by dotted names, as text.</summary>
    public IReadOnlyList<(string Name, string Value)> List()
    {
        var values = new List<(string, string)>();
        Walk(JsonSerializer.SerializeToElement(this, RunJson.Line), "");
        return values;

        void Walk(JsonElement element, string name)
        {
            if (element.ValueKind != JsonValueKind.Object)
            {
                values.Add((name, element.ToString()));
                return;
            }
            foreach (var property in element.EnumerateObject())
                Walk(property.Value, name.Length == 0 ? property.Name : name + "." + property.Name);
        }
    }

    /// <summary>This environment as the next of a run's: with what was other before.</summary>
    /// <param name="before">The environment of the run's processes so far; null when this is the first.</param>
    /// <param name="step">The step after which this one goes on.</param>
    public RunEnvironment After(RunEnvironment? before, int step)
    {
        if (before is null || step == 0)
            return this;
        var changes = new Dictionary<string, string>(before.Changes ?? new Dictionary<string, string>());
        foreach (var (name, was, _) in before.Differences(this, Incidental))
            changes[FormattableString.Invariant($"{name} until step {step}")] = was;
        return this with { Changes = changes.Count > 0 ? changes : null };
    }

    /// <summary>In what this and another environment differ that may decide bits; threads apart, which a run keeps.</summary>
    /// <param name="other">The other.</param>
    internal IReadOnlyList<(string Name, string Before, string After)> DifferencesOfBits(RunEnvironment other) =>
        Differences(other, [.. Incidental, .. AroundTheEngine, .. Numerics == Numerics.Portable ? (string[])["processor"] : []]);

    private List<(string Name, string Before, string After)> Differences(RunEnvironment other, string[] except)
    {
        var (mine, theirs) = (Values(this), Values(other));
        return [.. mine.Keys.Union(theirs.Keys)
            .Where(name => !except.Contains(name) && !name.StartsWith("changes.", StringComparison.Ordinal))
            .Select(name => (name, mine.GetValueOrDefault(name, "none"), theirs.GetValueOrDefault(name, "none")))
            .Where(pair => pair.Item2 != pair.Item3)];

        static Dictionary<string, string> Values(RunEnvironment environment) =>
            environment.List().ToDictionary(field => field.Name, field => field.Value);
    }
}
