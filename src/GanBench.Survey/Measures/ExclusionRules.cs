using GanBench.Survey.Participation;

namespace GanBench.Survey.Measures;

/// <summary>
/// Rules, stated before anyone has answered, by which a participant's answers are left out. Every result is given with and without them.
/// </summary>
public sealed record ExclusionRules
{
    /// <summary>Median seconds per question below which answers count as too fast.</summary>
    public const double DefaultMinimumSeconds = 2;

    /// <summary>Answers from which on a constant pattern counts as a pattern.</summary>
    public const int PatternLength = 4;

    /// <summary>Median seconds per question below which a participant is left out; 0 turns the rule off.</summary>
    public double MinimumSeconds { get; init; } = DefaultMinimumSeconds;

    /// <summary>Whether participants are left out who always ticked the first two images.</summary>
    public bool AllFirstTwo { get; init; } = true;

    /// <summary>
    /// Whether participants of the survey's own pages are left out who did not reach the end. (Workers answer as few questions as they
    /// like.)
    /// </summary>
    public bool Unfinished { get; init; } = true;

    /// <summary>The first rule that leaves a participant out, in words; null when none does.</summary>
    /// <param name="participant">The participant.</param>
    public string? Reason(SurveyParticipant participant)
    {
        if (Unfinished && participant is { Finished: false, Kind: not ParticipantKind.MechanicalTurk })
            return "did not reach the end";
        var seconds = participant.Answers.Select(a => a.Seconds).OfType<double>().ToList();
        if (seconds.Count > 0 && Quantile.Median(seconds) < MinimumSeconds)
            return FormattableString.Invariant($"took less than {MinimumSeconds} s per question (median)");
        if (AllFirstTwo && participant.Answers.Count >= PatternLength && participant.Answers.All(a => a.Positions == new SlotPair(0, 1)))
            return "always ticked the first two images";
        return null;
    }
}

/// <summary>A participant who is left out.</summary>
/// <param name="Participant">The participant's id.</param>
/// <param name="Reason">The rule.</param>
public sealed record Exclusion(string Participant, string Reason);
