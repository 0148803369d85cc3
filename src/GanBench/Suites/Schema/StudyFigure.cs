namespace GanBench.Suites.Schema;

/// <summary>A figure, table, listing or question of the publication, and what of this suite's runs answers it.</summary>
public sealed record StudyFigure
{
    /// <summary>Which it is, e.g. figures 4-12, 4-30 and 4-43.</summary>
    public string Of { get; init; } = "";

    /// <summary>What it shows.</summary>
    public string Shows { get; init; } = "";

    /// <summary>
    /// Metrics, logged quantities or figures of runs that answer it; beside them samples, networks (their summaries: ganbench models show)
    /// and survey.
    /// </summary>
    public IReadOnlyList<string> By { get; init; } = [];

    /// <summary>Why nothing answers it, where nothing does.</summary>
    public string? Omitted { get; init; }
}
