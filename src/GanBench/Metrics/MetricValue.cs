using System.Globalization;

namespace GanBench.Metrics;

/// <summary>What a metric says of one of its values: how it is printed, and how it is to be read.</summary>
/// <param name="Name">Name in files, claims and published tables, e.g. "fid".</param>
public sealed record MetricValue(string Name)
{
    private readonly string? _label, _labelOfOtherFeatures;

    /// <summary>What tables and axes call it; the name as words where nothing else is said.</summary>
    public string Label
    {
        get => _label ?? Words(Name);
        init => _label = value;
    }

    /// <summary>
    /// What they call it with features other than those of published values, where its name is kept for these: FID is Inception's, and the
    /// Fréchet distance of other features is none. The label where nothing else is said.
    /// </summary>
    public string LabelOfOtherFeatures
    {
        get => _labelOfOtherFeatures ?? Label;
        init => _labelOfOtherFeatures = value;
    }

    /// <summary>Unit; null for a plain number.</summary>
    public string? Unit { get; init; }

    /// <summary>Which numbers are better.</summary>
    public Better Better { get; init; }

    /// <summary>
    /// The number to reach, for <see cref="Better.Near"/>; null for that of the data itself, which is the value whose
    /// <see cref="ReferenceOf"/> this is.
    /// </summary>
    public double? Target { get; init; }

    /// <summary>Smallest number that it can be; null when there is none.</summary>
    public double? Low { get; init; }

    /// <summary>Largest number that it can be; null when there is none.</summary>
    public double? High { get; init; }

    /// <summary>Whether reports draw it; sub-values and references stand in the table of all values only.</summary>
    public bool IsDrawn { get; init; } = true;

    /// <summary>Whether it comes first in summaries, which hold few columns.</summary>
    public bool IsHeadline { get; init; }

    /// <summary>Whether its note is a finding, which tables print beside the number, and no remark on how it was measured.</summary>
    public bool NotesFindings { get; init; }

    /// <summary>Name of the value of samples whose counterpart of the data itself this is; null when it is none.</summary>
    public string? ReferenceOf { get; init; }

    /// <summary>Label of its parts, of which there are as many as the data has (swd-32, swd-16); null when it has none.</summary>
    public string? Parts { get; init; }

    /// <summary>Whether lower is better; null where neither lower nor higher is.</summary>
    public bool? LowerIsBetter => Better switch { Better.Lower => true, Better.Higher => false, _ => null };

    /// <summary>A part of it, which is named after it and a number.</summary>
    /// <param name="number">The number, e.g. the side of a level in pixels.</param>
    public MetricValue Part(long number) => new(FormattableString.Invariant($"{Name}-{number}"))
    {
        Label = FormattableString.Invariant($"{Parts} {number}"),
        Unit = Unit, Better = Better, Target = Target, Low = Low, High = High,
        IsDrawn = false,
    };

    /// <summary>This value, or the part of it, that has a name; null when neither has.</summary>
    /// <param name="name">The name.</param>
    internal MetricValue? Named(string name) =>
        name == Name ? this
        : Parts is not null && name.StartsWith(Name + "-", StringComparison.Ordinal)
            && long.TryParse(name.AsSpan(Name.Length + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? Part(number)
        : null;

    private static string Words(string name) => name.Length == 0 ? "" : char.ToUpperInvariant(name[0]) + name[1..].Replace('-', ' ');
}

/// <summary>Which numbers of a value are better.</summary>
public enum Better
{
    /// <summary>None: it describes.</summary>
    Neither,

    /// <summary>Lower ones.</summary>
    Lower,

    /// <summary>Higher ones.</summary>
    Higher,

    /// <summary>Those near a target.</summary>
    Near,
}
