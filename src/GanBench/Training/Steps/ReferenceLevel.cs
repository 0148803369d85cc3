namespace GanBench.Training.Steps;

/// <summary>A level that a curve is read against, such as a bound or where a loss saturates.</summary>
/// <param name="Value">The level, in the quantity's unit.</param>
/// <param name="Label">What it is, in a few words, its number included.</param>
public sealed record ReferenceLevel(double Value, string Label)
{
    /// <summary>Whether it is drawn however far the curve is from it, as a bound is.</summary>
    public bool IsBound { get; init; }
}
