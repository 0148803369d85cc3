using System.Text.Json;
using System.Text.RegularExpressions;

namespace GanBench.Text;

/// <summary>
/// What parsers of libraries say of a damaged file, in words about the file: theirs are about types and their own structures.
/// </summary>
public static partial class ParserMessages
{
    /// <summary>Where JSON goes wrong and how, as a sentence; what our own code threw keeps its message.</summary>
    /// <param name="error">The error.</param>
    public static string Of(JsonException error)
    {
        if (error.LineNumber is not { } line)
            return error.Message;
        var key = error.Path is { Length: > 2 } path ? path[2..] : "it";
        var problem = Missing().Match(error.Message) is { Success: true } missing
            ? $"{key} lacks {missing.Groups[1].Value.Replace("'", "", StringComparison.Ordinal)}"
            : error.Message.Contains("could not be converted", StringComparison.Ordinal)
                ? $"{key} has a value of another kind than it needs"
            : Unmapped().Match(error.Message) is { Success: true } unmapped ? $"'{unmapped.Groups[1].Value}' is no key of it"
            : error.InnerException is JsonException || error.GetType() != typeof(JsonException) ? "this is no JSON"
            : $"{key} is not as it should be";
        return FormattableString.Invariant($"line {line + 1}, column {error.BytePositionInLine + 1}: {problem}.");
    }

    /// <summary>What is wrong with an archive; what our own code threw keeps its message.</summary>
    /// <param name="error">The error.</param>
    public static string Of(InvalidDataException error) =>
        error.Source == "System.IO.Compression" ? "it is no zip archive, or it is damaged." : error.Message;

    [GeneratedRegex("JSON property '(.*?)' could not be mapped")]
    private static partial Regex Unmapped();

    [GeneratedRegex("properties including: (.*?)\\.")]
    private static partial Regex Missing();
}
