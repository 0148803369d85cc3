using GanBench.Suites.Results;
using GanBench.Survey.Definition;
using GanBench.Survey.Participation;

namespace GanBench.Survey.Measures;

/// <summary>Rates over one set of participants.</summary>
public sealed record TallyView
{
    /// <summary>How many participants.</summary>
    public required int Participants { get; init; }

    /// <summary>One row per architecture and dataset, the study's table.</summary>
    public required IReadOnlyList<TallyRow> Models { get; init; }

    /// <summary>One row per architecture over all datasets.</summary>
    public required IReadOnlyList<TallyRow> Architectures { get; init; }

    /// <summary>All questions together.</summary>
    public required TallyRow Overall { get; init; }

    internal static TallyView Of(
        SurveyDefinition definition, IReadOnlyList<SurveyParticipant> participants, IReadOnlyList<PublishedRate> published)
    {
        var answers = participants.SelectMany(p => p.Answers).ToLookup(a => a.Question);
        TallyRow Row(IEnumerable<SurveyQuestion> questions, string? architecture, string? dataset) =>
            TallyRow.Of([.. questions.SelectMany(q => answers[q.Number])]) with
            {
                Architecture = architecture,
                Dataset = dataset,
                Published = published.FirstOrDefault(p => p.Architecture == architecture && p.Dataset == dataset),
            };
        return new TallyView
        {
            Participants = participants.Count,
            Models = [.. definition.Questions.GroupBy(q => (q.Architecture, q.Dataset))
                .Select(g => Row(g, g.Key.Architecture, g.Key.Dataset))],
            Architectures = [.. definition.Questions.GroupBy(q => q.Architecture).Select(g => Row(g, g.Key, null))],
            Overall = Row(definition.Questions, null, null),
        };
    }
}

/// <summary>Rates over some answers.</summary>
public sealed record TallyRow
{
    /// <summary>The architecture; null for all.</summary>
    public string? Architecture { get; init; }

    /// <summary>The dataset; null for all.</summary>
    public string? Dataset { get; init; }

    /// <summary>
    /// Image level: generated images not ticked / generated images shown. Guessing gives <see cref="ForcedChoice.ImageChance"/>.
    /// </summary>
    public required ErrorRate Error { get; init; }

    /// <summary>
    /// Question level: answers that did not tick exactly the generated images / answers. Guessing gives
    /// <see cref="ForcedChoice.QuestionChance"/>.
    /// </summary>
    public required ErrorRate Question { get; init; }

    /// <summary>
    /// Rate over both kinds of error, after HYPE∞ (Zhou et al. 2019): images judged wrongly / images shown, real ones taken for
    /// generated included. With two of four to be ticked, two of them generated, every generated image missed is a real one ticked:
    /// the rate equals <see cref="Error"/>, and its interval must not be taken from twice as many images.
    /// </summary>
    public required ErrorRate Hype { get; init; }

    /// <summary>Median seconds per question; NaN when no times are known.</summary>
    public required double MedianSeconds { get; init; }

    /// <summary>The published rate, or null.</summary>
    public PublishedRate? Published { get; init; }

    internal static TallyRow Of(IReadOnlyList<SurveyAnswer> answers)
    {
        var missed = answers.Sum(a => a.Missed);
        var realTicked = answers.Sum(a => a.RealTicked);
        var seconds = answers.Select(a => a.Seconds).OfType<double>().ToList();
        return new TallyRow
        {
            Error = new ErrorRate(missed, answers.Count * SurveyQuestion.GeneratedCandidates),
            Question = new ErrorRate(answers.Count(a => a.Missed > 0), answers.Count),
            Hype = new ErrorRate(missed + realTicked, answers.Count * SurveyQuestion.CandidateCount),
            MedianSeconds = Quantile.Median(seconds),
        };
    }
}
