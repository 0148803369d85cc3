namespace GanBench.Text;

/// <summary>Words of command lines that are printed to be copied, or written into scripts.</summary>
public static class ShellWord
{
    /// <summary>A word as a POSIX shell takes it back, whatever is in it; plain words stay as they are.</summary>
    /// <param name="word">For example a path with spaces.</param>
    public static string Quote(string word) =>
        word.Length > 0 && word.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '/' or ':' or '=' or '@' or ',' or '+')
            ? word
            : "'" + word.Replace("'", "'\\''", StringComparison.Ordinal) + "'";

    /// <summary>Words as one line.</summary>
    /// <param name="words">A program and its arguments.</param>
    public static string Join(params IEnumerable<string> words) => string.Join(' ', words.Select(Quote));
}
