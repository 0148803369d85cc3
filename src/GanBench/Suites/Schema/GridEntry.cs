using System.ComponentModel;

namespace GanBench.Suites.Schema;

/// <summary>A product of lists: every architecture on every dataset at every size, for every value of the sweep and every seed.</summary>
public sealed record GridEntry
{
    /// <summary>Names of architectures.</summary>
    [Description("Names of architectures (ganbench models list).")]
    public IReadOnlyList<string> Architectures { get; init; } = [];

    /// <summary>Names of datasets.</summary>
    [Description("Names of datasets (ganbench datasets list), or folder:PATH.")]
    public IReadOnlyList<string> Datasets { get; init; } = [];

    /// <summary>Sides of the images in pixels; empty for the dataset's own.</summary>
    [Description("Sides of the images in pixels; left out, the dataset's own.")]
    public IReadOnlyList<int> ImageSizes { get; init; } = [];

    /// <summary>Seeds of this entry; empty for the suite's.</summary>
    [Description("Seeds of this entry; left out, the suite's.")]
    public IReadOnlyList<ulong> Seeds { get; init; } = [];

    /// <summary>Budget and schedule.</summary>
    [Description("Budget and schedule of this entry.")]
    public Overrides Training { get; init; } = Overrides.None;

    /// <summary>Changes to the recipe.</summary>
    [Description("Changes to the recipe of this entry.")]
    public Overrides Recipe { get; init; } = Overrides.None;

    /// <summary>Swept settings.</summary>
    [Description("Settings that take several values.")]
    public IReadOnlyList<SweepAxis> Sweep { get; init; } = [];

    /// <summary>Whether the axes of the sweep are multiplied or moved one at a time.</summary>
    [Description("product: every combination of the sweep's values. one-at-a-time: one axis moves, the others stay at the recipe's values.")]
    public SweepMode SweepMode { get; init; } = SweepMode.Product;

    /// <summary>A cell of the suite whose final weights each run starts from, with the same seed.</summary>
    [Description("A cell of the suite (ARCHITECTURE/DATASET) whose final weights each run starts from, with the same seed.")]
    public string? InitFrom { get; init; }

    /// <summary>Where the entry stands.</summary>
    [Browsable(false)]
    public SourcePosition At { get; init; } = SourcePosition.None;
}

/// <summary>A setting, or several that move together, and the values it takes.</summary>
public sealed record SweepAxis
{
    /// <summary>Name of the axis in tables and cells.</summary>
    [Description("Name of the axis in tables and cells; left out, the last part of the first key.")]
    public string Name { get; init; } = "";

    /// <summary>Dotted keys below training or recipe.</summary>
    [Description("Dotted keys that take the value, e.g. training.batchSize or recipe.discriminator.steps.")]
    public IReadOnlyList<string> Keys { get; init; } = [];

    /// <summary>The values.</summary>
    [Description("The values.")]
    public IReadOnlyList<string> Values { get; init; } = [];

    /// <summary>Where the axis stands.</summary>
    [Browsable(false)]
    public SourcePosition At { get; init; } = SourcePosition.None;
}

/// <summary>How the axes of a sweep combine.</summary>
public enum SweepMode
{
    /// <summary>Every combination.</summary>
    Product,

    /// <summary>One axis moves, the others stay at the recipe's values; the recipe's own values are one run.</summary>
    OneAtATime,
}
