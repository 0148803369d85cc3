namespace GanBench.Survey.Participation;

/// <summary>A participant on the way through the questionnaire.</summary>
/// <param name="Language">Language of the pages.</param>
/// <param name="OrderSeed">Seed of the order of the candidates.</param>
/// <param name="Finished">Whether the end was reached, after which nothing can be changed.</param>
/// <param name="Answers">The answers so far by question.</param>
internal sealed record SurveySession(
    string Language, long OrderSeed, bool Finished, IReadOnlyDictionary<int, SlotPair> Answers)
{
    /// <summary>The first question without an answer.</summary>
    public int NextQuestion => Enumerable.Range(1, Answers.Count + 1).First(n => !Answers.ContainsKey(n));
}

/// <summary>What became of an answer that was sent.</summary>
internal enum AnswerOutcome
{
    /// <summary>It is on the disk.</summary>
    Saved,

    /// <summary>It is on the disk, and the questionnaire is complete.</summary>
    Completed,

    /// <summary>The session does not exist, or was withdrawn.</summary>
    NoSession,

    /// <summary>The participant has finished; answers are fixed.</summary>
    AlreadyFinished,

    /// <summary>An earlier question has no answer yet, or there is no such question.</summary>
    OutOfOrder,

    /// <summary>The survey takes no answers any more.</summary>
    Closed,
}

/// <summary>Where the survey stands.</summary>
/// <param name="ServedAt">When it was first served, which froze it; null before.</param>
/// <param name="ClosedAt">When it was closed; null while it is open.</param>
/// <param name="AnonymisedAt">When its answers were anonymised; null before.</param>
/// <param name="Started">Participants who gave consent and did not withdraw.</param>
/// <param name="Finished">Those of them who reached the end.</param>
/// <param name="Withdrawn">Participants who withdrew; nothing else of them is left.</param>
public sealed record SurveyStatus(
    DateTimeOffset? ServedAt, DateTimeOffset? ClosedAt, DateTimeOffset? AnonymisedAt, int Started, int Finished, int Withdrawn);
