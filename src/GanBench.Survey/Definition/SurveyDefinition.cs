using GanBench.Suites.Results;

namespace GanBench.Survey.Definition;

/// <summary>
/// What is asked, and with which images. Written once by <see cref="SurveyBuilder"/> and never changed: its hash is checked
/// whenever the survey is opened. It says which images are real, so no page is made from it directly.
/// </summary>
public sealed record SurveyDefinition
{
    /// <summary>Title on every page.</summary>
    public required string Title { get; init; }

    /// <summary>
    /// Who asks, with a way to reach them, for the information page. Null when not told; such a survey is not served
    /// (<see cref="Storage.SurveyStore.SetContactAsync"/>).
    /// </summary>
    public string? Organiser { get; init; }

    /// <summary>Seed of the choice of images.</summary>
    public required ulong Seed { get; init; }

    /// <summary>The questions in the order they are asked.</summary>
    public required IReadOnlyList<SurveyQuestion> Questions { get; init; }

    /// <summary>Whether the questions are whole and have their images, as those of <see cref="SurveyBuilder"/>.</summary>
    /// <param name="images">Ids of the images that there are.</param>
    internal bool Fits(IEnumerable<string> images) =>
        Questions.Count > 0
        && Questions.Index().All(q => q.Item is { Width: > 0, Height: > 0, Candidates.Count: SurveyQuestion.CandidateCount }
            && q.Item.Number == q.Index + 1)
        && !ImageIds().Except(images).Any();

    /// <summary>All image ids of all questions, each once.</summary>
    public IEnumerable<string> ImageIds() =>
        Questions.SelectMany(q => q.RealExamples.Concat(q.GeneratedExamples).Concat(q.Candidates));
}

/// <summary>One question: examples of both kinds, then four candidates of which two are generated.</summary>
public sealed record SurveyQuestion
{
    /// <summary>Real images among the candidates; they hold the first slots.</summary>
    public const int RealCandidates = 2;

    /// <summary>Generated images among the candidates, which is also how many must be ticked.</summary>
    public const int GeneratedCandidates = 2;

    /// <summary>Candidates of a question.</summary>
    public const int CandidateCount = RealCandidates + GeneratedCandidates;

    /// <summary>Its form, which sets what guessing gives.</summary>
    public static ForcedChoice Form { get; } = new(CandidateCount, GeneratedCandidates);

    /// <summary>Position in the questionnaire, from 1.</summary>
    public required int Number { get; init; }

    /// <summary>Architecture that made the generated images.</summary>
    public required string Architecture { get; init; }

    /// <summary>Dataset of the real images.</summary>
    public required string Dataset { get; init; }

    /// <summary>Run that made the generated images.</summary>
    public required string RunId { get; init; }

    /// <summary>Width of every image in pixels.</summary>
    public required int Width { get; init; }

    /// <summary>Height of every image in pixels.</summary>
    public required int Height { get; init; }

    /// <summary>Ids of images that are shown as real.</summary>
    public required IReadOnlyList<string> RealExamples { get; init; }

    /// <summary>Ids of images that are shown as generated.</summary>
    public required IReadOnlyList<string> GeneratedExamples { get; init; }

    /// <summary>Ids of the four candidates by slot: slots 0 and 1 are real, 2 and 3 generated.</summary>
    public required IReadOnlyList<string> Candidates { get; init; }

    /// <summary>Whether the candidate of a slot is generated.</summary>
    /// <param name="slot">0 to 3.</param>
    public static bool IsGenerated(int slot) => slot >= RealCandidates;
}
