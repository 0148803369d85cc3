using System.Text.Json;
using GanBench.Storage;

namespace GanBench.Runs;

/// <summary>Keeps this version from touching run directories of a later one.</summary>
public static class RunVersion
{
    /// <summary>Version of the layout that this program writes.</summary>
    public static int Current { get; } = new RunState { Id = "" }.Schema;

    /// <summary>Throws when a later version wrote the directory.</summary>
    /// <param name="directory">The run; it need not exist.</param>
    /// <exception cref="DataException">Its layout is newer than <see cref="Current"/>.</exception>
    public static void Check(RunDirectory directory)
    {
        if (!File.Exists(directory.StateFile))
            return;
        try
        {
            using var json = JsonDocument.Parse(InputFile.ReadAllText(directory.StateFile));
            if (json.RootElement.ValueKind == JsonValueKind.Object
                && json.RootElement.TryGetProperty("schema", out var schema) && schema.ValueKind == JsonValueKind.Number
                && schema.TryGetInt32(out var version) && version > Current)
            {
                throw new DataException(
                    $"Run {directory.Id} was written by a newer GanBench (layout {version}, this one knows {Current}). "
                    + "Update GanBench, or choose another --runs-dir.");
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Damaged, not newer: training repairs it from the checkpoints. Half a character in a key is noticed when keys are compared.
        }
    }
}
