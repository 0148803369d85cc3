using System.Globalization;
using GanBench.Reporting.Building;
using GanBench.Reporting.Model;

namespace GanBench.Reporting.Live;

/// <summary>What the live page shows, as data.</summary>
public sealed record LiveView
{
    /// <summary>Chosen runs at most: as many as there are colours.</summary>
    public const int MostChosen = 7;

    private const int MostRows = 200, MostSheets = 500;

    /// <summary>The folder that is watched.</summary>
    public required string Folder { get; init; }

    /// <summary>The runs: those that run first, then as they started, the last one first.</summary>
    public required IReadOnlyList<LiveRow> Rows { get; init; }

    /// <summary>Further runs that fit the filter and are not listed.</summary>
    public required int More { get; init; }

    /// <summary>All runs of the folder.</summary>
    public required int Count { get; init; }

    /// <summary>Runs that are left out since they are reached through a link.</summary>
    public required int Links { get; init; }

    /// <summary>The watched suite, or null.</summary>
    public required SuiteView? Suite { get; init; }

    /// <summary>The chosen runs, closely.</summary>
    public required IReadOnlyList<LiveDetail> Chosen { get; init; }

    /// <summary>Their charts.</summary>
    public required IReadOnlyList<ChartFigure> Figures { get; init; }

    /// <summary>Settings in which several chosen runs differ; null where there is nothing to compare.</summary>
    public required ReportTable? Differences { get; init; }

    /// <summary>Whether a part of a log is not in the charts yet.</summary>
    public required bool HasMore { get; init; }

    /// <summary>What was asked for.</summary>
    public required LiveQuery Query { get; init; }

    /// <summary>Puts it together.</summary>
    internal static LiveView Of(string folder, IReadOnlyList<LiveRun> runs, int links, LiveSuite? suite, LiveQuery query)
    {
        var ordered = runs.OrderByDescending(run => run.IsRunning)
            .ThenByDescending(run => run.State?.Started ?? DateTimeOffset.MinValue).ThenBy(run => run.Id, StringComparer.Ordinal).ToList();
        var chosen = query.Runs.Select(id => ordered.Find(run => run.Id == id)).OfType<LiveRun>().ToList();
        if (query.Runs.Count == 0 && ordered.Count > 0)
            chosen = [ordered[0]];
        foreach (var run in chosen)
            run.LookClosely();
        var listed = ordered.FindAll(run => run.Id.Contains(query.Filter, StringComparison.OrdinalIgnoreCase));
        return new LiveView
        {
            Folder = folder,
            Rows = [.. listed.Take(MostRows).Select(run => LiveRow.Of(run, chosen.IndexOf(run)))],
            More = Math.Max(0, listed.Count - MostRows),
            Count = runs.Count,
            Links = links,
            Suite = suite?.Look(runs),
            Chosen = [.. chosen.Select((run, i) => LiveDetail.Of(run, i, MostSheets))],
            Figures = LiveCharts.Of(chosen),
            Differences = chosen.Count > 1 ? Compare(chosen) : null,
            HasMore = chosen.Exists(run => run.Log!.HasMore),
            Query = query,
        };
    }

    private static ReportTable? Compare(List<LiveRun> chosen)
    {
        var settings = chosen.ConvertAll(run => run.Settings.ToDictionary(s => s.Key, s => s.Value));
        var keys = chosen.SelectMany(run => run.Settings).Select(s => s.Key).Distinct()
            .Where(key => settings.Select(s => s.GetValueOrDefault(key)).Distinct().Count() > 1).ToList();
        return keys.Count == 0 ? null : new ReportTable
        {
            Id = "differences",
            Caption = "Settings in which the chosen runs differ.",
            Columns = [new TableColumn("setting"), .. chosen.Select(run => new TableColumn(run.Id))],
            Rows = [.. keys.Select(key => (TableCell[])[key, .. settings.Select(s => (TableCell)(s.GetValueOrDefault(key) ?? "–"))])],
        };
    }
}

/// <summary>A line of the table of runs.</summary>
/// <param name="Id">The run.</param>
/// <param name="Standing">How it stands in a word.</param>
/// <param name="Remark">Why, or null.</param>
/// <param name="Step">Last step done.</param>
/// <param name="Steps">Steps asked for.</param>
/// <param name="Speed">Images per second, printed; or a dash.</param>
/// <param name="Left">Time left, printed; or a dash.</param>
/// <param name="Started">When it started, printed; or a dash.</param>
/// <param name="Series">Its number among the chosen runs; below 0 where it is not chosen.</param>
public sealed record LiveRow(
    string Id, string Standing, string? Remark, int Step, int Steps, string Speed, string Left, string Started, int Series)
{
    private const string None = "–";

    /// <summary>The line of a run.</summary>
    internal static LiveRow Of(LiveRun run, int series) => new(
        run.Id, run.Standing, run.Problem ?? run.State?.Remark, run.Step, run.Steps,
        run.ImagesPerSecond is { } speed ? Format.Number(speed, speed < 10 ? 1 : 0) : None,
        run.SecondsLeft is { } left ? Format.Duration(left) : None,
        run.State?.Started.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) ?? None, series);

    /// <summary>Share of the steps that is done, in percent.</summary>
    public int Percent => Steps > 0 ? (int)Math.Clamp(100L * Step / Steps, 0, 100) : 0;
}

/// <summary>A chosen run.</summary>
/// <param name="Id">The run.</param>
/// <param name="Color">Its colour in charts of several runs.</param>
/// <param name="SheetSteps">Steps of its sample sheets, ascending; of many, evenly picked ones and the last.</param>
/// <param name="HasReal">Whether there is a sheet of training images.</param>
/// <param name="Settings">Its settings.</param>
/// <param name="Facts">What is known of it in a few numbers.</param>
/// <param name="Problem">What of it cannot be read, or null.</param>
public sealed record LiveDetail(
    string Id, int Color, IReadOnlyList<int> SheetSteps, bool HasReal, FactGrid Settings, IReadOnlyList<Fact> Facts, string? Problem)
{
    /// <summary>A chosen run at the last look.</summary>
    internal static LiveDetail Of(LiveRun run, int series, int mostSheets)
    {
        var all = run.SheetSteps;
        var sheets = all.Count <= mostSheets ? all
            : [.. Enumerable.Range(0, mostSheets).Select(i => all[(int)((long)i * (all.Count - 1) / (mostSheets - 1))])];
        var facts = new List<Fact>
        {
            new("stands", run.Standing + (run.State?.Remark is { } remark ? ": " + remark : "")),
            new("step", $"{Format.Count(run.Step)} of {Format.Count(run.Steps)}"),
        };
        if (run.State is { Seconds: > 0 } state)
            facts.Add(new("trained", Format.Duration(state.Seconds) + (run.IsRunning ? " at its last checkpoint" : "")));
        if (run.Log is { HasMore: true } log)
            facts.Add(new("log", string.Create(
                CultureInfo.InvariantCulture, $"{100 * log.ReadShare:F0} % of it read; till then the charts show picked lines")));
        var damage = run.Log?.FirstDamage is { } d ? $"Line {d.Line} of its log is left out: {d.What}" : null;
        return new LiveDetail(
            run.Id, series, sheets, File.Exists(run.Directory.RealFile),
            new FactGrid("Settings", [.. run.Settings.Select(s => new Fact(s.Key, s.Value))]), facts, run.Problem ?? damage);
    }
}
