using System.Globalization;
using System.Text;

namespace GanBench.Survey.Exchange;

/// <summary>Comma-separated text after RFC 4180: fields with commas, quotes or line breaks stand in quotes, quotes in them are doubled.</summary>
internal static class CsvText
{
    /// <summary>One line, its end included. Numbers are written invariantly, null as nothing.</summary>
    /// <param name="fields">The fields.</param>
    public static string Line(IEnumerable<object?> fields) =>
        string.Join(',', fields.Select(f => Quote(Convert.ToString(f, CultureInfo.InvariantCulture) ?? ""))) + "\r\n";

    /// <summary>Reads all records.</summary>
    /// <param name="text">The file's text.</param>
    /// <returns>Per record the number of its first line and its fields; empty lines are left out.</returns>
    /// <exception cref="FormatException">A quotation mark is where none may be; the message has the line.</exception>
    public static List<(int Line, IReadOnlyList<string> Fields)> Parse(string text)
    {
        var records = new List<(int, IReadOnlyList<string>)>();
        var (position, line) = (text.StartsWith('\uFEFF') ? 1 : 0, 1);
        while (position < text.Length)
        {
            var first = line;
            var fields = new List<string>();
            do
                fields.Add(Field(text, ref position, ref line));
            while (Skip(text, ref position, ','));
            _ = Skip(text, ref position, '\r');
            if (position < text.Length && !Skip(text, ref position, '\n') && text[position - 1] != '\r')
                throw new FormatException($"line {line} has text after a closing quotation mark");
            line++;
            if (fields.Count > 1 || fields[0].Length > 0)
                records.Add((first, fields));
        }
        return records;
    }

    private static string Field(string text, ref int position, ref int line)
    {
        if (!Skip(text, ref position, '"'))
        {
            var end = text.AsSpan(position).IndexOfAny(",\r\n\"");
            end = end < 0 ? text.Length : position + end;
            if (end < text.Length && text[end] == '"')
                throw new FormatException($"line {line} has a stray quotation mark");
            var plain = text[position..end];
            position = end;
            return plain;
        }
        var (field, opened) = (new StringBuilder(), line);
        while (position < text.Length)
        {
            var c = text[position++];
            if (c == '\n')
                line++;
            if (c != '"')
                field.Append(c);
            else if (Skip(text, ref position, '"'))
                field.Append('"');
            else
                return field.ToString();
        }
        throw new FormatException($"line {opened} opens a quotation mark that is never closed");
    }

    private static bool Skip(string text, ref int position, char c)
    {
        if (position >= text.Length || text[position] != c)
            return false;
        position++;
        return true;
    }

    private static string Quote(string field) => field.AsSpan().IndexOfAny(",\"\r\n") < 0 && field == field.Trim()
        ? field
        : "\"" + field.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
}
