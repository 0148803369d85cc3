using System.Globalization;
using GanBench.Suites.Results;
using GanBench.Survey.Definition;
using GanBench.Survey.Measures;
using GanBench.Survey.Participation;

namespace GanBench.Cli.Display;

/// <summary>Prints a tally.</summary>
internal static class SurveyDisplay
{
    /// <summary>Prints who took part, the rates of images and of questions per architecture and dataset, and who was left out.</summary>
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
        var mark = tally.Simulated ? "SIMULATED, " : "";
        var form = SurveyQuestion.Form;
        var ranks = tally.Ranking.ToDictionary(r => (r.Architecture, r.Dataset));
        writer.WriteLine();
        writer.WriteLine($"{mark}images: generated images not ticked / shown; guessing gives {Percent(form.ImageChance)} %");
        Write(writer, tally, row => row.Error, ["HYPE∞ %", "median s", "P(best)"], row =>
        [
            Percent(row.Hype.Value), Number(row.MedianSeconds, "0.0"),
            row is { Architecture: { } a, Dataset: { } d } && ranks.GetValueOrDefault((a, d)) is { } rank
                ? Number(rank.ProbabilityBest, "0.00") : "",
        ]);
        writer.WriteLine();
        writer.WriteLine(
            $"{mark}questions: not exactly the {form.Generated} generated of {form.Images} images ticked / answered; guessing gives "
            + $"{Percent(form.QuestionChance)} %");
        Write(writer, tally, row => row.Question, [], _ => []);
        writer.WriteLine();
        writer.WriteLine("95 % interval: Wilson's. everyone: no one left out.");
        writer.WriteLine("HYPE∞: both kinds of error / images shown. P(best): bootstrap over participants, highest rate of the dataset.");
        if (tally.Kept.Models.Any(m => m.Published is not null))
            writer.WriteLine(HumanJudgement.OfPublished);
        foreach (var reason in tally.Excluded.GroupBy(e => e.Reason).OrderBy(g => g.Key, StringComparer.Ordinal))
            writer.WriteLine($"left out: {reason.Count()} {reason.Key}");
    }

    private static void Write(
        TextWriter writer, SurveyTally tally, Func<TallyRow, ErrorRate> rate, IReadOnlyList<string> more, Func<TallyRow, string[]> moreOf)
    {
        var published = tally.Kept.Models.Any(m => m.Published is not null);
        string[] columns = ["dataset", "architecture", "errors", "shown", "error rate %", "95 % interval", "everyone %", .. more];
        TextTable.Write(
            writer,
            published ? [.. columns, "published %"] : columns,
            tally.Kept.Models.Append(tally.Kept.Overall).Zip(tally.Everyone.Models.Append(tally.Everyone.Overall)).Select(m =>
            {
                var (kept, error) = (m.First, rate(m.First));
                string[] row =
                [
                    kept.Dataset ?? "all", kept.Architecture ?? "all",
                    error.Errors.ToString(CultureInfo.InvariantCulture), error.Shown.ToString(CultureInfo.InvariantCulture),
                    Percent(error.Value),
                    error.Shown == 0 ? "" : $"{Number(100 * error.Low, "0.0")} to {Number(100 * error.High, "0.0")}",
                    Percent(rate(m.Second).Value), .. moreOf(kept),
                ];
                return published ? [.. row, kept.Published is { } p ? Number(p.Percent, "0.00") : ""] : row;
            }),
            rightAligned: 2);
    }

    private static string Percent(double share) => Number(100 * share, "0.00");

    private static string Number(double value, string format) => double.IsNaN(value) ? ""
        : value.ToString(format, CultureInfo.InvariantCulture);
}
