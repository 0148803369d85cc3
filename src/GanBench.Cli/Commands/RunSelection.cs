using System.CommandLine;
using System.Globalization;
using GanBench.Runs;

namespace GanBench.Cli.Commands;

/// <summary>Which runs of a folder are meant, and in which order.</summary>
internal static class RunSelection
{
    private const string Descending = ":desc", Ascending = ":asc";

    public static Option<string[]> Filter { get; } = new("--filter", "-f")
    {
        Description = "Only runs of which a column has this value (status=failed, seed=2, dataset=mnist, network.width=0.5), or whose line "
            + "has this text. Repeatable: all must hold.",
        HelpName = "KEY=VALUE|TEXT",
    };

    public static Option<string?> Sort { get; } = new("--sort")
    {
        Description = "Sort by a column; with :desc, largest first. Runs without a value come last. Default: run.",
        HelpName = "COLUMN[:desc]",
    };

    /// <summary>Reads the runs that the options ask for.</summary>
    /// <param name="result">The command line.</param>
    public static IReadOnlyList<ListedRun> Read(ParseResult result)
    {
        var all = RunDirectory.List(result.GetValue(CommonOptions.RunsDirectory)!).Select(ListedRun.Read).ToList();
        var runs = (result.GetValue(Filter) ?? []).Aggregate(
            all.AsEnumerable(), (left, filter) => left.Where(Matches(filter, all)));
        return result.GetValue(Sort) is { } sort ? Sorted([.. runs], sort, all) : [.. runs];
    }

    private static Func<ListedRun, bool> Matches(string filter, IReadOnlyList<ListedRun> all)
    {
        if (filter.Split('=', 2) is not [{ Length: > 0 } key, var value])
            return run => RunColumn.All.Any(column => column.Show(run).Contains(filter, StringComparison.OrdinalIgnoreCase));
        var column = RunColumn.Find(key, all);
        return run => column.Value(run) is { } actual
            && (column.Text(actual).Equals(value, StringComparison.OrdinalIgnoreCase)
                || (double.TryParse(value, CultureInfo.InvariantCulture, out var wanted)
                    && double.TryParse(Convert.ToString(actual, CultureInfo.InvariantCulture), CultureInfo.InvariantCulture, out var number)
                    && number.Equals(wanted)));
    }

    private static IReadOnlyList<ListedRun> Sorted(List<ListedRun> runs, string sort, IReadOnlyList<ListedRun> all)
    {
        var descends = sort.EndsWith(Descending, StringComparison.Ordinal);
        var name = descends ? sort[..^Descending.Length]
            : sort.EndsWith(Ascending, StringComparison.Ordinal) ? sort[..^Ascending.Length] : sort;
        var column = RunColumn.Find(name, all);
        var order = Comparer<object?>.Create(Compare);
        // The last is no value, in either direction.
        var valued = runs.Where(run => column.Value(run) is not null);
        return [.. descends ? valued.OrderByDescending(column.Value, order) : valued.OrderBy(column.Value, order),
            .. runs.Where(run => column.Value(run) is null)];
    }

    private static int Compare(object? first, object? second) => (first, second) switch
    {
        (string a, string b) => double.TryParse(a, CultureInfo.InvariantCulture, out var x)
            && double.TryParse(b, CultureInfo.InvariantCulture, out var y) ? x.CompareTo(y) : string.CompareOrdinal(a, b),
        (IComparable a, _) => a.CompareTo(second),
        _ => 0,
    };
}
