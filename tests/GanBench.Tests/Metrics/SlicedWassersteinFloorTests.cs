using GanBench.Imaging;
using GanBench.Metrics;
using GanBench.Metrics.Samples;
using GanBench.Runs;
using static TorchSharp.torch;

namespace GanBench.Tests.Metrics;

public sealed class SlicedWassersteinFloorTests
{
    private const int Count = 50;

    // Where the data has twice as many images, and where the floor is of half as many and corrected. One draw is off by a fifth; of 60 the
    // values add up to 0.98 and 1.04 times the floors at 50 images, and to 0.95 and 1.01 at 150. Uncorrected, it would be 0.71.
    [Theory]
    [InlineData(2 * Count)]
    [InlineData(Count)]
    public void Compute_SamplesOfTheDatasDistribution_AreAtTheFloor(int ofData)
    {
        var (values, floors) = (0.0, 0.0);
        for (var draw = 0u; draw < 20; draw++)
        {
            var (value, floor) = Measure(1000 + (10 * draw), Count, ofData);
            (values, floors) = (values + value.Value!.Value, floors + floor.Value!.Value);
        }

        Assert.InRange(values / floors, 0.9, 1.1);
    }

    [Fact]
    public void Compute_DataOfTwiceAsMany_TakesTwoSetsOfAsMany()
    {
        var (value, floor) = Measure(1000, 20, 40);

        Assert.Equal(("20", "20"), (value.Protocol["images"], floor.Protocol["images"]));
        Assert.Equal("floor: two sets of 20 images of the data", floor.Note);
        Assert.DoesNotContain("correction", floor.Protocol.Keys);
    }

    [Theory]
    [InlineData(20, 10, "0.7071")]
    [InlineData(31, 15, "0.8660")]
    public void Compute_DataOfFewer_StatesTheCorrection(int ofData, int ofFloor, string factor)
    {
        var (value, floor) = Measure(1000, 20, ofData);

        Assert.Equal(("20", $"{ofFloor}"), (value.Protocol["images"], floor.Protocol["images"]));
        Assert.Equal($"× √({ofFloor}/20) = {factor}", floor.Protocol["correction"]);
        Assert.Contains($"two sets of {ofFloor} images of the data, times √({ofFloor}/20)", floor.Note, StringComparison.Ordinal);
    }

    private static (MetricRecord Value, MetricRecord Floor) Measure(uint seed, int count, int ofData)
    {
        using var samples = new Noise(seed, count);
        using var data = new Noise(seed + 5, ofData);
        var options = new EvaluationOptions { Metrics = ["swd"], Samples = count };
        var records = Evaluator.Evaluate(
            samples, data, options, new(() => throw new InvalidOperationException("swd needs no features")));
        return (records.Single(r => r.Name == "swd"), records.Single(r => r.Name == "swd-real"));
    }

    private sealed class Noise(uint seed, int count) : ISampleSource
    {
        public string Name => "noise";

        public string? ContentHash => null;

        public SampleShape? Shape { get; } = new(1, 16, 16);

        public int? Count => count;

        public Tensor Read(int first, int size)
        {
            using var all = GoldenNoise.ImageTensor(seed, count, Shape!.Value);
            return all.narrow(0, first, size).clone();
        }

        public void Dispose()
        {
        }
    }
}
