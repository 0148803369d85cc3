using GanBench.Imaging;
using GanBench.Metrics.MsSsim;
using GanBench.Metrics.SlicedWasserstein;
using GanBench.Random;
using static TorchSharp.torch;

namespace GanBench.Tests.Metrics;

public sealed class ImageMetricsTests
{
    private static readonly SampleShape Small = new(3, 32, 32), Large = new(3, 64, 64);

    [Fact]
    public void Pyramid_GoldenImages_EqualsSciPy()
    {
        var golden = MetricsGolden.Load("metrics_images.json").GetProperty("pyramid");
        using var scope = NewDisposeScope();

        var levels = LaplacianPyramid.Decompose(GoldenNoise.ImageTensor(51, 6, Small).to(float64), 2);

        for (var i = 0; i < 2; i++)
        {
            MetricsGolden.AssertRelative(golden[i].Number("sum"), levels[i].abs().sum().item<double>(), 1e-12);
            Assert.All(golden[i].Numbers("first")
                .Zip(levels[i].flatten().data<double>().ToArray()), p => Assert.Equal(p.First, p.Second, 1e-10));
        }
    }

    [Fact]
    public void Pyramid_Levels_AddUpToTheImage()
    {
        Assert.Equal([64, 32, 16], LaplacianPyramid.Levels(64));
        Assert.Equal([32, 16], LaplacianPyramid.Levels(32));
        Assert.Equal([16], LaplacianPyramid.Levels(16));
        Assert.Equal([48, 24], LaplacianPyramid.Levels(48));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void SlicedDistance_GoldenPatches_EqualsSciPy(int level) =>
        MetricsGolden.AssertRelative(MetricsGolden.Load("metrics_images.json").Numbers("swd")[level], GoldenSlicedDistance(level), 1e-6);

    /// <summary>The distance of the golden's images at a level, with its patches and directions.</summary>
    internal static double GoldenSlicedDistance(int level)
    {
        var side = 32 >> level;
        using var scope = NewDisposeScope();
        var a = LaplacianPyramid.Decompose(GoldenNoise.ImageTensor(51, 6, Small).to(float64), 2)[level];
        var b = LaplacianPyramid.Decompose(GoldenNoise.ImageTensor(61, 6, Small).to(float64), 2)[level];
        var places = GoldenNoise.Uniform((uint)(71 + level), 6 * 20 * 2).Select(u => 3 + (int)Math.Floor(u * (side - 6))).ToArray();
        var positions = places.Chunk(2).Select(p => (p[0], p[1])).ToArray();
        var directions = tensor(GoldenNoise.Normal((uint)(81 + level), 147 * 24), [147, 24]);
        directions = (directions / (directions * directions).sum(0, keepdim: true).sqrt()).to(float32);

        return SlicedDistance.Between(SlicedDistance.Descriptors(a, positions), SlicedDistance.Descriptors(b, positions), directions);
    }

    [Fact]
    public void SlicedDistance_SameImages_IsZeroAndSymmetricOtherwise()
    {
        using var scope = NewDisposeScope();
        var a = GoldenNoise.ImageTensor(1, 4, Small).to(float32);
        var b = GoldenNoise.ImageTensor(3, 4, Small).to(float32);

        Assert.Equal(0, SlicedDistance.Compute(a, a, 1, 0));
        Assert.Equal(SlicedDistance.Compute(a, b, 1, 0), SlicedDistance.Compute(b, a, 1, 0));
        Assert.True(SlicedDistance.Compute(a, b, 1, 0) > 0);
    }

    [Fact]
    public void FloatSort_AnyNumbers_EqualsArraySort()
    {
        var random = new RandomStream(1, "sort");
        var values = Enumerable.Range(0, 5000).Select(_ => (float)(random.NextNormal() * Math.Pow(10, random.NextInt32(20) - 10)))
            .Concat([0f, -0f, float.MaxValue, float.MinValue, float.PositiveInfinity, float.NegativeInfinity, float.Epsilon]).ToArray();
        var expected = values.Order().ToArray();

        FloatSort.Sort(values);

        Assert.Equal(expected, values);
    }

    [Theory]
    [InlineData("32", 51, 61, 0, 0)]
    [InlineData("32close", 51, 0, 97, 64)]
    [InlineData("64", 91, 93, 0, 0)]
    [InlineData("64close", 91, 0, 95, 24)]
    public void MsSsim_GoldenImages_EqualsSciPy(string name, uint first, uint second, uint noise, double amplitude)
    {
        var golden = MetricsGolden.Load("metrics_images.json").GetProperty("msssim").Numbers(name);
        var shape = name.StartsWith("32", StringComparison.Ordinal) ? Small : Large;
        using var scope = NewDisposeScope();
        var a = GoldenNoise.ImageTensor(first, golden.Length, shape);
        var b = noise == 0 ? GoldenNoise.ImageTensor(second, golden.Length, shape) : Noisy(a, noise, amplitude);

        var similarity = MultiScaleSimilarity.Compute(a, b);

        Assert.All(golden.Zip(similarity), p => Assert.Equal(p.First, p.Second, 1e-9));
    }

    [Fact]
    public void MsSsim_EqualImages_IsOne()
    {
        using var images = GoldenNoise.ImageTensor(1, 3, Small);

        Assert.All(MultiScaleSimilarity.Compute(images, images), v => Assert.Equal(1, v, 1e-12));
    }

    [Fact]
    public void MeanOfPairs_28Pixels_IsPaddedTo32()
    {
        using var images = GoldenNoise.ImageTensor(1, 6, new SampleShape(1, 28, 28));
        using var padded = nn.functional.pad(images, [2, 2, 2, 2]);

        Assert.Equal(MsSsimMetric.MeanOfPairs(padded), MsSsimMetric.MeanOfPairs(images));
    }

    [Fact]
    public void MeanOfPairs_OneImageRepeated_IsOne()
    {
        using var image = GoldenNoise.ImageTensor(1, 1, new SampleShape(1, 28, 28));
        using var repeated = image.expand(10, 1, 28, 28).contiguous();

        Assert.Equal(1, MsSsimMetric.MeanOfPairs(repeated), 1e-12);
    }

    private static Tensor Noisy(Tensor images, uint seed, double amplitude)
    {
        var noise = tensor(GoldenNoise.Uniform(seed, (int)images.numel()), images.shape);
        return ((noise * amplitude).floor() + images.to(float64)).clamp(0, 255);
    }
}
