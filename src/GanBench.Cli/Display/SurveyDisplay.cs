using System.Globalization;
using GanBench.Survey.Definition;
using GanBench.Survey.Measures;
using GanBench.Survey.Participation;

namespace GanBench.Cli.Display;

/// <summary>Prints a tally.</summary>
internal static class SurveyDisplay
{
    /// <summary>Prints who took part, the rates per architecture and dataset, and who was left out.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="definition">What was asked.</param>
    /// <param name="tally">What was answered.</param>
    /// <param name="status">Where the survey stands.</param>
    public static void Write(TextWriter writer, SurveyDefinition definition, SurveyTally tally, SurveyStatus status)
    {
        writer.WriteLine(tally.Simulated
            ? $"{definition.Title}: {tally.Kept.Participants} SIMULATED participants; these numbers say nothing about people"
            : $"{definition.Title}: {status.Started} started, {status.Finished} finished, {status.Withdrawn} withdrawn; "
                + $"{tally.Kept.Participants} counted");
        writer.WriteLine();
        var ranks = tally.Ranking.ToDictionary(r => (r.Architecture, r.Dataset));
        var published = tally.Kept.Models.Any(m => m.Published is not null);
        TextTable.Write(writer,
            ["dataset", "architecture", "errors", "shown", "error rate %", "95 % interval", "HYPE∞ %", "everyone %", "median s", "P(best)",
                .. published ? ["published %"] : Array.Empty<string>()],
            tally.Kept.Models.Zip(tally.Everyone.Models).Select(m => Row(m.First, m.Second, ranks, published))
                .Append(Row(tally.Kept.Overall, tally.Everyone.Overall, ranks, published)),
            rightAligned: 2);
        writer.WriteLine();
        writer.WriteLine(
            "error rate: generated images not recognised / shown, Wilson's interval; 50 is guessing. everyone: no one left out.");
        writer.WriteLine("HYPE∞: both kinds of error / images shown. P(best): bootstrap over participants, highest rate of the dataset.");
        foreach (var reason in tally.Excluded.GroupBy(e => e.Reason).OrderBy(g => g.Key, StringComparer.Ordinal))
            writer.WriteLine($"left out: {reason.Count()} {reason.Key}");
    }

    private static string[] Row(TallyRow kept, TallyRow everyone, Dictionary<(string, string), ModelRank> ranks, bool published)
    {
        var rank = kept is { Architecture: { } a, Dataset: { } d } ? ranks.GetValueOrDefault((a, d)) : null;
        return
        [
            kept.Dataset ?? "all", kept.Architecture ?? "all",
            kept.Error.Errors.ToString(CultureInfo.InvariantCulture), kept.Error.Shown.ToString(CultureInfo.InvariantCulture),
            Number(100 * kept.Error.Value, "0.00"), kept.Error.Shown == 0 ? ""
                : $"{Number(100 * kept.Error.Low, "0.0")} to {Number(100 * kept.Error.High, "0.0")}",
            Number(100 * kept.Hype.Value, "0.00"), Number(100 * everyone.Error.Value, "0.00"), Number(kept.MedianSeconds, "0.0"),
            rank is null ? "" : Number(rank.ProbabilityBest, "0.00"),
            .. published ? [kept.Published is { } p ? Number(p.Percent, "0.00") : ""] : Array.Empty<string>(),
        ];
    }

    private static string Number(double value, string format) => double.IsNaN(value) ? ""
        : value.ToString(format, CultureInfo.InvariantCulture);
}
