namespace GanBench;

/// <summary>
/// An error the user can do something about. The message is one line: what was being done, what was found, what would be right.
/// </summary>
/// <param name="message">The line that is printed.</param>
/// <param name="exitCode">The exit code of the process, one of <see cref="ExitCodes"/>.</param>
/// <param name="inner">The cause, shown with <c>--verbose</c>.</param>
public abstract class GanBenchException(string message, int exitCode, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Exit code of the process that ends with this error.</summary>
    public int ExitCode { get; } = exitCode;
}

/// <summary>A run or a check failed (exit code 1).</summary>
/// <inheritdoc cref="GanBenchException"/>
public sealed class RunFailedException(string message, Exception? inner = null)
    : GanBenchException(message, ExitCodes.Failed, inner);

/// <summary>Bad usage or configuration (exit code 2).</summary>
/// <inheritdoc cref="GanBenchException"/>
public sealed class UsageException(string message, Exception? inner = null)
    : GanBenchException(message, ExitCodes.Usage, inner)
{
    /// <summary>Reports all problems found at once, one line each.</summary>
    /// <param name="subject">What was checked, e.g. "The recipe of wgan-gp".</param>
    /// <param name="problems">At least one problem.</param>
    public UsageException(string subject, IReadOnlyCollection<string> problems)
        : this(problems.Count == 1
            ? $"{subject} cannot work: {problems.First()}"
            : $"{subject} has {problems.Count} problems:\n" + string.Join('\n', problems.Select(p => "  - " + p)))
    {
    }
}

/// <summary>Missing or corrupt data: a dataset, checkpoint, run directory or weights file (exit code 3).</summary>
/// <inheritdoc cref="GanBenchException"/>
public sealed class DataException(string message, Exception? inner = null)
    : GanBenchException(message, ExitCodes.Data, inner);

/// <summary>The machine lacks something: libtorch, CUDA, disk space (exit code 4).</summary>
/// <inheritdoc cref="GanBenchException"/>
public sealed class EnvironmentException(string message, Exception? inner = null)
    : GanBenchException(message, ExitCodes.Environment, inner);

/// <summary>Exit codes of the <c>ganbench</c> command.</summary>
public static class ExitCodes
{
    /// <summary>Everything asked for is done; a diverged run is a result, not a failure.</summary>
    public const int Done = 0;

    /// <summary>A run or a check failed.</summary>
    public const int Failed = 1;

    /// <summary>Bad usage or configuration.</summary>
    public const int Usage = 2;

    /// <summary>Missing or corrupt data.</summary>
    public const int Data = 3;

    /// <summary>The environment lacks something (libtorch, CUDA, disk).</summary>
    public const int Environment = 4;

    /// <summary>Interrupted by Ctrl-C or SIGTERM.</summary>
    public const int Interrupted = 130;
}
