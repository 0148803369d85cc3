using GanBench.Survey.Definition;
using GanBench.Survey.Measures;
using GanBench.Survey.Participation;

namespace GanBench.Survey.Exchange;

/// <summary>Answers as a table for statistics programs.</summary>
public static class SurveyExport
{
    /// <summary>Writes one CSV row per answer (RFC 4180, UTF-8, invariant numbers). Positions are 1 to 4, from the left.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="definition">What was asked.</param>
    /// <param name="participants">Who answered.</param>
    /// <param name="rules">Fills the column that says why a participant is left out.</param>
    public static void WriteAnswers(
        TextWriter writer, SurveyDefinition definition, IReadOnlyList<SurveyParticipant> participants, ExclusionRules rules)
    {
        CsvText.WriteLine(writer,
        [
            "participant", "kind", "finished", "question", "architecture", "dataset", "run", "generated_missed", "real_ticked",
            "first_position", "second_position", "seconds", "left_out",
        ]);
        foreach (var participant in participants)
        {
            var reason = rules.Reason(participant);
            foreach (var answer in participant.Answers)
            {
                var question = definition.Questions[answer.Question - 1];
                CsvText.WriteLine(writer,
                [
                    participant.Id, KindName(participant.Kind), participant.Finished ? 1 : 0, question.Number, question.Architecture,
                    question.Dataset, question.RunId, answer.Missed, answer.RealTicked, answer.Positions.First + 1,
                    answer.Positions.Second + 1, answer.Seconds, reason,
                ]);
            }
        }
    }

    private static string KindName(ParticipantKind kind) => kind switch
    {
        ParticipantKind.Web => "web",
        ParticipantKind.MechanicalTurk => "mturk",
        _ => "simulated",
    };
}
