using System.Text;
using System.Text.Json;
using GanBench.Storage;
using GanBench.Text;
using GanBench.Training.Steps;

namespace GanBench.Suites.Results;

/// <summary>
/// Reads the logged quantities of a progress log. A long run's log has tens of thousands of lines and a report hundreds of runs, so no
/// line becomes a string or a record. It takes and refuses the same files as <see cref="Runs.ProgressLog.Read"/>.
/// </summary>
internal static class ProgressScan
{
    private static readonly byte[][] Keys = [.. LoggedQuantities.All.Select(q => Encoding.UTF8.GetBytes(q.Key))];

    /// <summary>Gets the values of one line.</summary>
    /// <param name="step">Its step.</param>
    /// <param name="seconds">Seconds of training up to it; null where it does not say.</param>
    /// <param name="values">
    /// One per quantity, in the order of <see cref="LoggedQuantities.All"/>; null where it has none or none that is finite.
    /// </param>
    public delegate void Visitor(int step, double? seconds, ReadOnlySpan<double?> values);

    /// <summary>Reads a log line by line.</summary>
    /// <param name="file">The log; a missing one is empty.</param>
    /// <param name="visit">Gets every line.</param>
    /// <exception cref="DataException">A line that is not the last is damaged.</exception>
    public static void Read(string file, Visitor visit)
    {
        if (!File.Exists(file))
            return;
        ReadOnlySpan<byte> rest = InputFile.ReadAllBytes(file);
        var values = new double?[Keys.Length];
        for (var line = 1; rest.Length > 0; line++)
        {
            var end = rest.IndexOf((byte)'\n');
            var text = end < 0 ? rest : rest[..end];
            rest = end < 0 ? [] : rest[(end + 1)..];
            try
            {
                var (step, seconds) = Parse(text, values);
                visit(step, seconds, values);
            }
            catch (JsonException e)
            {
                // A crash can cut off the last line; damage anywhere else is damage.
                if (rest.Length > 0)
                    throw new DataException($"{file} line {line} is damaged: {ParserMessages.Of(e)}", e);
            }
        }
    }

    private static (int Step, double? Seconds) Parse(ReadOnlySpan<byte> line, double?[] values)
    {
        Array.Clear(values);
        int? step = null;
        double? seconds = null;
        var reader = new Utf8JsonReader(line);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException("The line is not an object.");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var index = IndexOf(reader.ValueSpan);
            var isStep = index < 0 && reader.ValueSpan.SequenceEqual("step"u8);
            var isTime = index < 0 && reader.ValueSpan.SequenceEqual("seconds"u8);
            reader.Read();
            // Values that are not finite are written as strings; a summary leaves them out.
            if (isStep && reader.TokenType == JsonTokenType.Number)
                step = reader.GetInt32();
            else if (isTime && reader.TokenType == JsonTokenType.Number)
                seconds = reader.GetDouble();
            else if (index >= 0 && reader.TokenType == JsonTokenType.Number)
                values[index] = reader.GetDouble();
            else
                reader.Skip();
        }
        return (step ?? throw new JsonException("The line has no step."), seconds);
    }

    private static int IndexOf(ReadOnlySpan<byte> key)
    {
        for (var i = 0; i < Keys.Length; i++)
        {
            if (key.SequenceEqual(Keys[i]))
                return i;
        }
        return -1;
    }
}
