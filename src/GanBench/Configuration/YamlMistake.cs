using YamlDotNet.Core;
using YamlDotNet.Core.Tokens;

namespace GanBench.Configuration;

/// <summary>
/// Where malformed YAML goes wrong and what would be right. The parser tells where it could not go on, which for a bracket or a quote that
/// is not closed is far from the mistake, and some of its messages are about itself.
/// </summary>
internal static class YamlMistake
{
    private const string Tab = "tab";

    // What the parser says, by a part of it, and what it means to who wrote the file.
    private static readonly (string Parser, string Meaning)[] Meanings =
    [
        (Tab, "a tab is here; YAML is indented with spaces"),
        ("quoted scalar, found unexpected end", "the quote that is opened here is not closed"),
        ("scalar, found wrong indentation", "the quote that is opened here is not closed in its line"),
        ("escape character", "unknown escape in a double-quoted text; in single quotes a \\ is a \\"),
        ("invalid mapping", "no key can be here: it is indented too far, the line before it lacks a ':', or a text that holds ': ' lacks "
            + "its quotes"),
        ("Duplicate key", "this key is here for the second time"),
        ("anchor", "an anchor (&name) must stand before its uses (*name), and once"),
        ("cannot start any token", "no value can begin with this character; put the value in quotes"),
        ("node content", "a value is missing here"),
        ("sequence entries are not allowed", "the entries of a list (- entry) begin lines of their own"),
        ("did not find expected key", "this fits no line above it: indent it as the other keys are, and put nothing behind a value"),
        ("expected '-'", "this is no entry of the list above it (- entry), nor indented as a key of it"),
    ];

    /// <summary>Whether the parser throws this of malformed text: its own exception, or one of those that it does not translate.</summary>
    /// <param name="error">What was thrown.</param>
    public static bool IsOfTheParser(Exception error) => error is YamlException or InvalidOperationException or ArgumentException
        or FormatException or NullReferenceException or IndexOutOfRangeException;

    /// <summary>One line: file, line, column, and what is wrong there.</summary>
    /// <param name="text">The YAML.</param>
    /// <param name="file">Name of the file.</param>
    /// <param name="error">What the parser threw.</param>
    public static string Explain(string text, string file, Exception error)
    {
        var (mark, problem) = Brackets(text, toTheEnd: error is YamlException) ?? Of(text, error);
        return FormattableString.Invariant($"{file}:{mark.Line}:{mark.Column}: {problem}.");
    }

    private static (Mark At, string Problem) Of(string text, Exception error)
    {
        var (parser, problem) = Meanings.FirstOrDefault(m => error.Message.Contains(m.Parser, StringComparison.Ordinal));
        var mark = (error as YamlException)?.Start ?? Mark.Empty;
        return (parser == Tab ? FirstTab(text) ?? mark : mark, problem ?? "this is not valid YAML");
    }

    // For a tab the parser may name the file's beginning.
    private static Mark? FirstTab(string text)
    {
        foreach (var (index, line) in text.Split('\n').Index())
        {
            var indentation = line.Length - line.TrimStart(' ', '\t').Length;
            if (line.AsSpan(0, indentation).IndexOf('\t') is var tab and >= 0)
                return new Mark(0, index + 1, tab + 1);
        }
        return null;
    }

    // A bracket that is never closed, or one that closes nothing; null where they fit, or something else is wrong before: what is open
    // there counts only where the parser does not say what that is.
    private static (Mark At, string Problem)? Brackets(string text, bool toTheEnd)
    {
        var open = new Stack<Token>();
        var scanner = new Scanner(new StringReader(text), skipComments: true);
        try
        {
            while (scanner.MoveNext())
            {
                switch (scanner.Current)
                {
                    // Told instead of thrown, and again for ever.
                    case Error:
                        return toTheEnd ? null : Unclosed(open);
                    case FlowSequenceStart or FlowMappingStart:
                        open.Push(scanner.Current);
                        break;
                    case FlowSequenceEnd or FlowMappingEnd when open.Count == 0:
                        return (scanner.Current.Start, "this bracket closes nothing");
                    case FlowSequenceEnd when open.Peek() is FlowMappingStart:
                        return (scanner.Current.Start, $"']' closes the '{{' of line {open.Peek().Start.Line}");
                    case FlowMappingEnd when open.Peek() is FlowSequenceStart:
                        return (scanner.Current.Start, $"'}}' closes the '[' of line {open.Peek().Start.Line}");
                    case FlowSequenceEnd or FlowMappingEnd:
                        open.Pop();
                        break;
                    default:
                        break;
                }
            }
        }
        catch (Exception e) when (e is YamlException or InvalidOperationException)
        {
            return toTheEnd ? null : Unclosed(open);
        }
        return Unclosed(open);
    }

    private static (Mark At, string Problem)? Unclosed(Stack<Token> open) => open.TryPop(out var last)
        ? (last.Start, last is FlowSequenceStart ? "'[' is opened here and not closed; ']' is missing"
            : "'{' is opened here and not closed; '}' is missing")
        : null;
}
