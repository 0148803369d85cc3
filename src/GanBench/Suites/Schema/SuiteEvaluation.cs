using System.ComponentModel;
using GanBench.Metrics.Extractors;

namespace GanBench.Suites.Schema;

/// <summary>What is measured at every checkpoint.</summary>
public sealed record SuiteEvaluation
{
    /// <summary>Names of metrics.</summary>
    [Description("Names of metrics (ganbench evaluate --help lists them).")]
    public IReadOnlyList<string> Metrics { get; init; } = ["fid"];

    /// <summary>Generated images per checkpoint.</summary>
    [Description("Generated images per checkpoint.")]
    public int Samples { get; init; } = 5000;

    /// <summary>Feature extractor of the metrics.</summary>
    [Description("inception, classifier, or auto: inception where its weights are on the machine. Values of different extractors are never compared.")]
    public string Extractor { get; init; } = ExtractorRegistry.Auto;

    /// <summary>Labelled dataset whose classifier measures datasets without labels.</summary>
    [Description("Labelled dataset whose classifier measures datasets that have no labels of their own.")]
    public string? ClassifierDataset { get; init; }
}
