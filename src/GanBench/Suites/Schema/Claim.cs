using System.ComponentModel;
using GanBench.Configuration;

namespace GanBench.Suites.Schema;

/// <summary>A claim of a publication, and the checks that decide it: all must hold.</summary>
public sealed record Claim
{
    /// <summary>Short id, unique in the suite.</summary>
    public string Id { get; init; } = "";

    /// <summary>The claim in a sentence.</summary>
    public string Text { get; init; } = "";

    /// <summary>What decides it; the claim is supported when all hold and refuted when one fails.</summary>
    public IReadOnlyList<ClaimCheck> Checks { get; init; } = [];

    /// <summary>What the checks leave out, for the reader.</summary>
    public string? Note { get; init; }

    /// <summary>Where the claim stands.</summary>
    [Browsable(false)]
    public SourcePosition At { get; init; } = SourcePosition.None;
}

/// <summary>A testable statement about the runs of some cells.</summary>
public sealed record ClaimCheck
{
    /// <summary>
    /// order: the quantity ascends in the order of the cells. times: the second cell's is at least 'factor' times the first's. between:
    /// it lies in [low, high]. trend: it rises, falls or stays flat, in as many equal parts as 'trend' has entries. correlation: two
    /// quantities over the points of each cell's runs. agreement: two quantities, of metrics or of people, rank the cells of each dataset
    /// alike. crossings: two logged curves cross so many times. above: the first of two logged curves is above the second. status: how the
    /// runs end.
    /// </summary>
    public CheckKind Kind { get; init; }

    /// <summary>Cells: ARCHITECTURE/DATASET, with @SIZE and axis=VALUE where needed; * stands for any name.</summary>
    public IReadOnlyList<string> Cells { get; init; } = [];

    /// <summary>
    /// The metric, logged quantity or seconds; two for correlation, agreement, crossings and above. Rates of people (human-error-rate,
    /// human-error-rate-question) have no value per seed and stand in agreement only.
    /// </summary>
    public IReadOnlyList<string> Quantities { get; init; } = ["fid"];

    /// <summary>
    /// last: at the last checkpoint. every: at each. best: at the best. spread: standard deviation over the last half of a logged curve.
    /// share: the share of the checkpoints in 'window' at which a metric is 'atLeast'.
    /// </summary>
    public CheckAt At { get; init; } = CheckAt.Last;

    /// <summary>The value that counts, for 'at: share'.</summary>
    public double? AtLeast { get; init; }

    /// <summary>
    /// The part of the run that 'at: share', trend, crossings and above look at: where it begins and ends, as shares of the run.
    /// </summary>
    public IReadOnlyList<double> Window { get; init; } = [0, 1];

    /// <summary>Whether an order needs a difference; false: equal within the margin, or better, is enough.</summary>
    public bool Strict { get; init; } = true;

    /// <summary>
    /// Share of the larger mean by which the first of an order with strict: false may lie above the second and still count as equal.
    /// </summary>
    [RangeRule(0, 1)]
    public double Margin { get; init; } = 0.1;

    /// <summary>Factor of 'times'.</summary>
    [RangeRule(0, Above = true)]
    public double Factor { get; init; } = 1;

    /// <summary>Lower bound of 'between' and 'correlation'; left out, none.</summary>
    public double? Low { get; init; }

    /// <summary>Upper bound of 'between' and 'correlation'; left out, none.</summary>
    public double? High { get; init; }

    /// <summary>Directions of 'trend', one per equal part of the run.</summary>
    public IReadOnlyList<TrendDirection> Trend { get; init; } = [];

    /// <summary>Number of crossings; any number from 'times' when 'orMore'.</summary>
    [RangeRule(0)]
    public int Crossings { get; init; }

    /// <summary>Whether more crossings do too.</summary>
    public bool OrMore { get; init; }

    /// <summary>Share of the run in which 'above' must hold.</summary>
    [RangeRule(0, 1, Above = true)]
    public double Share { get; init; } = 0.95;

    /// <summary>Expected end of the runs, for 'status'.</summary>
    public Runs.RunStatus Status { get; init; } = Runs.RunStatus.Completed;

    /// <summary>Where the check stands.</summary>
    [Browsable(false)]
    public SourcePosition Position { get; init; } = SourcePosition.None;
}

/// <summary>Kinds of checks.</summary>
public enum CheckKind
{
    /// <summary>A quantity ascends in the order of the cells.</summary>
    Order,

    /// <summary>The second cell's value is at least so many times the first's.</summary>
    Times,

    /// <summary>A value lies between bounds.</summary>
    Between,

    /// <summary>A quantity rises, falls or stays flat.</summary>
    Trend,

    /// <summary>Rank correlation of two quantities over the checkpoints.</summary>
    Correlation,

    /// <summary>Two quantities rank the cells of a dataset alike.</summary>
    Agreement,

    /// <summary>Two logged curves cross so many times.</summary>
    Crossings,

    /// <summary>A logged curve is above another.</summary>
    Above,

    /// <summary>How the runs end.</summary>
    Status,
}

/// <summary>Which values of a quantity a check looks at.</summary>
public enum CheckAt
{
    /// <summary>The last checkpoint, or the mean over the last tenth of a logged curve.</summary>
    Last,

    /// <summary>Every checkpoint.</summary>
    Every,

    /// <summary>The best checkpoint.</summary>
    Best,

    /// <summary>Standard deviation over the last half of a logged curve.</summary>
    Spread,

    /// <summary>Share of the checkpoints in a part of the run at which a metric reaches a value.</summary>
    Share,
}

/// <summary>Direction of a curve.</summary>
public enum TrendDirection
{
    /// <summary>Goes up.</summary>
    Rises,

    /// <summary>Goes down.</summary>
    Falls,

    /// <summary>Changes by less than a tenth of its level.</summary>
    Flat,
}
