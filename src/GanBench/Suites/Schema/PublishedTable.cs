using System.ComponentModel;
using GanBench.Configuration;

namespace GanBench.Suites.Schema;

/// <summary>Values of one metric as a publication prints them.</summary>
public sealed record PublishedTable
{
    /// <summary>Name of the metric (fid, inception-score, …) or logged quantity (loss-d, loss-g, …).</summary>
    public string Metric { get; init; } = "fid";

    /// <summary>Where it is printed, e.g. table 4-1.</summary>
    public string Source { get; init; } = "";

    /// <summary>Training steps of the columns; left out, the end of training.</summary>
    public IReadOnlyList<int> Steps { get; init; } = [];

    /// <summary>A row per cell (ARCHITECTURE/DATASET), with one value per step.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<double>> Values { get; init; } = new Dictionary<string, IReadOnlyList<double>>();

    /// <summary>Why no measurement may be compared with it; left out where it may.</summary>
    public string? NotComparable { get; init; }

    /// <summary>Where the table stands.</summary>
    [Browsable(false)]
    public SourcePosition At { get; init; } = SourcePosition.None;
}
