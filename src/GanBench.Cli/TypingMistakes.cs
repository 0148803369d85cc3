using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using GanBench.Configuration;
using GanBench.Text;

namespace GanBench.Cli;

/// <summary>
/// What is wrong with a command line, in our own words: the nearest verb or option for one that is unknown, and for a value what would be
/// right.
/// </summary>
internal static class TypingMistakes
{
    /// <summary>A sentence for each mistake; none when the command can be started.</summary>
    /// <param name="result">What was typed, parsed.</param>
    /// <param name="typed">The words as they were typed.</param>
    public static IReadOnlyList<string> Of(ParseResult result, IReadOnlyList<string> typed)
    {
        // Asking for help or the version is no error, whatever else is missing.
        if (result.Action is not null and not ParseErrorAction && result.Action != result.CommandResult.Command.Action)
            return [];
        var unknown = Unknown(result, typed);
        // What is missing besides is told when that is mended: it may be what was mistyped.
        if (unknown.Count > 0 || result.Errors.Count == 0)
            return unknown;
        List<string> mistakes = [.. Missing(result.CommandResult).Concat(result.Errors.Select(Value).OfType<string>()).Distinct()];
        return mistakes.Count > 0 ? mistakes : [.. result.Errors.Select(error => error.Message)];
    }

    // Words that belong to nothing, and mistyped options that were taken for a value of something else.
    private static List<string> Unknown(ParseResult result, IReadOnlyList<string> typed)
    {
        var command = result.CommandResult;
        if (command.Command.Subcommands.Count > 0)
            return result.UnmatchedTokens is [var word, ..] ? [UnknownWord(command, word)] : [];
        List<string> mistakes = result.Tokens.Any(token => token.Type == TokenType.DoubleDash) ? [] : [.. Eaten(command, typed)];
        mistakes.AddRange(result.UnmatchedTokens.Where(LooksLikeOption).Select(word => UnknownWord(command, word)));
        // What follows an unknown option was its value.
        if (mistakes.Count > 0 || result.UnmatchedTokens.Count == 0)
            return [.. mistakes.Distinct()];
        // A switch needs no value, and takes none but true and false.
        if (result.UnmatchedTokens is [var value] && typed.FirstOrDefault(word => word.StartsWith('-') && word.EndsWith("=" + value,
            StringComparison.Ordinal)) is { } assigned)
            return [$"{assigned[..^(value.Length + 1)]} takes no value (was '{value}')."];
        return [$"{Path(command)} takes no '{string.Join("' and no '", result.UnmatchedTokens)}'.{Example(command)}"];
    }

    // Options that were taken for a value: they are mistyped, or the value is forgotten.
    private static IEnumerable<string> Eaten(CommandResult command, IReadOnlyList<string> typed)
    {
        foreach (var child in command.Children)
        {
            var words = child.Tokens.Select(token => token.Value).Where(typed.Contains);
            if (child is OptionResult option)
            {
                foreach (var word in words.Where(word => word.StartsWith("--", StringComparison.Ordinal)))
                    yield return Options(command).Contains(word) ? NeedsValue(option.Option) : UnknownWord(command, word);
            }
            else
            {
                foreach (var word in words.Where(LooksLikeOption))
                    yield return UnknownWord(command, word);
            }
        }
    }

    private static bool LooksLikeOption(string word) =>
        word is ['-', '-', _, ..] || (word is ['-', var letter, ..] && char.IsLetter(letter));

    private static string UnknownWord(CommandResult command, string word)
    {
        var path = Path(command);
        if (LooksLikeOption(word))
        {
            var name = word.Split('=')[0];
            return $"{(path.Length == 0 ? "ganbench" : path)} has no option {name}.{Suggest(Nearest(name, Options(command)))}";
        }
        var verbs = command.Command.Subcommands.Select(verb => verb.Name).ToList();
        var elsewhere = Paths(Root(command), "").Where(p => p.EndsWith(" " + word, StringComparison.Ordinal)).ToList();
        return $"Unknown command '{Join(path, word)}'."
            + (elsewhere.Count > 0 ? Suggest(string.Join("', '", elsewhere))
                : NearestName.Find(word, verbs) is { } nearest ? Suggest(Join(path, nearest)) : $" Known: {string.Join(", ", verbs)}.");
    }

    private static string Suggest(string? nearest) =>
        nearest is null ? "" : nearest.StartsWith('-') ? $" Did you mean {nearest}?" : $" Did you mean '{nearest}'?";

    // Dashes apart: they would make any two options look alike.
    private static string? Nearest(string name, IEnumerable<string> options)
    {
        var byName = options.Where(option => option.StartsWith("--", StringComparison.Ordinal))
            .ToLookup(option => option.TrimStart('-'));
        return NearestName.Find(name.TrimStart('-'), byName.Select(option => option.Key)) is { } nearest ? byName[nearest].First() : null;
    }

    private static IEnumerable<string> Options(CommandResult command)
    {
        for (var level = command; level is not null; level = level.Parent as CommandResult)
        {
            foreach (var option in level.Command.Options.Where(option => !option.Hidden && (option.Recursive || level == command)))
                yield return option.Name;
        }
    }

    private static IEnumerable<string> Missing(CommandResult command)
    {
        var path = Path(command);
        if (command.Command is { Action: null, Subcommands.Count: > 0 })
            yield return $"{(path.Length == 0 ? "ganbench" : path)} needs a command: "
                + $"{string.Join(", ", command.Command.Subcommands.Select(verb => verb.Name))}.";
        foreach (var option in command.Command.Options.Where(option => option.Required && command.GetResult(option) is null))
            yield return Needs(command, option);
        foreach (var argument in command.Command.Arguments.Where(a => Tokens(command, a) < a.Arity.MinimumNumberOfValues))
            yield return $"{path} needs {argument.Name.ToUpperInvariant()}: {argument.Description}{Example(command)}";
    }

    private static string Needs(CommandResult command, Option option) =>
        $"{Path(command)} needs {option.Name} {option.HelpName}: {option.Description}";

    private static string NeedsValue(Option option) =>
        $"{option.Name} needs a value: {option.Name} {option.HelpName}. {option.Description}";

    private static int Tokens(CommandResult command, Argument argument) => command.GetResult(argument)?.Tokens.Count ?? 0;

    // An option without a value, with too many, or with one that is none; null for what is told otherwise.
    private static string? Value(ParseError error)
    {
        var option = error.SymbolResult as OptionResult ?? (error.SymbolResult as ArgumentResult)?.Parent as OptionResult;
        if (option is null)
            return null;
        var name = option.Option.Name;
        if (option.Tokens.Count < option.Option.Arity.MinimumNumberOfValues)
            return option.IdentifierToken is null ? Needs((CommandResult)option.Parent!, option.Option) : NeedsValue(option.Option);
        if (option.Tokens.Count > option.Option.Arity.MaximumNumberOfValues)
            return option.Option.Arity.MaximumNumberOfValues == 0
                ? $"{name} takes no value (was '{option.Tokens[0].Value}')."
                : $"{name} is given {option.Tokens.Count} times ({string.Join(", ", option.Tokens.Select(token => token.Value))}): it "
                + "takes one value.";
        var (type, text) = (option.Option.ValueType, option.Tokens.Count > 0 ? option.Tokens[^1].Value : "");
        return SettingValue.IsScalar(type) && !SettingValue.TryParse(text, type, out _, out var problem)
            ? $"{name} {problem}."
            : $"{name} cannot be '{text}'.";
    }

    private static string Example(CommandResult command) =>
        HelpExamples.Of(command.Command) is [var example, ..] ? $" For example: {example}" : "";

    private static Command Root(CommandResult command) => command.Parent is CommandResult parent ? Root(parent) : command.Command;

    private static IEnumerable<string> Paths(Command command, string path) =>
        command.Subcommands.SelectMany(verb => Paths(verb, Join(path, verb.Name)).Prepend(Join(path, verb.Name)));

    /// <summary>The verbs of a command, e.g. "runs list"; empty for the command itself.</summary>
    internal static string Path(CommandResult command) =>
        command.Parent is CommandResult parent ? Join(Path(parent), command.Command.Name) : "";

    private static string Join(string path, string word) => path.Length == 0 ? word : $"{path} {word}";
}
