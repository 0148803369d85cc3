namespace GanBench.Cli.Display;

/// <summary>A line that is rewritten in place on a terminal and printed as it comes elsewhere.</summary>
/// <param name="writer">Where it goes, usually stderr.</param>
internal sealed class StatusLine(TextWriter writer)
{
    private readonly Lock _gate = new();
    private int _shown;

    /// <summary>Whether the line can be rewritten.</summary>
    public bool IsTerminal { get; } = !Console.IsErrorRedirected && Environment.GetEnvironmentVariable("TERM") != "dumb";

    /// <summary>Shows a text in place of the last one.</summary>
    /// <param name="text">One line.</param>
    public void Update(string text)
    {
        lock (_gate)
        {
            if (!IsTerminal)
            {
                writer.WriteLine(text);
                return;
            }
            var width = Math.Max(20, Console.WindowWidth - 1);
            if (text.Length > width)
                text = text[..width];
            writer.Write("\r" + text.PadRight(_shown));
            _shown = text.Length;
        }
    }

    /// <summary>Prints a line that stays.</summary>
    /// <param name="text">One line.</param>
    public void WriteLine(string text)
    {
        Clear();
        writer.WriteLine(text);
    }

    /// <summary>Removes the status line.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            if (_shown > 0)
                writer.Write("\r" + new string(' ', _shown) + "\r");
            _shown = 0;
        }
    }
}
