namespace GanBench.Suites.Results;

/// <summary>Human error rate on one architecture and dataset, counted in both ways in which a publication may mean it.</summary>
public sealed record HumanErrorRate
{
    /// <summary>The architecture.</summary>
    public required string Architecture { get; init; }

    /// <summary>The dataset.</summary>
    public required string Dataset { get; init; }

    /// <summary>Ids of the runs that made the images; empty where it is not known, as in results of version 1.</summary>
    public IReadOnlyList<string> Runs { get; init; } = [];

    /// <summary>Image level: generated images that were not recognised, of those shown.</summary>
    public required ErrorRate Images { get; init; }

    /// <summary>
    /// Question level: answers that did not tick exactly the generated images, of all answers. Null where it was not counted, as in
    /// results of version 1.
    /// </summary>
    public ErrorRate? Questions { get; init; }

    /// <summary>Image level with no one left out.</summary>
    public required ErrorRate EveryoneImages { get; init; }

    /// <summary>Question level with no one left out; null where it was not counted.</summary>
    public ErrorRate? EveryoneQuestions { get; init; }

    /// <summary>Rate over both kinds of error in [0, 1], or null without answers.</summary>
    public double? Hype { get; init; }

    /// <summary>Median seconds per question, or null when not known.</summary>
    public double? MedianSeconds { get; init; }

    /// <summary>Bootstrap probability of the highest error rate, at image level, on its dataset, or null.</summary>
    public double? ProbabilityBest { get; init; }

    /// <summary>The published error rate in percent, or null.</summary>
    public double? PublishedPercent { get; init; }

    /// <summary>Where it was published, or null.</summary>
    public string? PublishedSource { get; init; }

    /// <summary>The rate under one of its names (<see cref="RunQuantityNames"/>); null when nothing was judged.</summary>
    /// <param name="quantity">The name.</param>
    public ErrorRate? Rate(string quantity)
    {
        ErrorRate? rate = quantity switch
        {
            RunQuantityNames.HumanErrorRate => Images,
            RunQuantityNames.HumanErrorRateQuestion => Questions,
            _ => null,
        };
        return rate is { Shown: > 0 } ? rate : null;
    }

    /// <summary>Whether it is of a cell's images: its runs made all that were shown. Where no runs are named, names decide.</summary>
    /// <param name="cell">The cell.</param>
    internal bool IsOf(CellResult cell) =>
        string.Equals(Architecture, cell.Architecture, StringComparison.OrdinalIgnoreCase)
        && string.Equals(Dataset, cell.Dataset, StringComparison.OrdinalIgnoreCase)
        && Runs.All(id => cell.Runs.Any(run => run.Directory?.Id == id));
}
