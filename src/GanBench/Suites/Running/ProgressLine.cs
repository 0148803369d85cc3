using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using GanBench.Runs;
using GanBench.Training;

namespace GanBench.Suites.Running;

/// <summary>What the process of a run tells the process that started it: one JSON object per line on its standard output.</summary>
internal sealed record ProgressLine
{
    /// <summary>A step of the training, or null.</summary>
    public TrainingProgress? Training { get; init; }

    /// <summary>Something worth telling, or null.</summary>
    public string? Message { get; init; }

    /// <summary>How the run came out; only in the last line.</summary>
    public RunEnd? End { get; init; }

    /// <summary>The line's text.</summary>
    public override string ToString() => JsonSerializer.Serialize(this, RunJson.Line);

    /// <summary>Reads a line; false for anything that native code printed in between.</summary>
    /// <param name="text">The line.</param>
    /// <param name="line">What it says.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out ProgressLine? line)
    {
        line = null;
        if (!text.StartsWith('{'))
            return false;
        try
        {
            line = JsonSerializer.Deserialize<ProgressLine>(text, RunJson.Line);
        }
        catch (JsonException)
        {
            return false;
        }
        return line is not null;
    }
}
