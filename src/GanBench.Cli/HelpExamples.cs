using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace GanBench.Cli;

/// <summary>Ends the help text of a command with examples.</summary>
internal static class HelpExamples
{
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
            inner.MaxWidth = 120;
            var code = inner.Invoke(parseResult);
            var examples = Of(parseResult.CommandResult.Command);
            if (examples.Count > 0)
            {
                var output = parseResult.InvocationConfiguration.Output;
                output.WriteLine("Examples:");
                foreach (var example in examples)
                    output.WriteLine("  " + example);
                output.WriteLine();
            }
            return code;
        }
    }
}
