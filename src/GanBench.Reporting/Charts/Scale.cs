using System.Globalization;

namespace GanBench.Reporting.Charts;

/// <summary>Maps values of an axis to positions and chooses its ticks.</summary>
internal sealed class Scale
{
    private readonly bool _logarithmic;
    private readonly double _from;
    private readonly double _to;

    private Scale(double min, double max, bool logarithmic)
    {
        Min = min;
        Max = max;
        _logarithmic = logarithmic;
        _from = Transform(min);
        _to = Transform(max);
    }

    /// <summary>Lower end.</summary>
    public double Min { get; }

    /// <summary>Upper end.</summary>
    public double Max { get; }

    /// <summary>The ticks with their labels.</summary>
    public IReadOnlyList<(double Value, string Label)> Ticks { get; private init; } = [];

    /// <summary>Fits an axis to its values.</summary>
    /// <param name="axis">The axis; its ends win over the data's.</param>
    /// <param name="values">The values; those that are not finite are left out.</param>
    /// <param name="wanted">About how many ticks fit.</param>
    /// <param name="tight">Whether the ends stand at the outermost values (a step axis) rather than at round numbers beyond them.</param>
    public static Scale Fit(ChartAxis axis, IEnumerable<double> values, int wanted, bool tight)
    {
        double min = double.PositiveInfinity, max = double.NegativeInfinity;
        foreach (var value in values)
        {
            if (!double.IsFinite(value) || (axis.Logarithmic && value <= 0))
                continue;
            min = Math.Min(min, value);
            max = Math.Max(max, value);
        }
        if (min > max)
            (min, max) = axis.Logarithmic ? (1, 10) : (0, 1);
        min = axis.Min ?? min;
        max = axis.Max ?? max;
        var scale = axis.Logarithmic ? Logarithmic(axis, min, max) : Linear(axis, min, max, wanted, tight);
        return axis.Ticks is { } ticks ? scale.WithTicks(ticks) : scale;
    }

    /// <summary>Position of a value, 0 at the lower end and 1 at the upper one; NaN where it has none.</summary>
    /// <param name="value">The value.</param>
    public double Position(double value) => (Transform(value) - _from) / (_to - _from);

    /// <summary>Position of a value, held on the axis.</summary>
    /// <param name="value">The value.</param>
    /// <returns>Its share of the axis in [0, 1], and on which side it lies beyond: −1, 1, or 0 for neither.</returns>
    public (double Share, int Beyond) Clip(double value)
    {
        const double rounding = 1e-6;
        var at = _logarithmic && value <= 0 ? double.NegativeInfinity : Position(value);
        return (Math.Clamp(at, 0, 1), at < -rounding ? -1 : at > 1 + rounding ? 1 : 0);
    }

    private Scale WithTicks(IReadOnlyList<double> ticks) =>
        new(Min, Max, _logarithmic) { Ticks = [.. ticks.Select(value => (value, Exact(value)))] };

    private static string Exact(double value) => value >= 1e4 && value % 1e3 == 0
        ? (value / 1e3).ToString("0", CultureInfo.InvariantCulture) + "k"
        : value.ToString("0.######", CultureInfo.InvariantCulture).Replace('-', '−');

    private static Scale Linear(ChartAxis axis, double min, double max, int wanted, bool tight)
    {
        if (max <= min)
        {
            // Nothing but zeros is drawn at the foot of the chart: most quantities have no negative values.
            var room = Math.Abs(min) * 0.1;
            (min, max) = min == 0 ? (0, 1) : (axis.Min ?? (min - room), (axis.Max ?? max) + room);
        }
        var step = NiceStep((max - min) / wanted);
        if (!tight)
        {
            min = axis.Min ?? Math.Floor((min / step) + 1e-9) * step;
            max = axis.Max ?? Math.Ceiling((max / step) - 1e-9) * step;
        }
        var ticks = new List<(double, string)>();
        for (var i = (long)Math.Ceiling((min / step) - 1e-9); i <= Math.Floor((max / step) + 1e-9); i++)
            ticks.Add((i * step, Label(i * step, step, max)));
        return new Scale(min, max, logarithmic: false) { Ticks = ticks };
    }

    private static Scale Logarithmic(ChartAxis axis, double min, double max)
    {
        // The ends are 1, 2 or 5 times a power of ten: whole decades would waste half of the plot.
        var low = axis.Min ?? 1 / NiceStep(1 / min);
        var high = axis.Max ?? NiceStep(max);
        if (high <= low)
            high = low * 10;
        var decades = Math.Log10(high / low);
        double[] within = decades <= 2.5 ? [1, 2, 5] : decades <= 4 ? [1, 3] : [1];
        var every = (int)Math.Ceiling(decades / 8);
        var ticks = new List<(double, string)>();
        for (var exponent = (int)Math.Floor(Math.Log10(low) + 1e-9); exponent <= Math.Log10(high) + 1e-9; exponent += every)
        {
            foreach (var digit in within)
            {
                var value = digit * Math.Pow(10, exponent);
                if (value >= low * 0.999999 && value <= high * 1.000001)
                    ticks.Add((value, Label(value, value, value)));
            }
        }
        return new Scale(low, high, logarithmic: true) { Ticks = ticks };
    }

    private static double NiceStep(double rough)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        var digit = rough / power;
        return power * (digit <= 1.0001 ? 1 : digit <= 2.0001 ? 2 : digit <= 5.0001 ? 5 : 10);
    }

    private static string Label(double value, double step, double max)
    {
        var size = Math.Abs(max);
        var (scaled, suffix) = size >= 1e6 ? (value / 1e6, "M") : size >= 1e4 ? (value / 1e3, "k") : (value, "");
        if (Math.Abs(scaled) < 1e-12)
            return "0";
        if (step < 1e-4 && size < 1e-2)
            return value.ToString("0.#e-0", CultureInfo.InvariantCulture).Replace('-', '−');
        var decimals = Math.Clamp((int)Math.Ceiling(-Math.Log10(step * scaled / value) - 1e-9), 0, 6);
        return scaled.ToString("F" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture)
            .Replace('-', '−') + suffix;
    }

    private double Transform(double value) => _logarithmic ? (value > 0 ? Math.Log10(value) : double.NaN) : value;
}
