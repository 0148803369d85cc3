namespace GanBench.Build;

/// <summary>What a target ends with.</summary>
/// <param name="LastLine">The line that is to stand below all others, or null.</param>
/// <param name="Problem">Why it failed, in a line; null when it did not.</param>
internal sealed record Outcome(string? LastLine = null, string? Problem = null)
{
    /// <summary>Exit code of the target.</summary>
    public int ExitCode { get; init; } = Problem is null ? 0 : 1;

    /// <summary>What a target ends with that may throw <see cref="TargetException"/>.</summary>
    public static Outcome Of(Func<Outcome> target)
    {
        try
        {
            return target();
        }
        catch (TargetException e)
        {
            return new Outcome(Problem: e.Message) { ExitCode = e.ExitCode };
        }
    }

    /// <summary>Writes both lines into a file, for who started this process, or to the console.</summary>
    /// <returns>The exit code.</returns>
    public int Tell(string? file)
    {
        if (file is not null)
        {
            File.WriteAllText(file, $"{LastLine}\n{Problem}\n");
            return ExitCode;
        }
        if (Problem is not null)
            Console.Error.WriteLine(Problem);
        if (LastLine is not null)
            Console.WriteLine(LastLine);
        return ExitCode;
    }
}

/// <summary>Ends a target that cannot go on.</summary>
/// <param name="message">Why, in a line.</param>
/// <param name="exitCode">Exit code of the target.</param>
internal sealed class TargetException(string message, int exitCode = 1) : Exception(message)
{
    public int ExitCode { get; } = exitCode;
}
