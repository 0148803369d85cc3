using System.Globalization;
using GanBench.Runs;

namespace GanBench.Metrics;

/// <summary>Which numbers of a value are better, with the number to reach where there is one: lower, higher, or near a target.</summary>
/// <param name="Better">Which end.</param>
/// <param name="Target">The number to reach, for <see cref="Better.Near"/>; null where it is not known.</param>
public readonly record struct MetricDirection(Better Better, double? Target)
{
    /// <summary>The direction of a value as its metric says it; of a value that no metric here gives, as its record does.</summary>
    /// <param name="record">The value.</param>
    /// <param name="ofData">The same quantity of the data itself, the target where the metric names none; null when not known.</param>
    public static MetricDirection Of(MetricRecord record, double? ofData = null)
    {
        if (MetricRegistry.Of(record.Name) is null)
            return new(record.LowerIsBetter switch { true => Better.Lower, false => Better.Higher, null => Better.Neither }, null);
        var value = MetricRegistry.Value(record.Name);
        return new(value.Better, value.Better == Better.Near ? value.Target ?? ofData : null);
    }

    /// <summary>What a number is ranked by, the smaller the better; null where no number is better than another.</summary>
    /// <param name="number">The number.</param>
    public double? Cost(double number) => (Better, Target) switch
    {
        (Better.Lower, _) => number,
        (Better.Higher, _) => -number,
        (Better.Near, { } target) => Math.Abs(number - target),
        _ => null,
    };

    /// <summary>In words: "lower", "higher", "near 0.05"; empty for neither.</summary>
    public override string ToString() => (Better, Target) switch
    {
        (Better.Lower, _) => "lower",
        (Better.Higher, _) => "higher",
        (Better.Near, { } target) => string.Create(CultureInfo.InvariantCulture, $"near {target:G4}"),
        (Better.Near, null) => "near the data's",
        _ => "",
    };
}
