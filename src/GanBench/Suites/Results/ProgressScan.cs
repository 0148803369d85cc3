using System.Text;
using System.Text.Json;
using GanBench.Runs;
using GanBench.Training.Steps;

namespace GanBench.Suites.Results;

/// <summary>
/// Reads the logged quantities of a progress log. A long run's log has a million lines and a report hundreds of runs, so no line becomes
/// a string or a record, and no log is in memory as a whole. It takes and refuses the same files as <see cref="ProgressLog.Read"/>.
/// </summary>
internal static class ProgressScan
{
    private const int Step = -1, Seconds = -2, ImagesPerSecond = -3, Other = -4;

    private static readonly byte[][] Keys = [.. LoggedQuantities.All.Select(q => Encoding.UTF8.GetBytes(q.Key))];

    /// <summary>Gets one line.</summary>
    public delegate void Visitor(in ScannedLine line);

    /// <summary>Room for the values of a line.</summary>
    public static double?[] NewValues() => new double?[Keys.Length];

    /// <summary>Reads a log line by line.</summary>
    /// <param name="file">The log; a missing one is empty.</param>
    /// <param name="visit">Gets every line.</param>
    /// <exception cref="DataException">A line that is not the last is damaged.</exception>
    public static void Read(string file, Visitor visit)
    {
        var follower = new ProgressFollower(file);
        follower.Advance(visit);
        // A crash can cut off the last line; damage anywhere else is damage.
        var isLast = !follower.FinishLine(visit) && follower.FirstDamage?.Line == follower.Lines;
        if (follower.FirstDamage is { } damage && !isLast)
            throw new DataException($"{file} line {damage.Line} is damaged: {damage.What}");
    }

    /// <summary>Reads one line.</summary>
    /// <param name="line">The line, without its end.</param>
    /// <param name="values">Gets its values (<see cref="NewValues"/>).</param>
    /// <exception cref="JsonException">It is damaged.</exception>
    public static ScannedLine Parse(ReadOnlySpan<byte> line, double?[] values)
    {
        Array.Clear(values);
        ProgressLog.RequirePlain(line);
        int? step = null;
        double seconds = 0, imagesPerSecond = 0;
        var expected = 0;
        var reader = new Utf8JsonReader(line);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException("The line is not an object.");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var key = IndexOf(reader.ValueSpan, ref expected);
            reader.Read();
            if (key == Step && reader.TokenType != JsonTokenType.Number)
                throw new JsonException("The step is not a number.");
            // Values that are not finite are written as strings; a summary leaves them out.
            if (reader.TokenType != JsonTokenType.Number)
                reader.Skip();
            else if (key >= 0)
                values[key] = reader.GetDouble();
            else if (key == Step)
                step = reader.TryGetInt32(out var number) ? number : throw new JsonException("The step is not a whole number.");
            else if (key == Seconds)
                seconds = reader.GetDouble();
            else if (key == ImagesPerSecond)
                imagesPerSecond = reader.GetDouble();
        }
        // Throws where something follows the object: two lines that lost the end between them are not one.
        reader.Read();
        return new ScannedLine(step ?? throw new JsonException("The line has no step."), seconds, imagesPerSecond, values);
    }

    /// <summary>
    /// Reads the whole lines of a part of a log; those that are damaged, or begin before it or end after it, are left out.
    /// </summary>
    /// <param name="stream">The log.</param>
    /// <param name="start">Where the part begins.</param>
    /// <param name="length">Its length in bytes.</param>
    /// <param name="visit">Gets every line.</param>
    public static void ReadPart(Stream stream, long start, int length, Visitor visit)
    {
        stream.Position = start;
        var buffer = new byte[length];
        ReadOnlySpan<byte> rest = buffer.AsSpan(0, stream.ReadAtLeast(buffer, length, throwOnEndOfStream: false));
        if (start > 0)
            rest = rest[(rest.IndexOf((byte)'\n') + 1)..];
        var values = NewValues();
        for (int end; (end = rest.IndexOf((byte)'\n')) >= 0; rest = rest[(end + 1)..])
        {
            try
            {
                visit(Parse(rest[..end], values));
            }
            catch (Exception e) when (e is JsonException or FormatException)
            {
                // The others count.
            }
        }
    }

    // Lines have their keys in the order of the registry, so the next one is nearly always the one after the last.
    private static int IndexOf(ReadOnlySpan<byte> key, ref int expected)
    {
        if (expected < Keys.Length && key.SequenceEqual(Keys[expected]))
            return expected++;
        if (key.SequenceEqual("step"u8))
            return Step;
        if (key.SequenceEqual("seconds"u8))
            return Seconds;
        if (key.SequenceEqual("imagesPerSecond"u8))
            return ImagesPerSecond;
        for (var i = 0; i < Keys.Length; i++)
        {
            if (!key.SequenceEqual(Keys[i]))
                continue;
            expected = i + 1;
            return i;
        }
        return Other;
    }
}

/// <summary>A line of a progress log.</summary>
/// <param name="step">Its step.</param>
/// <param name="seconds">Seconds of training since the run's start; 0 where the line has none.</param>
/// <param name="imagesPerSecond">Images per second; 0 where the line has none.</param>
/// <param name="values">
/// One per quantity, in the order of <see cref="LoggedQuantities.All"/>; null where it has none or none that is finite.
/// </param>
internal readonly ref struct ScannedLine(int step, double seconds, double imagesPerSecond, ReadOnlySpan<double?> values)
{
    /// <summary>Its step.</summary>
    public int Step { get; } = step;

    /// <summary>Seconds of training since the run's start.</summary>
    public double Seconds { get; } = seconds;

    /// <summary>Real images per second.</summary>
    public double ImagesPerSecond { get; } = imagesPerSecond;

    /// <summary>Its values.</summary>
    public ReadOnlySpan<double?> Values { get; } = values;
}
