using GanBench.Random;
using GanBench.Suites.Results;
using GanBench.Survey.Definition;
using GanBench.Survey.Participation;

namespace GanBench.Survey.Measures;

/// <summary>Where a model stands among those of its dataset, and how sure that is. Rank 1 deceives most.</summary>
/// <param name="Architecture">The architecture.</param>
/// <param name="Dataset">The dataset.</param>
/// <param name="MeanRank">Mean rank over the replicates; ties share the mean of their ranks.</param>
/// <param name="LowRank">2.5 % quantile of the rank.</param>
/// <param name="HighRank">97.5 % quantile of the rank.</param>
/// <param name="ProbabilityBest">Share of replicates in which it has rank 1; ties share.</param>
/// <param name="LowRate">2.5 % quantile of the error rate; wider than Wilson's where participants differ in skill.</param>
/// <param name="HighRate">97.5 % quantile of the error rate.</param>
public sealed record ModelRank(
    string Architecture, string Dataset, double MeanRank, double LowRank, double HighRank, double ProbabilityBest, double LowRate,
    double HighRate);

/// <summary>
/// Bootstrap over participants: each replicate draws as many participants as there are, with replacement, and ranks the models of
/// each dataset by error rate. Whole participants are drawn because the answers of one person are not independent.
/// </summary>
public static class BootstrapRanking
{
    /// <summary>Ranks the models.</summary>
    /// <param name="definition">What was asked.</param>
    /// <param name="participants">Who answered.</param>
    /// <param name="seed">Seed of the draws; replicate r is a function of (seed, r) alone.</param>
    /// <param name="replicates">At least 1.</param>
    /// <returns>One entry per architecture and dataset; empty without participants.</returns>
    public static IReadOnlyList<ModelRank> Compute(
        SurveyDefinition definition, IReadOnlyList<SurveyParticipant> participants, ulong seed, int replicates)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(replicates);
        if (participants.Count == 0)
            return [];
        var models = definition.Questions.GroupBy(q => (q.Architecture, q.Dataset)).ToList();
        var modelOf = models.SelectMany((m, i) => m.Select(q => (q.Number, Model: i))).ToDictionary(q => q.Number, q => q.Model);
        var counts = participants.Select(p => Count(p, modelOf, models.Count)).ToList();
        var groups = Enumerable.Range(0, models.Count).GroupBy(i => models[i].Key.Dataset).Select(g => g.ToArray()).ToList();
        var rates = models.Select(_ => new double[replicates]).ToArray();
        var ranks = models.Select(_ => new double[replicates]).ToArray();
        var best = new double[models.Count];
        for (var r = 0; r < replicates; r++)
        {
            var draw = new RandomStream(seed, Streams.SurveyBootstrap, r);
            var total = new ErrorRate[models.Count];
            for (var k = 0; k < counts.Count; k++)
            {
                var one = counts[draw.NextInt32(counts.Count)];
                for (var m = 0; m < total.Length; m++)
                    total[m] += one[m];
            }
            for (var m = 0; m < total.Length; m++)
                rates[m][r] = total[m].Shown == 0 ? 0 : total[m].Value;
            foreach (var group in groups)
                Rank(group, r, rates, ranks, best);
        }
        return [.. models.Select((m, i) => new ModelRank(
            m.Key.Architecture, m.Key.Dataset, ranks[i].Average(), Quantile.Of(ranks[i], 0.025), Quantile.Of(ranks[i], 0.975),
            best[i] / replicates, Quantile.Of(rates[i], 0.025), Quantile.Of(rates[i], 0.975)))];
    }

    private static ErrorRate[] Count(SurveyParticipant participant, Dictionary<int, int> modelOf, int models)
    {
        var counts = new ErrorRate[models];
        foreach (var answer in participant.Answers)
            counts[modelOf[answer.Question]] += new ErrorRate(answer.Missed, SurveyQuestion.GeneratedCandidates);
        return counts;
    }

    private static void Rank(int[] group, int replicate, double[][] rates, double[][] ranks, double[] best)
    {
        foreach (var m in group)
        {
            var higher = group.Count(o => rates[o][replicate] > rates[m][replicate]);
            var equal = group.Count(o => rates[o][replicate] == rates[m][replicate]);
            ranks[m][replicate] = higher + ((equal + 1) / 2.0);
            if (higher == 0)
                best[m] += 1.0 / equal;
        }
    }
}
