namespace GanBench.Suites.Results;

/// <summary>Names of values that no metric gives.</summary>
public static class RunQuantityNames
{
    /// <summary>
    /// Share of generated images that people do not recognise as such, in percent; from the questionnaire, not from runs.
    /// </summary>
    public const string HumanErrorRate = "human-error-rate";
}
