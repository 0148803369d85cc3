using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace GanBench.Runs;

/// <summary>
/// A line of the progress log as a flat object: step, epoch, the values, seconds, images per second. Numbers that are not finite are
/// written as "NaN", "Infinity" and "-Infinity".
/// </summary>
internal sealed class ProgressRecordConverter : JsonConverter<ProgressRecord>
{
    private const int LongestKey = 64;

    // A log has the same few keys in each of its thousands of lines: one string serves them all.
    private static readonly ConcurrentDictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> Keys =
        new ConcurrentDictionary<string, string>().GetAlternateLookup<ReadOnlySpan<char>>();

    /// <inheritdoc/>
    public override ProgressRecord Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException("The line is not an object.");
        int? step = null;
        double epoch = 0, seconds = 0, imagesPerSecond = 0;
        var values = new List<LoggedValue>();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var key = Key(ref reader);
            reader.Read();
            if (key == "step")
                step = reader.TokenType == JsonTokenType.Number ? reader.GetInt32() : throw new JsonException("The step is not a number.");
            else if (Number(ref reader) is not { } number)
                continue;
            else if (key == "epoch")
                epoch = number;
            else if (key == "seconds")
                seconds = number;
            else if (key == "imagesPerSecond")
                imagesPerSecond = number;
            else
                values.Add(new LoggedValue(key, number));
        }
        return new ProgressRecord
        {
            Step = step ?? throw new JsonException("The line has no step."),
            Epoch = epoch,
            Values = values,
            Seconds = seconds,
            ImagesPerSecond = imagesPerSecond,
        };
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, ProgressRecord value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteNumber("step", value.Step);
        WriteNumber(writer, "epoch", value.Epoch);
        foreach (var (key, number) in value.Values)
            WriteNumber(writer, key, number);
        WriteNumber(writer, "seconds", value.Seconds);
        WriteNumber(writer, "imagesPerSecond", value.ImagesPerSecond);
        writer.WriteEndObject();
    }

    private static void WriteNumber(Utf8JsonWriter writer, string key, double number)
    {
        if (double.IsFinite(number))
            writer.WriteNumber(key, number);
        else
            writer.WriteString(key, double.IsNaN(number) ? "NaN" : number > 0 ? "Infinity" : "-Infinity");
    }

    // Null for what is no number: nothing, or what another version may write.
    private static double? Number(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Number)
            return reader.GetDouble();
        if (reader.TokenType != JsonTokenType.String)
        {
            reader.Skip();
            return null;
        }
        return reader.ValueTextEquals("NaN"u8) ? double.NaN
            : reader.ValueTextEquals("Infinity"u8) ? double.PositiveInfinity
            : reader.ValueTextEquals("-Infinity"u8) ? double.NegativeInfinity : null;
    }

    private static string Key(ref Utf8JsonReader reader)
    {
        if (reader.ValueSpan.Length > LongestKey)
            return reader.GetString()!;
        Span<char> buffer = stackalloc char[LongestKey];
        var key = buffer[..reader.CopyString(buffer)];
        if (!Keys.TryGetValue(key, out var known))
        {
            known = key.ToString();
            Keys[key] = known;
        }
        return known;
    }
}
