using System.ComponentModel;

namespace GanBench.Suites.Schema;

/// <summary>Values of one metric as a publication prints them.</summary>
public sealed record PublishedTable
{
    /// <summary>Name of the metric or logged quantity.</summary>
    [Description("Name of the metric (fid, inception-score, …) or logged quantity (loss-d, loss-g, …).")]
    public string Metric { get; init; } = "fid";

    /// <summary>Where it is printed.</summary>
    [Description("Where it is printed, e.g. table 4-1.")]
    public string Source { get; init; } = "";

    /// <summary>Training steps of the columns; empty for the end of training.</summary>
    [Description("Training steps of the columns; left out, the end of training.")]
    public IReadOnlyList<int> Steps { get; init; } = [];

    /// <summary>A row per cell.</summary>
    [Description("A row per cell (ARCHITECTURE/DATASET), with one value per step.")]
    public IReadOnlyDictionary<string, IReadOnlyList<double>> Values { get; init; } = new Dictionary<string, IReadOnlyList<double>>();

    /// <summary>Why no measurement here may be compared with it.</summary>
    [Description("Why no measurement may be compared with it; left out where it may.")]
    public string? NotComparable { get; init; }

    /// <summary>Where the table stands.</summary>
    [Browsable(false)]
    public SourcePosition At { get; init; } = SourcePosition.None;
}
