namespace GanBench.Reporting.Model;

/// <summary>A value of a run at a step: one row of <c>metrics.csv</c>. The names of its members are those of the columns.</summary>
public sealed record Measurement
{
    /// <summary>The dataset.</summary>
    public required string Dataset { get; init; }

    /// <summary>The architecture.</summary>
    public required string Architecture { get; init; }

    /// <summary>The configuration as tables name it; its runs differ in their seed alone.</summary>
    public required string Configuration { get; init; }

    /// <summary>Id of the run.</summary>
    public required string Run { get; init; }

    /// <summary>Its seed.</summary>
    public required ulong Seed { get; init; }

    /// <summary>The step.</summary>
    public required int Step { get; init; }

    /// <summary>"checkpoint", or "passing" for what was measured between checkpoints.</summary>
    public required string Taken { get; init; }

    /// <summary>Name of the metric in files.</summary>
    public required string Metric { get; init; }

    /// <summary>What tables call it.</summary>
    public required string Label { get; init; }

    /// <summary>The value, unrounded.</summary>
    public required double Value { get; init; }

    /// <summary>Its unit; null for a plain number.</summary>
    public string? Unit { get; init; }

    /// <summary>Spread over subsets or splits, where the metric has one.</summary>
    public double? StandardDeviation { get; init; }

    /// <summary>Lower end of its interval over samples, where one was measured.</summary>
    public double? Low { get; init; }

    /// <summary>Upper end of it.</summary>
    public double? High { get; init; }

    /// <summary>Its confidence in per cent.</summary>
    public int? Level { get; init; }

    /// <summary>Which numbers are better: "lower", "higher", "near 0.05", or empty.</summary>
    public string Better { get; init; } = "";

    /// <summary>Samples measured; null where the protocol does not say.</summary>
    public int? Samples { get; init; }

    /// <summary>The extractor of the features; empty without features.</summary>
    public string Extractor { get; init; } = "";

    /// <summary>Equal for values that may be compared: a hash of what decides them.</summary>
    public required string Protocol { get; init; }

    /// <summary>What decides them, "name=value" after each other.</summary>
    public string Settings { get; init; } = "";

    /// <summary>What must be known beside the value; null for nothing.</summary>
    public string? Note { get; init; }
}
