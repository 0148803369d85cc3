using System.Text.Json.Serialization;

namespace GanBench.Runs;

/// <summary>How a process that worked on a run died, where it could not say so itself: a native abort, a kill, no memory.</summary>
public sealed record RunCrash
{
    // A shell's convention, which .NET follows: a process ended by signal n has exit code 128 + n.
    private const int FirstSignal = 128;

    private const int MostLines = 10;

    // What the C++ library prints of an exception that nothing caught.
    private const string What = "what():";

    /// <summary>Exit code of the process; 128 and more stand for a signal (134 for SIGABRT, 137 for SIGKILL).</summary>
    public required int ExitCode { get; init; }

    /// <summary>Name of the signal that ended it, e.g. "SIGABRT"; null when none did.</summary>
    public string? Signal { get; init; }

    /// <summary>The last lines that it printed, oldest first, without stack frames, which bury the line that says why.</summary>
    public IReadOnlyList<string> LastLines { get; init; } = [];

    /// <summary>What most likely says why: a native exception's text, else the last line. Null when there is none.</summary>
    [JsonIgnore]
    public string? Reason => LastLines.LastOrDefault(l => l.Contains(What, StringComparison.Ordinal)) is { } line
        ? line[(line.IndexOf(What, StringComparison.Ordinal) + What.Length)..].Trim()
        : LastLines.LastOrDefault()?.Trim();

    /// <summary>Describes the death of a process.</summary>
    /// <param name="exitCode">Its exit code.</param>
    /// <param name="lines">The last lines that it printed, enough of them to reach above a stack.</param>
    public static RunCrash Of(int exitCode, IReadOnlyList<string> lines) => new()
    {
        ExitCode = exitCode,
        Signal = exitCode > FirstSignal && exitCode <= FirstSignal + 64 ? SignalName(exitCode - FirstSignal) : null,
        LastLines = [.. lines.Where(l => !IsFrame(l)).TakeLast(MostLines)],
    };

    /// <summary>The death in a line: "SIGABRT, exit code 134: expected m1 and m2 to have the same dtype".</summary>
    public override string ToString()
    {
        // Windows' codes of violent ends are known by their hexadecimal digits.
        var code = ExitCode < 0 ? FormattableString.Invariant($"exit code 0x{ExitCode:X8}")
            : FormattableString.Invariant($"exit code {ExitCode}");
        var how = Signal is null ? code : $"{Signal}, {code}";
        // What is killed cannot say why; its last words are about something else.
        return Signal == "SIGKILL" ? $"{how}: killed from outside, or memory ran out"
            : Reason is { } reason ? $"{how}: {reason}"
            : how;
    }

    private static bool IsFrame(string line) =>
        string.IsNullOrWhiteSpace(line) || line.StartsWith("   at ", StringComparison.Ordinal)
            || line.StartsWith("frame #", StringComparison.Ordinal);

    // The numbers of Linux; those up to 15 are the same on macOS but for SIGBUS.
    private static string SignalName(int number) => number switch
    {
        1 => "SIGHUP",
        2 => "SIGINT",
        3 => "SIGQUIT",
        4 => "SIGILL",
        5 => "SIGTRAP",
        6 => "SIGABRT",
        7 => "SIGBUS",
        8 => "SIGFPE",
        9 => "SIGKILL",
        10 when OperatingSystem.IsMacOS() => "SIGBUS",
        11 => "SIGSEGV",
        13 => "SIGPIPE",
        14 => "SIGALRM",
        15 => "SIGTERM",
        24 => "SIGXCPU",
        25 => "SIGXFSZ",
        31 => "SIGSYS",
        _ => FormattableString.Invariant($"signal {number}"),
    };
}
