namespace GanBench.Reporting.Building;

/// <summary>What training is measured by along a horizontal axis: by all three, architectures with other budgets compare fairly.</summary>
/// <param name="Label">Quantity and unit.</param>
/// <param name="At">Where a configuration was after a step, the mean over its seeds; NaN where that is not known.</param>
internal sealed record TrainingAxis(string Label, Func<CellResult, int, double> At)
{
    /// <summary>Steps of the generator.</summary>
    public static TrainingAxis Steps { get; } = new("step", (_, step) => step);

    /// <summary>Real images that the discriminator saw.</summary>
    public static TrainingAxis Images { get; } = new("real images seen", (cell, step) => cell.Runs.Average(r => r.ImagesAt(step)));

    /// <summary>Seconds of training.</summary>
    public static TrainingAxis Seconds { get; } = new(
        "seconds of training",
        (cell, step) => cell.Runs.Select(r => r.SecondsAt(step)).OfType<double>().DefaultIfEmpty(double.NaN).Average());
}
