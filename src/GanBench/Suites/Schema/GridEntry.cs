using System.ComponentModel;
using GanBench.Configuration;

namespace GanBench.Suites.Schema;

/// <summary>A product of lists: every architecture on every dataset at every size, for every value of the sweep and every seed.</summary>
public sealed record GridEntry
{
    /// <summary>Names of architectures (ganbench models list).</summary>
    public IReadOnlyList<string> Architectures { get; init; } = [];

    /// <summary>Names of datasets (ganbench datasets list), or folder:PATH.</summary>
    public IReadOnlyList<string> Datasets { get; init; } = [];

    /// <summary>Sides of the images in pixels; left out, the dataset's own.</summary>
    public IReadOnlyList<int> ImageSizes { get; init; } = [];

    /// <summary>Seeds of this entry; left out, the suite's.</summary>
    public IReadOnlyList<ulong> Seeds { get; init; } = [];

    /// <summary>Budget and schedule of this entry.</summary>
    public Overrides Training { get; init; } = Overrides.None;

    /// <summary>Changes to the recipe of this entry.</summary>
    public Overrides Recipe { get; init; } = Overrides.None;

    /// <summary>Settings that take several values.</summary>
    public IReadOnlyList<SweepAxis> Sweep { get; init; } = [];

    /// <summary>
    /// product: every combination of the sweep's values. one-at-a-time: one axis moves, the others stay at the recipe's values.
    /// </summary>
    public SweepMode SweepMode { get; init; } = SweepMode.Product;

    /// <summary>A cell of the suite (ARCHITECTURE/DATASET) whose final weights each run starts from, with the same seed.</summary>
    public string? InitFrom { get; init; }

    /// <summary>Where the entry stands.</summary>
    [Browsable(false)]
    public SourcePosition At { get; init; } = SourcePosition.None;
}

/// <summary>A setting, or several that move together, and the values it takes.</summary>
public sealed record SweepAxis
{
    /// <summary>Name of the axis in tables and cells; left out, the last part of the first key.</summary>
    public string Name { get; init; } = "";

    /// <summary>Dotted keys that take the value, e.g. training.batchSize or recipe.discriminator.steps.</summary>
    public IReadOnlyList<string> Keys { get; init; } = [];

    /// <summary>The values.</summary>
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
