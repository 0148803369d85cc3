using GanBench.Reporting.Charts;
using GanBench.Reporting.Model;

namespace GanBench.Reporting.Building;

/// <summary>Published values beside measured ones as a picture: a row per configuration and step, a chart per dataset and metric.</summary>
internal static class PublishedChart
{
    private const int MeasuredSeries = 0, PublishedSeries = 1, MostRows = 24;

    // Values further apart than this need a logarithmic axis to be told from each other.
    private const double WideRange = 20;

    /// <summary>The figure of a study; nothing where no value can be drawn beside a published one.</summary>
    /// <param name="comparisons">The study's values.</param>
    public static IEnumerable<ReportBlock> Build(IReadOnlyList<PublishedComparison> comparisons)
    {
        var rows = comparisons.Select(Row.Of).OfType<Row>().Where(r => !r.IsOfOtherFeatures).ToList();
        var charts = rows.GroupBy(r => (r.Comparison.Published.Dataset, r.Comparison.Published.Metric))
            .SelectMany(g => g.ToList().Pieces(MostRows).Select(Draw)).ToList();
        if (charts.Count == 0)
            yield break;
        var caveats = rows.Where(r => r.Comparison.Caveat is not null).GroupBy(r => r.Comparison.Caveat!)
            .Select(g => $"{Format.Names(g.Select(r => r.Comparison.Cell!.Label))} ({g.Key})").ToList();
        yield return new ChartFigure(
            "Published values (hollow) and what these runs measured (filled), with 95 % confidence intervals where there are several "
            + "seeds or judgements."
            + (caveats.Count == 0 ? "" : $" Pale rows are not comparable: {string.Join("; ", caveats)}."),
            charts);
    }

    private static Chart Draw(IReadOnlyList<Row> rows)
    {
        var published = rows[0].Comparison.Published;
        var metric = StudyChapter.Label(published.Metric);
        var values = rows.SelectMany(r => new[] { r.Comparison.Published.Value, r.Measured.Mean }).ToList();
        var several = rows.Select(r => r.Comparison.Published.Step).Distinct().Count() > 1;
        return new Chart
        {
            Title = $"{metric} on {Format.Data(published.Dataset)}",
            Description = $"Published and measured {metric} on {Format.Data(published.Dataset)} of "
                + string.Join(", ", rows.Select(r => r.Comparison.Cell!.Label).Distinct()),
            X = new ChartAxis(metric) { Logarithmic = values.Min() > 0 && values.Max() > WideRange * values.Min() },
            Y = new ChartAxis("") { Categories = [.. rows.Select(r => r.Name(several))] },
            Layers = [.. Layers(rows, isComparable: true), .. Layers(rows, isComparable: false)],
        };
    }

    private static IEnumerable<ChartLayer> Layers(IReadOnlyList<Row> rows, bool isComparable)
    {
        var places = Enumerable.Range(0, rows.Count).Where(i => rows[i].Comparison.Caveat is null == isComparable).ToList();
        if (places.Count == 0)
            yield break;
        var kind = isComparable ? "" : ", not comparable";
        double[] at = [.. places.Select(i => (double)i)];
        foreach (var i in places)
        {
            if (rows[i].Measured is { Low: { } low, High: { } high })
                yield return new LineLayer([low, high], [i, i]) { Series = MeasuredSeries, Pale = !isComparable };
            if (rows[i].Comparison.Published is { Spread: { } spread, Value: var value })
                yield return new LineLayer([value - spread, value + spread], [i, i])
                {
                    Series = PublishedSeries, Published = true, Pale = !isComparable,
                };
        }
        yield return new PointLayer([.. places.Select(i => rows[i].Comparison.Published.Value)], at)
        {
            Name = "published" + kind, Series = PublishedSeries, Hollow = true, Pale = !isComparable,
        };
        yield return new PointLayer([.. places.Select(i => rows[i].Measured.Mean)], at)
        {
            Name = "measured" + kind, Series = MeasuredSeries, Pale = !isComparable,
        };
    }

    /// <summary>A published value with the value measured in its place.</summary>
    private sealed record Row(PublishedComparison Comparison, MeasuredValue Measured)
    {
        // Features of another extractor give values of another quantity: they share no axis.
        public bool IsOfOtherFeatures =>
            MetricKey.In(Comparison.Cell!.Runs).Where(k => k.Name == Comparison.Published.Metric).OrderBy(k => k.HasOwnFeatures)
                .FirstOrDefault()?.HasOwnFeatures == true;

        public static Row? Of(PublishedComparison comparison) =>
            comparison.Cell is not null && MeasuredValue.Of(comparison) is { } measured ? new Row(comparison, measured) : null;

        public string Name(bool withStep) => Comparison.Cell!.Label
            + (withStep ? $", {(Comparison.Published.Step is { } step ? Format.Count(step) : "last")}" : "");
    }
}
