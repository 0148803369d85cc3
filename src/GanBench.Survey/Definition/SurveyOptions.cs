namespace GanBench.Survey.Definition;

/// <summary>How a survey is made.</summary>
public sealed record SurveyOptions
{
    /// <summary>Examples of each kind by default.</summary>
    public const int DefaultExamples = 8;

    /// <summary>Most examples of each kind that a page can show sensibly.</summary>
    public const int MaximumExamples = 24;

    /// <summary>Most characters of <see cref="Organiser"/>.</summary>
    public const int MaximumOrganiserLength = 200;

    /// <summary>Title by default, which pages in other languages translate.</summary>
    public const string DefaultTitle = "Real or generated?";

    /// <summary>Title on every page.</summary>
    public string Title { get; init; } = DefaultTitle;

    /// <summary>Who asks, with a way to reach them. May be left open until the survey is served (<c>survey serve --contact</c>).</summary>
    public string? Organiser { get; init; }

    /// <summary>Seed of the choice of images.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Examples of each kind per question.</summary>
    public int Examples { get; init; } = DefaultExamples;

    /// <summary>Questions per model.</summary>
    public int QuestionsPerModel { get; init; } = 1;

    /// <summary>Throws when a value makes no sense.</summary>
    /// <exception cref="UsageException">Lists every problem.</exception>
    public void Validate()
    {
        var problems = new List<string>();
        if (string.IsNullOrWhiteSpace(Title) || Title.Length > 120)
            problems.Add($"Title must have 1 to 120 characters (had {Title.Length}).");
        if (ContactProblem(Organiser) is { } problem)
            problems.Add(problem);
        if (Examples is < 1 or > MaximumExamples)
            problems.Add($"Examples must be 1 to {MaximumExamples} (was {Examples}).");
        if (QuestionsPerModel is < 1 or > 20)
            problems.Add($"QuestionsPerModel must be 1 to 20 (was {QuestionsPerModel}).");
        if (problems.Count > 0)
            throw new UsageException("The survey", problems);
    }

    /// <summary>What is wrong with the contact of a survey; null when nothing is, or it is left open.</summary>
    /// <param name="contact">Who asks, with a way to reach them.</param>
    internal static string? ContactProblem(string? contact) => contact switch
    {
        null => null,
        _ when string.IsNullOrWhiteSpace(contact) => "The contact is empty; it must say who is responsible and how to reach them.",
        { Length: > MaximumOrganiserLength } =>
            $"The contact must have at most {MaximumOrganiserLength} characters (had {contact.Length}).",
        _ => null,
    };
}
