namespace GanBench.Scaling;

/// <summary>A value at one place of a curve: a line of scaling.csv.</summary>
/// <param name="Curve">Name of the curve.</param>
/// <param name="Series">What of it: a network, a kind of memory, or what arithmetic predicts.</param>
/// <param name="X">Place: batch size, pixels, width, processes, steps or images.</param>
/// <param name="Y">The value.</param>
/// <param name="Low">Lower end of its spread; the value itself where it has none.</param>
/// <param name="High">Upper end of its spread.</param>
/// <param name="Unit">Unit of the value.</param>
internal sealed record ScalingRow(string Curve, string Series, double X, double Y, double Low, double High, string Unit)
{
    /// <summary>A value without spread.</summary>
    public static ScalingRow Exact(string curve, string series, double x, double y, string unit) => new(curve, series, x, y, y, y, unit);
}
