namespace GanBench.Scaling;

/// <summary>What is measured at a time, and not again once its row is in the table.</summary>
/// <param name="Curve">The curve.</param>
/// <param name="Series">Series of its row; of several, the last.</param>
/// <param name="X">Place of its row.</param>
/// <param name="Seconds">About how long it takes, for the estimate of what is left.</param>
/// <param name="Measure">Measures it; the table has what was measured before.</param>
internal sealed record ScalingPoint(
    string Curve, string Series, double X, double Seconds, Func<ScalingWork, ScalingTable, IEnumerable<ScalingRow>> Measure);
