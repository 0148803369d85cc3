using GanBench.Metrics;

namespace GanBench.Cli;

/// <summary>Metrics as they are named on the command line.</summary>
internal static class MetricNames
{
    private const string All = "all";

    /// <summary>Text of the option's help.</summary>
    public static string Description { get; } =
        $"Comma-separated: {string.Join(", ", MetricRegistry.All.Names)}; or {All}, where those that cannot be computed say why.";

    /// <summary>Reads a list of names.</summary>
    /// <param name="text">What was typed.</param>
    /// <exception cref="UsageException">A name is unknown, or there is none.</exception>
    public static IReadOnlyList<string> Parse(string text)
    {
        var names = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (names.Length == 0)
            throw new UsageException("--metrics names no metric.");
        return names.Contains(All) ? [.. MetricRegistry.All.Names]
            : [.. names.Select(name => MetricRegistry.All.Find(name).Name).Distinct()];
    }
}
