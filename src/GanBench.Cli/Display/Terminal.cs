using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace GanBench.Cli.Display;

/// <summary>
/// Tells a terminal, which has a width and can be redrawn, from a pipe, a file or a log, which take plain text of any width.
/// </summary>
internal static class Terminal
{
    /// <summary>Environment variable with the width of plain tables.</summary>
    public const string ColumnsVariable = "COLUMNS";

    // Wider than any table, and far from where Spectre's sums overflow.
    internal const int Unlimited = 1_000_000;

    /// <summary>The terminal behind a writer; null where output is to be plain: redirected, or by NO_COLOR, CI or TERM=dumb.</summary>
    /// <param name="writer">Standard output, standard error, or what stands in for them.</param>
    public static IAnsiConsole? Of(TextWriter writer)
    {
        var output = new AnsiConsoleOutput(writer);
        if (!output.IsTerminal || IsSet("NO_COLOR") || IsSet("CI") || Environment.GetEnvironmentVariable("TERM") == "dumb")
            return null;
        // Spectre would ask whether input, output and errors are terminals, all three; only this one matters.
        var terminal = AnsiConsole.Create(new AnsiConsoleSettings { Out = output, Interactive = InteractionSupport.Yes });
        return terminal.Profile.Capabilities.Ansi ? terminal : null;
    }

    /// <summary>
    /// What is laid out in columns as plain lines without spaces at their ends: a line for each row, as wide as it is, so that programs can
    /// take it apart; in $COLUMNS, where that is set and no word has to be broken.
    /// </summary>
    /// <param name="columns">What to write.</param>
    public static IEnumerable<string> Plain(IRenderable columns)
    {
        // Segments rather than a console without ANSI codes, which would set the real one's colours.
        var options = new RenderOptions(new Capabilities { Unicode = true }, new Size(Unlimited, Unlimited));
        var asked = Environment.GetEnvironmentVariable(ColumnsVariable);
        var width = int.TryParse(asked, NumberStyles.None, CultureInfo.InvariantCulture, out var set)
            && columns.Measure(options, Unlimited).Min <= set ? set : Unlimited;
        ColumnWidths.Fit(columns, options, width, TextTable.Gap);
        return Segment.SplitLines(columns.Render(options, width))
            .Select(line => string.Concat(line.Select(part => part.Text)).TrimEnd());
    }

    /// <summary>Whether columns have room on a terminal without a word being broken.</summary>
    /// <param name="terminal">The terminal.</param>
    /// <param name="columns">What to write.</param>
    public static bool Fits(IAnsiConsole terminal, IRenderable columns) =>
        columns.Measure(RenderOptions.Create(terminal), Unlimited).Min <= terminal.Profile.Width;

    private static bool IsSet(string variable) => Environment.GetEnvironmentVariable(variable) is { Length: > 0 };
}
