using System.Globalization;
using GanBench.Imaging;
using GanBench.Recipes;

namespace GanBench.Suites.Planning;

/// <summary>
/// Name of a cell, or a pattern that names several: <c>ARCHITECTURE/DATASET[@SIZE][ AXIS=VALUE]…</c>, where * stands for any
/// architecture or dataset.
/// </summary>
/// <param name="Architecture">Name of the architecture, or *.</param>
/// <param name="Dataset">Name of the dataset, or *.</param>
/// <param name="ImageSize">Side of the images where it is stated.</param>
/// <param name="Settings">Values of the sweep's axes.</param>
public sealed record CellName(string Architecture, string Dataset, int? ImageSize, IReadOnlyDictionary<string, string> Settings)
{
    /// <summary>Parses a name.</summary>
    /// <param name="text">The text.</param>
    /// <returns>Null when it is none.</returns>
    public static CellName? TryParse(string text)
    {
        var parts = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length == 0 || parts[0].Split('/', 2) is not [{ Length: > 0 } architecture, { Length: > 0 } dataset])
            return null;
        int? size = null;
        if (dataset.LastIndexOf('@') is var at and > 0)
        {
            if (!int.TryParse(dataset.AsSpan(at + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var side))
                return null;
            (size, dataset) = (side, dataset[..at]);
        }
        var settings = new Dictionary<string, string>();
        foreach (var part in parts[1..])
        {
            if (part.Split('=', 2) is not [{ Length: > 0 } axis, { Length: > 0 } value])
                return null;
            settings[axis] = value;
        }
        return new CellName(architecture, dataset, size, settings);
    }

    /// <summary>
    /// The cells it names: those that fit, and among them, where axes are left out, those that stand at the recipe's own values.
    /// </summary>
    /// <param name="cells">All cells of the suite.</param>
    public IReadOnlyList<PlannedCell> Find(IEnumerable<PlannedCell> cells)
    {
        var fitting = cells.Where(Fits).ToList();
        var plain = fitting.Where(c => c.Labels.Keys.All(Settings.ContainsKey)).ToList();
        var found = plain.Count > 0 ? plain : fitting;
        // Without a size, the dataset's own is meant where there is one.
        var own = found.Where(c => !c.NamesSize).ToList();
        return ImageSize is null && Dataset != "*" && own.Count > 0 ? own : found;
    }

    private bool Fits(PlannedCell cell) =>
        Matches(Architecture, cell.Architecture) && Matches(Dataset, cell.Dataset)
        && (ImageSize is null || ImageSize == cell.Shape.Height)
        && Settings.All(s => cell.Settings.TryGetValue(s.Key, out var value) && SameValue(value, s.Value));

    private static bool Matches(string pattern, string name) => pattern == "*" || pattern == name;

    private static bool SameValue(string first, string second) =>
        first == second
        || (double.TryParse(first, CultureInfo.InvariantCulture, out var a)
            && double.TryParse(second, CultureInfo.InvariantCulture, out var b) && a == b);
}

/// <summary>Runs that differ only in their seed: one row of a result table.</summary>
public sealed record PlannedCell
{
    /// <summary>The suite it belongs to.</summary>
    public required string Suite { get; init; }

    /// <summary>Name of the architecture.</summary>
    public required string Architecture { get; init; }

    /// <summary>Name of the dataset.</summary>
    public required string Dataset { get; init; }

    /// <summary>Shape of the samples.</summary>
    public required SampleShape Shape { get; init; }

    /// <summary>What the samples are.</summary>
    public SampleKind Kind { get; init; } = SampleKind.Image;

    /// <summary>Whether the size is part of the name, because it is not the dataset's own.</summary>
    public bool NamesSize { get; init; }

    /// <summary>Every axis of the sweep with its value.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>The axes that tell it from its siblings.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>Budget and schedule of the publication, before a profile reduced them.</summary>
    public TrainingOptions Published { get; init; } = new();

    /// <summary>Width of the architecture's networks as its source has them.</summary>
    public double PublishedWidth { get; init; } = 1;

    /// <summary>Images that its runs train on, by the published release of the dataset; 0 where that is not known.</summary>
    public int Images { get; init; }

    /// <summary>The name, which <see cref="CellName.TryParse"/> reads.</summary>
    public string Name =>
        Architecture + "/" + Dataset + (NamesSize ? FormattableString.Invariant($"@{Shape.Height}") : "")
        + string.Concat(Labels.Select(l => $" {l.Key}={l.Value}"));
}
