using System.Text;
using System.Text.Json;
using GanBench.Training.Steps;

namespace GanBench.Suites.Results;

/// <summary>
/// Reads the logged quantities of a progress log. A long run's log has a million lines and a report hundreds of runs, so no line becomes
/// a string or a record, and no log is in memory as a whole. It takes and refuses the same files as <see cref="Runs.ProgressLog.Read"/>.
/// </summary>
internal static class ProgressScan
{
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
        int? step = null;
        double seconds = 0, imagesPerSecond = 0;
        var expected = 0;
        var reader = new Utf8JsonReader(line);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException("The line is not an object.");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var index = IndexOf(reader.ValueSpan, ref expected);
            var (isStep, isSeconds, isRate) = index >= 0 ? default : (
                reader.ValueSpan.SequenceEqual("step"u8), reader.ValueSpan.SequenceEqual("seconds"u8),
                reader.ValueSpan.SequenceEqual("imagesPerSecond"u8));
            reader.Read();
            // Values that are not finite are written as strings; a summary leaves them out.
            if (reader.TokenType != JsonTokenType.Number)
                reader.Skip();
            else if (index >= 0)
                values[index] = reader.GetDouble();
            else if (isStep)
                step = reader.TryGetInt32(out var number) ? number : throw new JsonException("The step is not a whole number.");
            else if (isSeconds)
                seconds = reader.GetDouble();
            else if (isRate)
                imagesPerSecond = reader.GetDouble();
        }
        return new ScannedLine(step ?? throw new JsonException("The line has no step."), seconds, imagesPerSecond, values);
    }

    // Lines have their keys in the order of the registry, so the next one is nearly always the one after the last.
    private static int IndexOf(ReadOnlySpan<byte> key, ref int expected)
    {
        for (var i = 0; i < Keys.Length; i++)
        {
            var index = (expected + i) % Keys.Length;
            if (!key.SequenceEqual(Keys[index]))
                continue;
            expected = index + 1;
            return index;
        }
        return -1;
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
