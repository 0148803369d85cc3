namespace GanBench.Metrics.Numpy;

/// <summary>An array of a <c>.npy</c> file, widened to double.</summary>
/// <param name="Shape">Dimensions; empty for a single number.</param>
/// <param name="Values">Row-major elements.</param>
public sealed record NpyArray(IReadOnlyList<int> Shape, double[] Values)
{
    /// <summary>A vector.</summary>
    /// <param name="values">Its elements.</param>
    public static NpyArray Vector(double[] values) => new([values.Length], values);

    /// <summary>A single number.</summary>
    /// <param name="value">The number.</param>
    public static NpyArray Scalar(double value) => new([], [value]);
}
