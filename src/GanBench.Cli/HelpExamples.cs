using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace GanBench.Cli;

/// <summary>Ends the help text of a command with examples.</summary>
internal static class HelpExamples
{
    private const int Narrow = 80, Wide = 120;

    private static readonly Dictionary<Command, string[]> Examples = [];

    /// <summary>Gives a command its examples and makes its help print them.</summary>
    /// <param name="command">The command.</param>
    /// <param name="examples">Command lines as a user would type them.</param>
    public static void Attach(Command command, params string[] examples)
    {
        lock (Examples)
            Examples[command] = examples;
        foreach (var help in command.Options.OfType<HelpOption>())
            help.Action = new Action((HelpAction)help.Action!);
    }

    /// <summary>The terminal's width, up to where lines are hard to read; 80 where there is none.</summary>
    private static int Width => Console.IsOutputRedirected ? Narrow : Math.Clamp(Console.WindowWidth, Narrow, Wide);

    /// <summary>A command line in lines that fit, which a shell takes back as one.</summary>
    private static IEnumerable<string> Lines(string example)
    {
        var line = "  ";
        foreach (var word in example.Split(' '))
        {
            // A space and a backslash at the end.
            if (line.Length + word.Length + 2 > Width && line.Trim().Length > 0)
            {
                yield return line + "\\";
                line = "      ";
            }
            line += word + " ";
        }
        yield return line.TrimEnd();
    }

    /// <summary>The examples of a command; empty when it has none.</summary>
    /// <param name="command">The command.</param>
    public static IReadOnlyList<string> Of(Command command)
    {
        lock (Examples)
            return Examples.GetValueOrDefault(command) ?? [];
    }

    private sealed class Action(HelpAction inner) : SynchronousCommandLineAction
    {
        public override bool Terminating => true;

        public override int Invoke(ParseResult parseResult)
        {
            inner.MaxWidth = Width;
            var code = inner.Invoke(parseResult);
            var examples = Of(parseResult.CommandResult.Command);
            if (examples.Count > 0)
            {
                var output = parseResult.InvocationConfiguration.Output;
                output.WriteLine("Examples:");
                foreach (var example in examples)
                    foreach (var line in Lines(example))
                        output.WriteLine(line);
                output.WriteLine();
            }
            return code;
        }
    }
}
