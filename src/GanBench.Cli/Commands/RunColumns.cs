using System.Globalization;
using GanBench.Cli.Display;
using GanBench.Configuration;
using GanBench.Metrics;
using GanBench.Runs;
using GanBench.Suites.Results;
using GanBench.Text;

namespace GanBench.Cli.Commands;

/// <summary>A run as lists show it; one whose files cannot be read is listed all the same.</summary>
/// <param name="Directory">Where it is.</param>
/// <param name="Result">What is there of it; null when its specification cannot be read.</param>
/// <param name="State">How it stands; null when that cannot be read.</param>
internal sealed record ListedRun(RunDirectory Directory, RunResult? Result, RunState? State)
{
    /// <summary>How it stands in a word.</summary>
    public string Status => State?.Standing ?? "unreadable";

    /// <summary>Reads a run.</summary>
    /// <param name="directory">Its directory.</param>
    public static ListedRun Read(RunDirectory directory)
    {
        try
        {
            var result = RunResult.Read(directory);
            return new ListedRun(directory, result, result.State);
        }
        catch (DataException)
        {
            return new ListedRun(directory, null, StateOf(directory));
        }
    }

    private static RunState? StateOf(RunDirectory directory)
    {
        try
        {
            return directory.Observe();
        }
        catch (DataException)
        {
            return null;
        }
    }
}

/// <summary>A column of the list of runs.</summary>
/// <param name="Name">What it is called on the command line, and in JSON.</param>
/// <param name="Value">Its value of a run, a text or a number; null where it has none.</param>
/// <param name="Text">The value as tables show it.</param>
internal sealed record RunColumn(string Name, Func<ListedRun, object?> Value, Func<object, string> Text)
{
    private const string Nothing = "–";

    /// <summary>The columns that every run has; metrics and settings are columns beside them.</summary>
    public static IReadOnlyList<RunColumn> All { get; } =
    [
        Words("run", run => run.Directory.Id),
        Words("architecture", run => run.Result?.Spec.Architecture),
        Words("dataset", run => run.Result?.Spec.Dataset),
        new("seed", run => (double?)run.Result?.Spec.Seed, Whole),
        Words("status", run => run.Status),
        new("step", run => (double?)run.State?.Step, Whole),
        new("steps", run => (double?)run.State?.Steps, Whole),
        new("time", run => run.State?.Seconds, seconds => SuiteDisplay.Duration((double)seconds)),
        new("started", run => run.State?.Started, time => string.Create(CultureInfo.InvariantCulture, $"{time:yyyy-MM-dd HH:mm}")),
        Words("remark", run => run.State?.Remark),
    ];

    /// <summary>Finds a column.</summary>
    /// <param name="name">A column of <see cref="All"/>, a value of a metric, or a dotted setting.</param>
    /// <param name="runs">The runs that are listed, whose settings can be columns.</param>
    /// <exception cref="UsageException">There is none of that name.</exception>
    public static RunColumn Find(string name, IEnumerable<ListedRun> runs)
    {
        if (All.FirstOrDefault(column => column.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } own)
            return own;
        var values = MetricRegistry.All.SelectMany(metric => metric.Values).Select(value => value.Name).ToList();
        if (values.FirstOrDefault(value => value.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } metric)
            return new(
                metric, run => run.Result?.Last(metric)?.Value, value => ((double)value).ToString("G4", CultureInfo.InvariantCulture));
        var settings = runs.SelectMany(SettingsOf).Select(setting => setting.Key).Distinct().ToList();
        // A setting of the recipe is called as --set calls it, too.
        if (settings.FirstOrDefault(setting => setting.Equals(name, StringComparison.OrdinalIgnoreCase)
            || setting.Equals("recipe." + name, StringComparison.OrdinalIgnoreCase)) is { } key)
            return Words(key, run => SettingsOf(run).Where(setting => setting.Key == key).Select(setting => setting.Value)
                .FirstOrDefault());
        string[] columns = [.. All.Select(column => column.Name), .. values];
        throw new UsageException(NearestName.Unknown(
            "column", name, settings.Any(setting => NearestName.Shortens(name, setting)) ? settings : columns));
    }

    /// <summary>The value as tables show it.</summary>
    /// <param name="run">The run.</param>
    public string Show(ListedRun run) => Value(run) is { } value ? Text(value) : Nothing;

    private static IEnumerable<(string Key, string Value)> SettingsOf(ListedRun run) =>
        run.Result is { } result ? SettingsBinder.List(result.Spec, whole: true) : [];

    private static RunColumn Words(string name, Func<ListedRun, string?> value) => new(name, value, text => (string)text);

    private static string Whole(object value) => string.Create(CultureInfo.InvariantCulture, $"{value:N0}");
}
