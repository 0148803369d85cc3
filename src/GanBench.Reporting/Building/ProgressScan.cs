using System.Text;
using System.Text.Json;
using GanBench.Training.Steps;

namespace GanBench.Reporting.Building;

/// <summary>
/// Reads a progress log straight into summaries. A long run's log has tens of thousands of lines and a report hundreds of runs, so no
/// line becomes a string or a record. It takes and refuses the same files as <see cref="Runs.ProgressLog.Read"/>.
/// </summary>
internal static class ProgressScan
{
    /// <summary>The quantities that the log has, by name.</summary>
    /// <param name="file">The log; a missing one is empty.</param>
    /// <param name="steps">Steps of the run.</param>
    /// <exception cref="DataException">A line that is not the last is damaged.</exception>
    public static Dictionary<string, SeriesSummary> Read(string file, int steps)
    {
        if (!File.Exists(file))
            return [];
        var keys = LoggedQuantities.All.Select(q => Encoding.UTF8.GetBytes(q.Key)).ToArray();
        var series = Array.ConvertAll(keys, _ => new SeriesSummary(steps));
        ReadOnlySpan<byte> rest = File.ReadAllBytes(file);
        var values = new double?[series.Length];
        for (var line = 1; rest.Length > 0; line++)
        {
            var end = rest.IndexOf((byte)'\n');
            var text = end < 0 ? rest : rest[..end];
            rest = end < 0 ? [] : rest[(end + 1)..];
            try
            {
                var step = Parse(text, keys, values);
                for (var i = 0; i < series.Length; i++)
                    series[i].Add(step, values[i]);
            }
            catch (JsonException e)
            {
                // A crash can cut off the last line; damage anywhere else is damage.
                if (rest.Length > 0)
                    throw new DataException($"{file} line {line} is damaged: {e.Message}", e);
            }
        }
        return LoggedQuantities.All.Zip(series).Where(q => !q.Second.IsEmpty).ToDictionary(q => q.First.Name, q => q.Second);
    }

    private static int Parse(ReadOnlySpan<byte> line, byte[][] keys, double?[] values)
    {
        Array.Clear(values);
        int? step = null;
        var reader = new Utf8JsonReader(line);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException("The line is not an object.");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var index = IndexOf(keys, reader.ValueSpan);
            var isStep = index < 0 && reader.ValueSpan.SequenceEqual("step"u8);
            reader.Read();
            // Values that are not finite are written as strings; a summary leaves them out.
            if (isStep && reader.TokenType == JsonTokenType.Number)
                step = reader.GetInt32();
            else if (index >= 0 && reader.TokenType == JsonTokenType.Number)
                values[index] = reader.GetDouble();
            else
                reader.Skip();
        }
        return step ?? throw new JsonException("The line has no step.");
    }

    private static int IndexOf(byte[][] keys, ReadOnlySpan<byte> key)
    {
        for (var i = 0; i < keys.Length; i++)
        {
            if (key.SequenceEqual(keys[i]))
                return i;
        }
        return -1;
    }
}
