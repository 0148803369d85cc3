namespace GanBench.Reporting.Model;

/// <summary>A published study beside which the measurements are set.</summary>
public sealed record StudySection
{
    /// <summary>Its id, e.g. "chen-2019".</summary>
    public required string Id { get; init; }

    /// <summary>Its title.</summary>
    public required string Title { get; init; }

    /// <summary>Where it was published.</summary>
    public string Source { get; init; } = "";

    /// <summary>What a reader must know before comparing, one statement each.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];

    /// <summary>What the study leaves open and this benchmark assumed, one statement each.</summary>
    public IReadOnlyList<string> Assumptions { get; init; } = [];

    /// <summary>Its published values.</summary>
    public IReadOnlyList<PublishedValue> Published { get; init; } = [];

    /// <summary>Its claims with what was found.</summary>
    public IReadOnlyList<ClaimResult> Claims { get; init; } = [];

    /// <summary>Figures and tables of its own, such as a density plot.</summary>
    public IReadOnlyList<ReportBlock> Blocks { get; init; } = [];
}

/// <summary>A value that a study printed.</summary>
/// <param name="Architecture">Name of the architecture, as in the run's specification.</param>
/// <param name="Dataset">Name of the dataset, as in the run's specification.</param>
/// <param name="Metric">Name of the metric, as in the metric files, or a logged quantity such as "loss-d".</param>
/// <param name="Step">The training step it belongs to; null for the end of training.</param>
/// <param name="Value">The value.</param>
/// <param name="Source">Where it is printed, e.g. "table 4-1".</param>
public sealed record PublishedValue(string Architecture, string Dataset, string Metric, int? Step, double Value, string Source)
{
    /// <summary>Half width of its printed uncertainty, or null.</summary>
    public double? Spread { get; init; }

    /// <summary>Why no measurement here may be compared with it, or null when it may.</summary>
    public string? NotComparable { get; init; }
}

/// <summary>A claim of a study and what the measurements say about it.</summary>
/// <param name="Id">Its id, e.g. "chen-2019/1".</param>
/// <param name="Text">The claim.</param>
/// <param name="Outcome">What was found.</param>
/// <param name="Why">The finding in one sentence.</param>
/// <param name="Numbers">The numbers it rests on.</param>
public sealed record ClaimResult(string Id, string Text, ClaimOutcome Outcome, string Why, IReadOnlyList<Fact> Numbers);

/// <summary>What measurements say about a claim.</summary>
public enum ClaimOutcome
{
    /// <summary>They agree with it.</summary>
    Supported,

    /// <summary>They contradict it.</summary>
    Refuted,

    /// <summary>They are too few, or too close, to say.</summary>
    Undecided,
}
