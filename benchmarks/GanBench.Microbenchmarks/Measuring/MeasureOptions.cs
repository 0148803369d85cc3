using System.Globalization;

namespace GanBench.Microbenchmarks.Measuring;

/// <summary>What is asked for.</summary>
internal sealed record MeasureOptions
{
    /// <summary>Stands for every group.</summary>
    public const string All = "all";

    private const int DefaultRounds = 5;

    /// <summary>The groups.</summary>
    public IReadOnlyList<string> Groups { get; init; } = [];

    /// <summary>Names of workloads; none takes all of the groups.</summary>
    public IReadOnlyList<string> Workloads { get; init; } = [];

    /// <summary>Pairs of each workload.</summary>
    public int Rounds { get; init; } = DefaultRounds;

    /// <summary>Whether a trial is enough: one round, few steps, and the short workloads alone where none is named.</summary>
    public bool Quick { get; init; }

    /// <summary>Where the files are written.</summary>
    public string Output { get; init; } = Path.Combine("artifacts", "measure");

    /// <summary>The day, to be written into the files; null writes none.</summary>
    public string? Date { get; init; }

    /// <summary>Reads a command line.</summary>
    /// <param name="arguments">Names of groups, and options.</param>
    /// <exception cref="UsageException">An option is not known, or its value is not one.</exception>
    public static MeasureOptions Parse(IEnumerable<string> arguments)
    {
        var options = new MeasureOptions();
        foreach (var argument in arguments)
        {
            options = argument.Split('=', 2) switch
            {
                ["--rounds", var value] => options with { Rounds = ParseRounds(value) },
                ["--workload", var value] => options with { Workloads = [.. options.Workloads, value] },
                ["--output", var value] => options with { Output = value },
                ["--date", var value] => options with { Date = value },
                ["--quick"] => options with { Quick = true },
                [var name] when !name.StartsWith('-') => options with { Groups = [.. options.Groups, name] },
                _ => throw new UsageException(
                    $"measure takes no '{argument}'. It takes names of groups, --rounds=N, --workload=NAME, --output=FOLDER, --date=TEXT "
                    + "and --quick."),
            };
        }
        return options.Quick ? options with { Rounds = 1 } : options;
    }

    /// <summary>Picks what is asked for, in the order of the registry.</summary>
    /// <param name="all">All workloads.</param>
    /// <exception cref="UsageException">There is no workload or group of a name.</exception>
    public IReadOnlyList<Workload> Choose(IReadOnlyCollection<Workload> all)
    {
        foreach (var name in Workloads.Where(name => all.All(w => w.Name != name)))
            throw new UsageException($"There is no workload '{name}'. There are: {string.Join(", ", all.Select(w => w.Name))}.");
        var groups = all.Select(w => w.Group).Distinct().Append(All).ToList();
        foreach (var name in Groups.Where(name => !groups.Contains(name)))
            throw new UsageException($"There is no group of workloads '{name}'. There are: {string.Join(", ", groups)}.");
        return
        [
            .. all.Where(w => Groups.Count == 0 || Groups.Contains(All) || Groups.Contains(w.Group))
                .Where(w => Workloads.Count > 0 ? Workloads.Contains(w.Name) : !Quick || w.IsQuick),
        ];
    }

    private static int ParseRounds(string value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var rounds) && rounds > 0
            ? rounds
            : throw new UsageException($"--rounds must be a whole number of at least 1 (was '{value}').");
}
