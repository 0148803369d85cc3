using System.Globalization;
using System.Text.Json;
using GanBench.Runs;

namespace GanBench.Microbenchmarks.Measuring;

/// <summary>What a measured process prints as JSON on its last line.</summary>
/// <param name="Value">The number, in the workload's unit.</param>
internal sealed record Measurement(double Value)
{
    /// <summary>What was done, in words that both sides must have: parameters, batch, updates. Null where nothing varies.</summary>
    public string? Work { get; init; }

    /// <summary>Whether all losses were finite numbers.</summary>
    public bool Finite { get; init; } = true;

    /// <summary>What else is worth a line: memory, files.</summary>
    public string? Detail { get; init; }

    /// <summary>How often the process died and was started again.</summary>
    public int Deaths { get; init; }

    /// <summary>Reads the last of a process's lines.</summary>
    /// <param name="lines">What it printed.</param>
    public static Measurement Parse(IReadOnlyList<string> lines) =>
        JsonSerializer.Deserialize<Measurement>(lines[^1], RunJson.Line) ?? throw new JsonException("null");

    /// <summary>Prints it as <see cref="Parse"/> reads it.</summary>
    public void Print() => Console.WriteLine(JsonSerializer.Serialize(this, RunJson.Line));

    /// <summary>A number as an argument of a process.</summary>
    /// <param name="number">The number.</param>
    public static string Argument(int number) => number.ToString(CultureInfo.InvariantCulture);
}
