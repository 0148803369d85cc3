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
