using System.Text.Json;
using GanBench.Runs;
using GanBench.Statistics;
using MathNet.Numerics.Distributions;

namespace GanBench.Tests.Statistics;

public class HistogramTests
{
    // As numpy.histogram([...], bins=4, range=(0, 2)) counts: bins are half open, the last one is closed.
    [Fact]
    public void Of_ValuesOnEdges_BelongToTheBinAboveAndTheLastToTheLast()
    {
        var histogram = Histogram.Of([0, 0.49, 0.5, 1.75, 2, 2.1, -0.1, double.NaN, double.PositiveInfinity], 0, 2, 4);

        Assert.Equal([2, 1, 0, 2], histogram.Counts);
        Assert.Equal((4, 9, 0.5), (histogram.Outside, histogram.Total, histogram.Width));
        Assert.Equal([0, 0.5, 1, 1.5, 2], histogram.Edges);
        Assert.Equal([0.25, 0.75, 1.25, 1.75], histogram.Middles);
    }

    [Fact]
    public void Density_TimesWidth_IsTheShareInside()
    {
        var histogram = Histogram.Of([0.1, 0.2, 1.9, 7], 0, 2, 4);

        Assert.Equal(0.75, histogram.Density.Sum() * histogram.Width, 12);
        Assert.Equal(1, histogram.Density[0], 12);
    }

    [Fact]
    public void Sum_OfSeveral_CountsAll()
    {
        var sum = Histogram.Sum([Histogram.Of([0.1, 3], 0, 2, 2), Histogram.Of([0.2, 1.5], 0, 2, 2)]);

        Assert.Equal([2, 1], sum.Counts);
        Assert.Equal((1, 4), (sum.Outside, sum.Total));
        Assert.Throws<ArgumentException>(() => Histogram.Sum([sum, Histogram.Of([1], 0, 3, 2)]));
    }

    [Fact]
    public void Json_OfARecord_IsReadBack()
    {
        var record = new MetricRecord { Name = "ks-distance", Histogram = Histogram.Of([0.1, 3], 0, 2, 2) };

        var json = JsonSerializer.Serialize(record, RunJson.Line);
        var read = JsonSerializer.Deserialize<MetricRecord>(json, RunJson.Line)!;

        Assert.EndsWith("""
            "histogram":{"low":0,"high":2,"counts":[1,0],"outside":1}}
            """.Trim(), json);
        Assert.Equal([1, 0], read.Histogram!.Counts);
        Assert.Equal((0, 2, 1), (read.Histogram.Low, read.Histogram.High, read.Histogram.Outside));
    }

    // All numbers in one bin: the density is the kernel itself, with the bin's width.
    [Fact]
    public void Kernel_OneBin_IsTheNormalDensityAroundItsMiddle()
    {
        var histogram = Histogram.Of(Enumerable.Repeat(0.55, 1000), 0, 1, 10);

        Assert.Equal(0.1, KernelDensity.Bandwidth(histogram), 12);
        var density = KernelDensity.At(histogram, [0.3, 0.55]);
        Assert.Equal(Normal.PDF(0.55, 0.1, 0.3), density[0], 9);
        Assert.Equal(Normal.PDF(0.55, 0.1, 0.55), density[1], 9);
    }

    // A kernel of width h on bins of width w makes N(0, 1) into N(0, 1 + w²/12 + h²) (Sheppard's correction). Expected counts stand for an
    // endless sample; h is of n = 10,000 with s² = 1 + w²/12.
    [Fact]
    public void Kernel_BinnedNormal_HasTheDensityOfTheSmoothedNormal()
    {
        const int N = 100_000_000;
        var edges = Histogram.Of([], -5, 5, 100).Edges;
        var counts = edges.Zip(edges.Skip(1)).Select(e => (int)Math.Round(N * (Normal.CDF(0, 1, e.Second) - Normal.CDF(0, 1, e.First))));
        var histogram = new Histogram(-5, 5, [.. counts], 0);

        // The rule would give 0.9 n^(−1/5) = 0.0226 here: the bin's width takes over.
        var h = KernelDensity.Bandwidth(histogram);

        Assert.Equal(0.1, h, 12);
        var smoothed = Math.Sqrt(1 + (0.01 / 12) + (h * h));
        double[] places = [-2, 0, 0.7, 3];
        var density = KernelDensity.At(histogram, places);
        for (var i = 0; i < places.Length; i++)
            Assert.Equal(Normal.PDF(0, smoothed, places[i]), density[i], 5);
    }

    // Silverman 1986, equation 3.31, by hand: of 1,000 numbers N(0, 1) by quantiles, s and IQR / 1.34 are near 1 and 1.007.
    [Fact]
    public void Bandwidth_NormalSample_IsSilvermansRule()
    {
        var values = Enumerable.Range(0, 1000).Select(i => Normal.InvCDF(0, 1, (i + 0.5) / 1000));

        Assert.Equal(0.9 * Math.Pow(1000, -0.2), KernelDensity.Bandwidth(Histogram.Of(values, -5, 5, 100)), 0.003);
    }

    [Fact]
    public void Kernel_NothingInside_IsZero()
    {
        var histogram = Histogram.Of([9, 9], 0, 1, 10);

        Assert.Equal([0], KernelDensity.At(histogram, [0.5]));
    }
}
