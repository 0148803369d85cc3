using System.Text.RegularExpressions;

namespace GanBench.Build;

/// <summary>
/// A command that a document shows. A comment before its block says what else to do with it:
/// <code>
/// &lt;!-- check: skip needs a network --&gt;                     none of the block's commands is run, for that reason
/// &lt;!-- check: dry-run --&gt;, &lt;!-- check: help --&gt;    each is run with --dry-run or --help
/// </code>
/// </summary>
/// <param name="Line">The line as it stands.</param>
/// <param name="Mark">What the comment says after "check: "; null without one.</param>
internal sealed partial record DocumentedCommand(string Line, string? Mark)
{
    private const string Skip = "skip ", Fence = "```";

    /// <summary>Why it is not run, or null.</summary>
    public string? WhySkipped => Mark?.StartsWith(Skip, StringComparison.Ordinal) == true ? Mark[Skip.Length..] : null;

    /// <summary>What is run: the line without what is said about it, and with what its mark adds.</summary>
    public string Command => Line.Split("  #")[0].TrimEnd() + Mark switch { "dry-run" => " --dry-run", "help" => " --help", _ => "" };

    /// <summary>The line and its mark, for people.</summary>
    public override string ToString() => Line + (Mark is null || WhySkipped is not null ? "" : $"  ({Mark})");

    /// <summary>
    /// The commands of a Markdown document: only those in blocks of no language or a shell's, and there only lines that begin with a
    /// program of ours.
    /// </summary>
    /// <param name="lines">Its lines.</param>
    public static IEnumerable<DocumentedCommand> In(IEnumerable<string> lines)
    {
        string? mark = null;
        bool inside = false, shell = false;
        foreach (var line in lines)
        {
            if (line.StartsWith(Fence, StringComparison.Ordinal))
            {
                shell = !inside && line[Fence.Length..].Trim() is "" or "sh" or "bash" or "shell";
                inside = !inside;
                if (!inside)
                    mark = null;
            }
            else if (!inside)
            {
                // A mark holds for the next block only.
                mark = MarkLine().Match(line) is { Success: true } found ? found.Groups[1].Value : line.Trim().Length == 0 ? mark : null;
            }
            else if (shell && ProgramOfOurs().IsMatch(line))
            {
                yield return new DocumentedCommand(line.Trim(), mark);
            }
        }
    }

    [GeneratedRegex("^<!-- check: (.+?) -->$")]
    private static partial Regex MarkLine();

    [GeneratedRegex(@"^([A-Z_]+=\S+ )*(ganbench|dotnet|\./ganbench|\./build\.sh) ?")]
    private static partial Regex ProgramOfOurs();
}
