using GanBench.Reporting.Charts;
using GanBench.Reporting.Model;
using GanBench.Statistics;

namespace GanBench.Reporting.Building;

/// <summary>
/// Human judgement at both levels: the share of generated images that people did not recognise, and of questions that they answered
/// wrongly.
/// </summary>
internal static class PeopleChapter
{
    private const int PublishedSeries = 1;

    /// <summary>Builds it.</summary>
    public static IEnumerable<ReportChapter> Build(ReportContext context)
    {
        if (context.Options.Survey is not { Rows.Count: > 0 } survey)
            return [];
        // What the suite states as published stands beside the tally, whether or not the tally was told.
        var rows = survey.Rows.Select(row => row.PublishedPercent is null ? row with { PublishedPercent = Published(context, row) } : row)
            .ToList();
        var levels = Level.Of(survey).Where(level => rows.Exists(row => level.Rate(row) is not null)).ToList();
        return Parts.Chapter(
            "people",
            survey.Simulated ? "Human judgement (simulated)" : "Human judgement",
            Parts.Section(
                "people-results",
                "",
                [new Paragraph(
                    $"Answers of {Format.Count(survey.Participants)} {Who(survey)} are counted. {survey.Method}".TrimEnd()),
                Figure(survey, levels, rows),
                .. levels.Select(level => new TableBlock(Table(survey, level, rows)))]));
    }

    /// <summary>Put before whatever shows answers of simulated participants.</summary>
    internal static string Mark(HumanJudgement survey) => survey.Simulated ? "SIMULATED participants: " : "";

    private static string Who(HumanJudgement survey) => (survey.Simulated, survey.Participants) switch
    {
        (true, 1) => "simulated participant",
        (true, _) => "simulated participants",
        (false, 1) => "person",
        _ => "people",
    };

    /// <summary>A share in percent, as all rates of people are printed.</summary>
    internal static TableCell Percent(ErrorRate rate) =>
        new(Format.Number(100 * rate.Value, 1), 100 * rate.Value) { Summary = InPercent(rate) };

    /// <summary>The same with its interval, for exports: its count is that of judgements.</summary>
    internal static SampleSummary InPercent(ErrorRate rate) => new(rate.Shown, 100 * rate.Value, null, 100 * rate.Low, 100 * rate.High);

    /// <summary>Wilson's interval in percent.</summary>
    internal static TableCell Interval(ErrorRate rate) => $"{Format.Number(100 * rate.Low, 1)} to {Format.Number(100 * rate.High, 1)}";

    private static double? Published(ReportContext context, HumanErrorRate row) =>
        context.Published.FirstOrDefault(p => p.Metric == RunQuantityNames.HumanErrorRate
            && string.Equals(p.Architecture, row.Architecture, StringComparison.OrdinalIgnoreCase)
            && string.Equals(p.Dataset, row.Dataset, StringComparison.OrdinalIgnoreCase))?.Value;

    private static ChartFigure? Figure(HumanJudgement survey, IReadOnlyList<Level> levels, IReadOnlyList<HumanErrorRate> rows)
    {
        var shown = rows.Where(row => levels.Any(level => level.Rate(row) is not null)).ToList();
        if (shown.Count == 0)
            return null;
        var published = Enumerable.Range(0, shown.Count).Where(i => shown[i].PublishedPercent is not null).ToList();
        var chart = new Chart
        {
            Description = "Human error rate in percent per dataset and architecture, of images and of questions",
            X = new ChartAxis("error rate, %") { Max = 100 },
            Y = new ChartAxis("") { Categories = [.. shown.Select(r => $"{r.Dataset}: {r.Architecture}")] },
            Layers =
            [
                .. levels.Select(level => new BarLayer([.. shown.Select(r => 100 * (level.Rate(r)?.Value ?? double.NaN))])
                {
                    Name = level.Name,
                    Series = level.Series,
                    Low = [.. shown.Select(r => 100 * (level.Rate(r)?.Low ?? 0))],
                    High = [.. shown.Select(r => 100 * (level.Rate(r)?.High ?? 0))],
                }),
                // Across all categories, whose centres stand at whole numbers.
                .. levels.Select(level => new LineLayer([100 * level.Chance, 100 * level.Chance], [-0.5, shown.Count - 0.5])
                {
                    Name = $"guessing, {level.Name}: {Format.Number(100 * level.Chance, 1)} %",
                    Series = level.Series,
                }),
                .. published.Count == 0 ? Array.Empty<ChartLayer>() : [new PointLayer(
                    [.. published.Select(i => shown[i].PublishedPercent!.Value)], [.. published.Select(i => (double)i)])
                    {
                        Name = "published", Series = PublishedSeries, Hollow = true,
                    }],
            ],
            Size = ChartSize.Full,
        };
        var counts = string.Join(" and ", levels.Select(level =>
            $"{Captions.Counts(shown.Select(level.Rate).OfType<ErrorRate>().Select(r => r.Shown))} {level.Judged}"));
        return new ChartFigure(
            $"{Mark(survey)}Human error rate with Wilson's 95 % intervals; {Format.Count(survey.Participants)} "
            + $"{Who(survey)}, {counts} per bar. Upright lines are the rates of "
            + "guessing" + (published.Count == 0 ? "." : ", hollow markers the published rates."),
            [chart]);
    }

    private static ReportTable Table(HumanJudgement survey, Level level, IReadOnlyList<HumanErrorRate> rows)
    {
        var bothWays = rows.Any(r => level.Everyone(r) != level.Rate(r));
        var anyPublished = rows.Any(r => r.PublishedPercent is not null);
        return new ReportTable
        {
            Id = level.Id,
            Caption = Mark(survey) + level.Caption,
            Columns = [new("Dataset"), new("Architecture"), new("Errors", true), new(level.ColumnOfCounts, true),
                new("Error rate", true, "%"), new("95 % interval", true, "%"),
                .. bothWays ? [new TableColumn("No one left out", true, "%")] : Array.Empty<TableColumn>(),
                .. anyPublished ? [new TableColumn("Published", true, "%")] : Array.Empty<TableColumn>()],
            Rows = [.. rows.Select(r => (IReadOnlyList<TableCell>)
            [
                r.Dataset,
                r.Architecture,
                Cells.Integer(level.Rate(r)?.Errors ?? 0),
                Cells.Integer(level.Rate(r)?.Shown ?? 0),
                level.Rate(r) is { } rate ? Percent(rate) : TableCell.None,
                level.Rate(r) is { } counted ? Interval(counted) : TableCell.None,
                .. bothWays ? [level.Everyone(r) is { } everyone ? Percent(everyone) : TableCell.None] : Array.Empty<TableCell>(),
                .. anyPublished ? [r.PublishedPercent is { } p ? new TableCell(Format.Number(p, 1), p) : TableCell.None]
                    : Array.Empty<TableCell>(),
            ])],
            Notes = [$"Intervals are Wilson's. Guessing gives {Format.Number(100 * level.Chance, 1)} %.",
                .. anyPublished ? [HumanJudgement.OfPublished] : Array.Empty<string>()],
        };
    }

    // One of the two ways to count.
    private sealed record Level(string Id, string Name, string Judged, string ColumnOfCounts, string Caption, double Chance, int Series)
    {
        public required Func<HumanErrorRate, ErrorRate?> Rate { get; init; }

        public required Func<HumanErrorRate, ErrorRate?> Everyone { get; init; }

        public static IReadOnlyList<Level> Of(HumanJudgement survey)
        {
            var (generated, questions, who) = survey.Simulated ? ("generated images", "questions", "they")
                : ("Generated images", "Questions", "people");
            return
            [
                new(RunQuantityNames.HumanErrorRate, "images", "generated images", "Shown", $"{generated} that {who} took for real ones",
                    survey.Question.ImageChance, 0)
                {
                    Rate = r => r.Rate(RunQuantityNames.HumanErrorRate),
                    Everyone = r => Any(r.EveryoneImages),
                },
                new(RunQuantityNames.HumanErrorRateQuestion, "questions", "questions", "Answered",
                    $"{questions} that {who} answered wrongly, not ticking exactly the generated images",
                    survey.Question.QuestionChance, 2)
                {
                    Rate = r => r.Rate(RunQuantityNames.HumanErrorRateQuestion),
                    Everyone = r => Any(r.EveryoneQuestions),
                },
            ];
        }

        private static ErrorRate? Any(ErrorRate? rate) => rate is { Shown: > 0 } ? rate : null;
    }
}
