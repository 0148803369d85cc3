namespace GanBench.Reporting.Charts;

/// <summary>A chart as data: two axes and layers drawn in order.</summary>
public sealed record Chart
{
    /// <summary>Heading above it; empty when the figure's caption says it all.</summary>
    public string Title { get; init; } = "";

    /// <summary>What a reader who cannot see it should know.</summary>
    public required string Description { get; init; }

    /// <summary>The horizontal axis.</summary>
    public required ChartAxis X { get; init; }

    /// <summary>The vertical axis.</summary>
    public required ChartAxis Y { get; init; }

    /// <summary>The layers, lowest first.</summary>
    public required IReadOnlyList<ChartLayer> Layers { get; init; }

    /// <summary>Its size on the page.</summary>
    public ChartSize Size { get; init; } = ChartSize.Half;

    /// <summary>Whether it explains its own series; false where the figure's first chart does it for all.</summary>
    public bool Legend { get; init; } = true;
}

/// <summary>Size of a chart on the page.</summary>
public enum ChartSize
{
    /// <summary>Three side by side.</summary>
    Third,

    /// <summary>Two side by side.</summary>
    Half,

    /// <summary>The page's width.</summary>
    Full,
}

/// <summary>An axis.</summary>
/// <param name="Label">Quantity and unit.</param>
public sealed record ChartAxis(string Label)
{
    /// <summary>Lower end; null fits the data.</summary>
    public double? Min { get; init; }

    /// <summary>Upper end; null fits the data.</summary>
    public double? Max { get; init; }

    /// <summary>Whether it is logarithmic; values that are not positive are left out.</summary>
    public bool Logarithmic { get; init; }

    /// <summary>Where its ticks stand, such as the sizes that were measured; null for round numbers.</summary>
    public IReadOnlyList<double>? Ticks { get; init; }

    /// <summary>Names in place of numbers: value i stands at the i-th name, counted from 0. Vertical axes only.</summary>
    public IReadOnlyList<string>? Categories { get; init; }
}

/// <summary>One layer of a chart.</summary>
public abstract record ChartLayer
{
    /// <summary>Name in the legend; null for none.</summary>
    public string? Name { get; init; }

    /// <summary>Whether it stands back, as what may not be compared does.</summary>
    public bool Pale { get; init; }

    /// <summary>Series number: decides colour, dash and marker together, so series differ in print without colour too.</summary>
    public int Series { get; init; }
}

/// <summary>A line through points; a value that is not finite interrupts it.</summary>
/// <param name="X">Ascending positions.</param>
/// <param name="Y">Values.</param>
public sealed record LineLayer(IReadOnlyList<double> X, IReadOnlyList<double> Y) : ChartLayer
{
    /// <summary>Whether the points are marked.</summary>
    public bool Markers { get; init; }

    /// <summary>Whether it is a published series: thin, with hollow markers.</summary>
    public bool Published { get; init; }
}

/// <summary>A band between two lines.</summary>
/// <param name="X">Ascending positions.</param>
/// <param name="Low">Lower edge.</param>
/// <param name="High">Upper edge.</param>
public sealed record BandLayer(IReadOnlyList<double> X, IReadOnlyList<double> Low, IReadOnlyList<double> High) : ChartLayer;

/// <summary>Points, with error bars where they are given.</summary>
/// <param name="X">Positions.</param>
/// <param name="Y">Values.</param>
public sealed record PointLayer(IReadOnlyList<double> X, IReadOnlyList<double> Y) : ChartLayer
{
    /// <summary>Lower ends of the error bars along the value axis, or null.</summary>
    public IReadOnlyList<double>? Low { get; init; }

    /// <summary>Upper ends of the error bars along the value axis, or null.</summary>
    public IReadOnlyList<double>? High { get; init; }

    /// <summary>Whether the markers are hollow, as published values are.</summary>
    public bool Hollow { get; init; }
}

/// <summary>Horizontal bars from zero, one per category of the vertical axis, with error bars where they are given.</summary>
/// <param name="Values">Values by category; one that is not finite has no bar.</param>
public sealed record BarLayer(IReadOnlyList<double> Values) : ChartLayer
{
    /// <summary>Lower ends of the error bars, or null.</summary>
    public IReadOnlyList<double>? Low { get; init; }

    /// <summary>Upper ends of the error bars, or null.</summary>
    public IReadOnlyList<double>? High { get; init; }

    /// <summary>Text at the end of each bar, or null.</summary>
    public IReadOnlyList<string>? Labels { get; init; }

    /// <summary>Which values are extrapolated and not measured: their bars are pale in a dashed frame; null for none.</summary>
    public IReadOnlyList<bool>? Extrapolated { get; init; }
}

/// <summary>A histogram or density as steps.</summary>
/// <param name="Edges">Edges of the bins, ascending, one more than there are heights.</param>
/// <param name="Heights">Heights of the bins.</param>
public sealed record StepLayer(IReadOnlyList<double> Edges, IReadOnlyList<double> Heights) : ChartLayer;

/// <summary>A horizontal line across the chart, such as a published final loss.</summary>
/// <param name="Value">Where it stands.</param>
/// <param name="Label">Short text at its end.</param>
public sealed record ReferenceLine(double Value, string Label) : ChartLayer
{
    /// <summary>Whether it is dashed, as bounds and levels of saturation are, rather than dotted, as published values are.</summary>
    public bool Dashed { get; init; }
}
