namespace GanBench.Suites.Results;

/// <summary>Names of values that no metric gives: they come from the questionnaire and belong to a cell, not to its runs.</summary>
public static class RunQuantityNames
{
    /// <summary>Share of generated images that people do not recognise as such, in percent.</summary>
    public const string HumanErrorRate = "human-error-rate";

    /// <summary>Share of questions that people answer wrongly, not ticking exactly the generated images, in percent.</summary>
    public const string HumanErrorRateQuestion = "human-error-rate-question";

    /// <summary>Whether a name is a rate of people.</summary>
    /// <param name="name">The name.</param>
    public static bool IsOfPeople(string name) => name is HumanErrorRate or HumanErrorRateQuestion;
}
