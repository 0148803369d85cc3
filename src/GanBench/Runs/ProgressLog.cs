using System.Text.Json;
using System.Text.Unicode;
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
        ReadOnlySpan<byte> rest = InputFile.ReadAllBytes(file);
        for (var number = 1; rest.Length > 0; number++)
        {
            var end = rest.IndexOf((byte)'\n');
            var line = end < 0 ? rest : rest[..end];
            rest = end < 0 ? [] : rest[(end + 1)..];
            try
            {
                RequirePlain(line);
                records.Add(JsonSerializer.Deserialize<ProgressRecord>(line, RunJson.Line) ?? throw new JsonException("null"));
            }
            catch (JsonException e)
            {
                if (rest.Length == 0)
                    break;
                throw new DataException($"{file} line {number} is damaged: {ParserMessages.Of(e)}", e);
            }
        }
        return records;
    }

    /// <summary>
    /// Throws for what readers of JSON notice in some places and not in others: bytes that are no UTF-8, and escapes, which no log has.
    /// </summary>
    /// <param name="line">A line.</param>
    /// <exception cref="JsonException">It has some.</exception>
    internal static void RequirePlain(ReadOnlySpan<byte> line)
    {
        if (!Utf8.IsValid(line) || line.Contains((byte)'\\'))
            throw new JsonException("it has bytes that are no UTF-8, or escapes.");
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
