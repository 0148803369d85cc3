using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;

namespace GanBench.Survey.Exchange;

/// <summary>
/// Comma-separated text after RFC 4180: fields with commas, quotes or line breaks stand in quotes, quotes in them are doubled.
/// </summary>
internal static class CsvText
{
    private static readonly CsvConfiguration Format = new(CultureInfo.InvariantCulture)
    {
        NewLine = "\r\n",
        ShouldQuote = field => field.Field is { } text && (text.AsSpan().ContainsAny(",\"\r\n") || text != text.Trim()),
    };

    /// <summary>Writes one line, its end included. Numbers are written invariantly, null as nothing.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="fields">The fields.</param>
    public static void WriteLine(TextWriter writer, IEnumerable<object?> fields)
    {
        using var csv = new CsvWriter(writer, Format, leaveOpen: true);
        foreach (var field in fields)
            csv.WriteField(Convert.ToString(field, CultureInfo.InvariantCulture));
        csv.NextRecord();
    }

    /// <summary>Reads all records.</summary>
    /// <param name="text">The file's text.</param>
    /// <returns>Per record the number of its first line and its fields; empty lines are left out.</returns>
    /// <exception cref="FormatException">A quotation mark is where none may be; the message has the line.</exception>
    public static List<(int Line, IReadOnlyList<string> Fields)> Parse(string text)
    {
        string? bad = null;
        var format = new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            // They count as lines.
            IgnoreBlankLines = false,
            BadDataFound = found => bad ??= found.Field,
        };
        using var csv = new CsvParser(new StringReader(text), format);
        var records = new List<(int, IReadOnlyList<string>)>();
        for (var line = 1; csv.Read(); line = csv.RawRow + 1)
        {
            var fields = csv.Record!;
            // The parser itself lets one pass: a field at the file's end that is never closed and ends in a doubled mark.
            if (csv.RawRecord.Count(c => c == '"') % 2 != 0 && bad?.StartsWith('"') != false)
                throw new FormatException($"line {line} opens a quotation mark that is never closed");
            if (bad is not null)
                throw new FormatException($"line {line} has a stray quotation mark");
            if (fields is not [""])
                records.Add((line, fields));
        }
        return records;
    }
}
