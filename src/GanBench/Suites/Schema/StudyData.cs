using GanBench.Configuration;

namespace GanBench.Suites.Schema;

/// <summary>The data that a publication trained on, where it differs from a dataset's release or may differ from what is here.</summary>
public sealed record StudyData
{
    /// <summary>Images that the publication trained on; left out, it does not say.</summary>
    [RangeRule(1)]
    public int? Images { get; init; }

    /// <summary>
    /// What else is other than in the publication, in a clause: a substitute, another crop. Values are then not comparable.
    /// </summary>
    public string? Differs { get; init; }
}
