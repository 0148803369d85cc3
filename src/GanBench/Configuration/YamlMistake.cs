using YamlDotNet.Core;
using YamlDotNet.Core.Tokens;

namespace GanBench.Configuration;

/// <summary>
/// Where malformed YAML goes wrong and what would be right. The parser tells where it could not go on, which for a bracket or a quote that
/// is not closed is far from the mistake, and some of its messages are about itself.
/// </summary>
internal static class YamlMistake
{
    // What the parser says, by a part of it, and what it means to who wrote the file.
    private static readonly (string Parser, string Meaning)[] Meanings =
    [
        ("tab", "a tab is here; YAML is indented with spaces"),
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
        ("did not find expected key", "this fits no line above it: is it indented as the other keys are, and is nothing behind a value?"),
        ("expected '-'", "this is no entry of the list above it (- entry), nor indented as a key of it"),
    ];

    /// <summary>One line: file, line, column, and what is wrong there.</summary>
    /// <param name="text">The YAML.</param>
    /// <param name="file">Name of the file.</param>
    /// <param name="error">What the parser threw.</param>
    public static string Explain(string text, string file, Exception error)
    {
        var (mark, problem) = Brackets(text) ?? Of(error);
        return FormattableString.Invariant($"{file}:{mark.Line}:{mark.Column}: {problem}.");
    }

    private static (Mark At, string Problem) Of(Exception error)
    {
        var problem = Meanings.FirstOrDefault(m => error.Message.Contains(m.Parser, StringComparison.Ordinal)).Meaning;
        return ((error as YamlException)?.Start ?? Mark.Empty, problem ?? "this is not valid YAML");
    }

    // A bracket that is never closed, or one that closes nothing; null where they fit, or something else is wrong before.
    private static (Mark At, string Problem)? Brackets(string text)
    {
        var open = new Stack<Token>();
        var scanner = new Scanner(new StringReader(text), skipComments: true);
        try
        {
            while (scanner.MoveNext())
            {
                switch (scanner.Current)
                {
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
            return null;
        }
        return open.TryPop(out var last)
            ? (last.Start, last is FlowSequenceStart ? "'[' is opened here and not closed; ']' is missing"
                : "'{' is opened here and not closed; '}' is missing")
            : null;
    }
}
