namespace GanBench.Scaling;

/// <summary>A series as the charts take it: ascending places with values and spreads.</summary>
/// <param name="X">Places.</param>
/// <param name="Y">Values.</param>
/// <param name="Low">Lower ends of the spreads.</param>
/// <param name="High">Upper ends.</param>
internal sealed record SeriesOfRows(double[] X, double[] Y, double[] Low, double[] High)
{
    /// <summary>Takes one series of a curve.</summary>
    /// <param name="rows">The curve's rows.</param>
    /// <param name="series">The series.</param>
    public static SeriesOfRows Of(IEnumerable<ScalingRow> rows, string series)
    {
        var own = rows.Where(row => row.Series == series).OrderBy(row => row.X).ToArray();
        return new SeriesOfRows(
            Array.ConvertAll(own, row => row.X), Array.ConvertAll(own, row => row.Y), Array.ConvertAll(own, row => row.Low),
            Array.ConvertAll(own, row => row.High));
    }
}
