using GanBench.Reporting.Model;

namespace GanBench.Reporting.Building;

/// <summary>
/// Published human error rates beside those of the survey, at both levels: they are no means over seeds, and their intervals are Wilson's
/// over the judgements counted.
/// </summary>
internal static class PublishedRates
{
    /// <summary>The table of one dataset.</summary>
    /// <param name="id">Name in exports.</param>
    /// <param name="dataset">The dataset.</param>
    /// <param name="rows">The published rates with their cells.</param>
    public static ReportTable Table(string id, string dataset, IReadOnlyList<PublishedComparison> rows)
    {
        var sources = rows.Select(r => r.Published.Source).Distinct().ToList();
        var sameSource = sources is [{ Length: > 0 }];
        var survey = rows.Select(r => r.Cell?.Judgement).OfType<HumanJudgement>().FirstOrDefault();
        return new ReportTable
        {
            Id = id,
            Caption = (survey is { Simulated: true } ? PeopleChapter.Mark(survey) + "human" : "Human") + $" error rate on {dataset}"
                + (sameSource ? $" ({sources[0]} of the study)" : ""),
            Columns =
            [
                new("Architecture"), new("Published", true, "%"), new("Images", true, "%"), new("95 % interval", true, "%"),
                new("Questions", true, "%"), new("95 % interval", true, "%"), new("Comparable"),
                .. sameSource ? Array.Empty<TableColumn>() : [new("Source")],
            ],
            Rows = [.. rows.Select(row => (IReadOnlyList<TableCell>)
            [
                row.Cell?.Label ?? row.Published.Architecture,
                new TableCell(Format.Number(row.Published.Value, 2), row.Published.Value),
                .. Measured(row.Cell?.People?.Rate(RunQuantityNames.HumanErrorRate)),
                .. Measured(row.Cell?.People?.Rate(RunQuantityNames.HumanErrorRateQuestion)),
                row.Caveat is not { } caveat ? "yes"
                    : new TableCell(row.Cell?.People is null ? caveat : "no: " + caveat, null, CellStyle.Muted),
                .. sameSource ? Array.Empty<TableCell>() : [new TableCell(row.Published.Source, null, CellStyle.Muted)],
            ])],
            Notes = survey is null ? [] :
            [
                $"Images: generated images not recognised, of those shown; guessing gives {Percent(survey.Question.ImageChance)} %. "
                + $"Questions: answered wrongly, of those answered; guessing gives {Percent(survey.Question.QuestionChance)} %. Intervals "
                + $"are Wilson's. {HumanJudgement.OfPublished}",
            ],
        };
    }

    private static TableCell[] Measured(ErrorRate? rate) => rate is not { } r ? [TableCell.None, TableCell.None]
        : [
            new($"{Percent(r.Value)} ({Format.Count(r.Errors)} of {Format.Count(r.Shown)})", 100 * r.Value)
            {
                Summary = PeopleChapter.InPercent(r),
            },
            PeopleChapter.Interval(r),
        ];

    private static string Percent(double share) => Format.Number(100 * share, 1);
}
