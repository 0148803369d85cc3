using GanBench.Random;
using GanBench.Survey.Definition;
using GanBench.Survey.Participation;

namespace GanBench.Survey.Measures;

/// <summary>
/// Made-up participants for tests and demonstrations. They live in memory only and carry <see cref="ParticipantKind.Simulated"/>
/// to wherever they are shown.
/// </summary>
public static class SimulatedParticipants
{
    /// <summary>
    /// Makes participants. With probability <paramref name="skill"/> one recognises both generated images of a question, else ticks
    /// two of the four at random, so the expected error rate is (1 − skill) / 2.
    /// </summary>
    /// <param name="definition">What is asked.</param>
    /// <param name="count">How many; at least 1.</param>
    /// <param name="skill">In [0, 1].</param>
    /// <param name="seed">Participant i is a function of (seed, i).</param>
    /// <exception cref="UsageException">A number is out of range.</exception>
    public static IReadOnlyList<SurveyParticipant> Create(SurveyDefinition definition, int count, double skill, ulong seed)
    {
        if (count is < 1 or > 100_000)
            throw new UsageException($"1 to 100000 participants can be simulated (asked for {count}).");
        if (!(skill is >= 0 and <= 1))
            throw new UsageException(FormattableString.Invariant($"The skill of simulated participants must be 0 to 1 (was {skill})."));
        return [.. Enumerable.Range(1, count).Select(i => new SurveyParticipant(
            FormattableString.Invariant($"simulated-{i}"), ParticipantKind.Simulated, Finished: true, Answers(
                definition, skill, seed, i)))];
    }

    private static List<SurveyAnswer> Answers(SurveyDefinition definition, double skill, ulong seed, int participant)
    {
        var random = new RandomStream(seed, Streams.SurveySimulated, participant);
        var orderSeed = (long)random.NextUInt32();
        return [.. definition.Questions.Select(question =>
        {
            var guess = random.Permutation(SurveyQuestion.CandidateCount);
            var slots = random.NextDouble() < skill
                ? new SlotPair(SurveyQuestion.RealCandidates, SurveyQuestion.CandidateCount - 1)
                : SlotPair.Of(guess[0], guess[1]);
            var order = CandidateOrder.Of(orderSeed, question.Number);
            return new SurveyAnswer(
                question.Number,
                slots,
                SlotPair.Of(Array.IndexOf(order, slots.First), Array.IndexOf(order, slots.Second)),
                Math.Round(12 * Math.Exp(0.4 * random.NextNormal()), 1));
        })];
    }
}
