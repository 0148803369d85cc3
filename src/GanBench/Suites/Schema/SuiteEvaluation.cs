using GanBench.Configuration;
using GanBench.Metrics.Extractors;

namespace GanBench.Suites.Schema;

/// <summary>What is measured at every checkpoint.</summary>
public sealed record SuiteEvaluation
{
    /// <summary>Names of metrics (ganbench evaluate --help lists them).</summary>
    public IReadOnlyList<string> Metrics { get; init; } = ["fid"];

    /// <summary>Generated images per checkpoint.</summary>
    [RangeRule(2)]
    public int Samples { get; init; } = 5000;

    /// <summary>
    /// inception, resnet18, classifier, onnx:FILE, or auto: inception where its weights are on the machine, else resnet18. Values of
    /// different extractors are never compared.
    /// </summary>
    public string Extractor { get; init; } = ExtractorRegistry.Auto;

    /// <summary>
    /// Confidence of intervals around FID, KID, precision, recall, density and coverage of each checkpoint, in per cent; null gives none.
    /// They say how sure a value is of its samples, and nothing of other seeds.
    /// </summary>
    [RangeRule(50, 99)]
    public int? Intervals { get; init; }

    /// <summary>Labelled dataset whose classifier measures datasets that have no labels of their own.</summary>
    public string? ClassifierDataset { get; init; }

    /// <summary>What is measured between the checkpoints, for curves and correlations over many points.</summary>
    public CurveEvaluation Curve { get; init; } = new();

    /// <summary>Options of metrics below their names, e.g. kid: {subsets: 10}; what is not set is the metric's own.</summary>
    public OwnOptions Options { get; init; } = OwnOptions.None;
}
