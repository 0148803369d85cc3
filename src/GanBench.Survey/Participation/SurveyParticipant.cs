using GanBench.Random;
using GanBench.Survey.Definition;

namespace GanBench.Survey.Participation;

/// <summary>Where a participant's answers come from.</summary>
public enum ParticipantKind
{
    /// <summary>A person at the survey's own pages.</summary>
    Web,

    /// <summary>A worker of Amazon Mechanical Turk, imported from a results file.</summary>
    MechanicalTurk,

    /// <summary>Made up by <see cref="Measures.SimulatedParticipants"/>; never stored, never mixed with people.</summary>
    Simulated,
}

/// <summary>A participant as the measures see one.</summary>
/// <param name="Id">Random id, or "simulated-1" and so on.</param>
/// <param name="Kind">Where the answers come from.</param>
/// <param name="Finished">Whether every question was answered and the end reached.</param>
/// <param name="Answers">The answers by question.</param>
public sealed record SurveyParticipant(string Id, ParticipantKind Kind, bool Finished, IReadOnlyList<SurveyAnswer> Answers);

/// <summary>The answer to one question: the two candidates that were ticked as generated.</summary>
/// <param name="Question">Number of the question, from 1.</param>
/// <param name="Slots">The two slots, ascending; 0 and 1 are real, 2 and 3 generated.</param>
/// <param name="Positions">The two positions at which they were shown, ascending, from 0.</param>
/// <param name="Seconds">Time from the answer before (or the start) to the first answer; null when not known.</param>
public sealed record SurveyAnswer(int Question, SlotPair Slots, SlotPair Positions, double? Seconds)
{
    /// <summary>Real candidates that were ticked, 0 to 2.</summary>
    public int RealTicked => (SurveyQuestion.IsGenerated(Slots.First) ? 0 : 1) + (SurveyQuestion.IsGenerated(Slots.Second) ? 0 : 1);

    /// <summary>Generated candidates that were not ticked, 0 to 2.</summary>
    public int Missed => SurveyQuestion.GeneratedCandidates - (2 - RealTicked);
}

/// <summary>Two different numbers from 0 to 3, ascending.</summary>
/// <param name="First">The smaller.</param>
/// <param name="Second">The larger.</param>
public readonly record struct SlotPair(int First, int Second)
{
    /// <summary>Makes a pair in ascending order.</summary>
    /// <exception cref="ArgumentException">They are equal or out of range.</exception>
    public static SlotPair Of(int a, int b) => a != b && a is >= 0 and < 4 && b is >= 0 and < 4
        ? new SlotPair(Math.Min(a, b), Math.Max(a, b))
        : throw new ArgumentException($"Two different numbers from 0 to 3 are needed (were {a} and {b}).");
}

/// <summary>The order in which the candidates of a question are shown.</summary>
internal static class CandidateOrder
{
    /// <summary>Slots by position.</summary>
    /// <param name="seed">The participant's own seed.</param>
    /// <param name="question">Number of the question.</param>
    public static int[] Of(long seed, int question) =>
        new RandomStream((ulong)seed, Streams.SurveyOrder, question).Permutation(SurveyQuestion.CandidateCount);
}
