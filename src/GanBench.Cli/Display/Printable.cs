namespace GanBench.Cli.Display;

/// <summary>
/// Text that came from elsewhere, as it may be printed: a run's name or a server's page must not move the cursor, rename the window or
/// hide a line.
/// </summary>
internal static class Printable
{
    /// <summary>A text with � in place of every control character but the ends of lines and tabs.</summary>
    /// <param name="text">The text.</param>
    public static string Of(string text) => text.Any(IsObeyed) ? string.Concat(text.Select(c => IsObeyed(c) ? '\uFFFD' : c)) : text;

    private static bool IsObeyed(char c) => char.IsControl(c) && c is not ('\n' or '\t');
}
