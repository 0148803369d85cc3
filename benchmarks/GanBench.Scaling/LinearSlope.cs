using GanBench.Statistics;
using MathNet.Numerics;
using MathNet.Numerics.Distributions;

namespace GanBench.Scaling;

/// <summary>
/// Slope of the least-squares line with its 95 % confidence interval by Student's t. Neighbours in a series of memory are alike, which
/// makes the common interval too narrow: its standard error is widened by √((1 + r) / (1 − r)), where r is the residuals' correlation with
/// their neighbours, if that is positive (the effective sample size of a first-order autoregression).
/// </summary>
/// <param name="Value">Units of y per unit of x.</param>
/// <param name="Low">Lower end of the interval.</param>
/// <param name="High">Upper end of the interval.</param>
internal sealed record LinearSlope(double Value, double Low, double High)
{
    // A series that only ever drifts would make it infinitely wide.
    private const double MostCorrelation = 0.98;

    /// <summary>Fits a line.</summary>
    /// <param name="x">Places, ascending, at least three.</param>
    /// <param name="y">Values.</param>
    public static LinearSlope Of(double[] x, double[] y)
    {
        var (intercept, slope) = Fit.Line(x, y);
        var middle = x.Average();
        var spread = x.Sum(value => (value - middle) * (value - middle));
        var residuals = x.Zip(y, (a, b) => b - intercept - (slope * a)).ToArray();
        var squares = residuals.Sum(r => r * r);
        var neighbours = residuals.Zip(residuals.Skip(1), (a, b) => a * b).Sum();
        var correlation = squares > 0 ? Math.Clamp(neighbours / squares, 0, MostCorrelation) : 0;
        var degrees = x.Length - 2;
        var error = Math.Sqrt(squares / degrees / spread * (1 + correlation) / (1 - correlation));
        var half = StudentT.InvCDF(0, 1, degrees, (1 + SampleSummary.Confidence) / 2) * error;
        return new LinearSlope(slope, slope - half, slope + half);
    }
}
