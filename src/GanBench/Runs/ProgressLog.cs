using System.Text.Json;
using GanBench.Storage;
using GanBench.Text;

namespace GanBench.Runs;

/// <summary>The append-only log of a run: <c>progress.jsonl</c>.</summary>
public static class ProgressLog
{
    /// <summary>Reads all whole lines; a last line that a crash cut off is left out.</summary>
    /// <param name="file">The log; a missing file is an empty log.</param>
    /// <exception cref="DataException">A line that is not the last is damaged.</exception>
    public static IReadOnlyList<ProgressRecord> Read(string file)
    {
        var records = new List<ProgressRecord>();
        if (!File.Exists(file))
            return records;
        var lines = InputFile.ReadAllLines(file);
        for (var i = 0; i < lines.Length; i++)
        {
            try
            {
                records.Add(JsonSerializer.Deserialize<ProgressRecord>(lines[i], RunJson.Line) ?? throw new JsonException("null"));
            }
            catch (JsonException e)
            {
                if (i == lines.Length - 1)
                    break;
                throw new DataException($"{file} line {i + 1} is damaged: {ParserMessages.Of(e)}", e);
            }
        }
        return records;
    }

    /// <summary>
    /// Drops every line after a step, and a last line that is cut off, so that a resumed run appends where its checkpoint stands.
    /// </summary>
    /// <param name="file">The log.</param>
    /// <param name="step">The last step kept.</param>
    /// <returns>The lines kept.</returns>
    public static IReadOnlyList<ProgressRecord> TruncateAfter(string file, int step)
    {
        var kept = Read(file).Where(r => r.Step <= step).ToList();
        if (File.Exists(file))
            Storage.AtomicFile.WriteAllText(file, string.Concat(kept.Select(r => JsonSerializer.Serialize(r, RunJson.Line) + "\n")));
        return kept;
    }
}
