using GanBench.Suites.Results;
using GanBench.Survey.Definition;

namespace GanBench.Survey.Measures;

/// <summary>Makes of a tally what reports read.</summary>
public static class TallyResult
{
    /// <summary>The results of a tally.</summary>
    /// <param name="definition">What was asked.</param>
    /// <param name="hash">Hash of the survey.</param>
    /// <param name="tally">What was answered.</param>
    public static HumanJudgement Of(SurveyDefinition definition, string hash, SurveyTally tally)
    {
        var ranks = tally.Ranking.ToDictionary(r => (r.Architecture, r.Dataset));
        var everyone = tally.Everyone.Models.ToDictionary(m => (m.Architecture, m.Dataset));
        return new HumanJudgement
        {
            Title = definition.Title,
            SurveyHash = hash,
            Simulated = tally.Simulated,
            Participants = tally.Kept.Participants,
            Excluded = tally.Excluded.GroupBy(e => e.Reason).OrderBy(g => g.Key, StringComparer.Ordinal)
                .ToDictionary(g => g.Key, g => g.Count()),
            Method = MethodText(definition, tally),
            Question = SurveyQuestion.Form,
            Rows = [.. tally.Kept.Models.Select(m => Row(
                m, everyone[(m.Architecture, m.Dataset)], ranks.GetValueOrDefault((m.Architecture!, m.Dataset!))) with
            {
                Runs = [.. definition.Questions.Where(q => (q.Architecture, q.Dataset) == (m.Architecture, m.Dataset))
                    .Select(q => q.RunId).Distinct()],
            })],
        };
    }

    private static HumanErrorRate Row(TallyRow kept, TallyRow everyone, ModelRank? rank) => new()
    {
        Architecture = kept.Architecture!,
        Dataset = kept.Dataset!,
        Images = kept.Error,
        Questions = kept.Question,
        EveryoneImages = everyone.Error,
        EveryoneQuestions = everyone.Question,
        Hype = double.IsNaN(kept.Hype.Value) ? null : kept.Hype.Value,
        MedianSeconds = double.IsNaN(kept.MedianSeconds) ? null : kept.MedianSeconds,
        ProbabilityBest = rank?.ProbabilityBest,
        PublishedPercent = kept.Published?.Percent,
        PublishedSource = kept.Published?.Source,
    };

    private static string MethodText(SurveyDefinition definition, SurveyTally tally)
    {
        var simulated = tally.Simulated ? "SIMULATED participants, for demonstration: these numbers say nothing about people. " : "";
        var excluded = tally.Excluded.Count == 0
            ? "No one was left out."
            : $"{tally.Excluded.Count} of {tally.Everyone.Participants} were left out by rules stated beforehand: " +
              string.Join("; ", tally.Excluded.GroupBy(e => e.Reason).OrderBy(g => g.Key, StringComparer.Ordinal)
                  .Select(g => $"{g.Count()} {g.Key}")) + ".";
        return simulated +
            $"{definition.Questions.Count} questions, each with two real and two generated images in an order of chance; " +
            "the two that a computer made were to be ticked. " + excluded;
    }
}
