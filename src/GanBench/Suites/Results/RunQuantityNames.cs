namespace GanBench.Suites.Results;

/// <summary>Names of values that suites measure beside the metrics of images.</summary>
public static class RunQuantityNames
{
    /// <summary>Kolmogorov–Smirnov distance of one-dimensional samples to N(0, 1).</summary>
    public const string KolmogorovSmirnov = "ks-distance";

    /// <summary>Share of generated images that people do not recognise as such, in percent; from the questionnaire, not from runs.</summary>
    public const string HumanErrorRate = "human-error-rate";
}
