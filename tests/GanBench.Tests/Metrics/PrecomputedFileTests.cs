using GanBench.Metrics;
using GanBench.Metrics.Numpy;
using GanBench.Storage;
using GanBench.Testing;
using GanBench.Tests.Metrics.Numpy;
using GanBench.Tests.Storage;
using static TorchSharp.torch;

namespace GanBench.Tests.Metrics;

public sealed class PrecomputedFileTests : IDisposable
{
    private static readonly NpyArray Matrix = new([3, 2], [0, 1, 2, 3, 4, 6]);

    private static readonly (string, NpyArray)[] Statistics =
        [("mu", NpyArray.Vector([5, 7])), ("sigma", new NpyArray([2, 2], [1, 0, 0, 1]))];

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("feats")]
    [InlineData("features")]
    [InlineData("arr_0")]
    public void Load_ArchiveOfFeatures_OffersThemAndTheirStatistics(string name)
    {
        NpzFile.Write(_folder["a.NPZ"], [("labels", NpyArray.Vector([1])), (name, Matrix)]);

        using var set = PrecomputedFile.Load(_folder["a.NPZ"]);

        Assert.Equal(MetricNeeds.Features | MetricNeeds.Statistics, set.Offers);
        Assert.Equal(Matrix.Values, set.Features.data<double>().ToArray());
        Assert.Equal([2.0, 10.0 / 3], set.Statistics.Mean);
        Assert.Equal((3, 3, 3), (set.Count, set.StatisticsCount, set.Found));
        Assert.Equal("precomputed", set.FeatureProtocol["extractor"]);
    }

    [Fact]
    public void Load_StatisticsAndFeatures_OffersStatisticsFromMuAndSigma()
    {
        NpzFile.Write(_folder["a.npz"], [.. Statistics, ("count", NpyArray.Scalar(40)), ("feats", Matrix)]);

        using var set = PrecomputedFile.Load(_folder["a.npz"]);

        Assert.Equal([5.0, 7.0], set.Statistics.Mean);
        Assert.Equal((40, 3), (set.StatisticsCount, set.Count));
        Assert.Equal([3, 2], set.Features.shape);
    }

    [Theory]
    [InlineData(2, 2, 2, 3)]
    [InlineData(5, 3)]
    public void Load_UnnamedArrayBesideStatistics_IsLeftAloneWhereItIsNoFeaturesOfThem(params int[] shape)
    {
        // As the reference batches of guided diffusion, whose arr_0 are the images.
        NpzFile.Write(_folder["a.npz"], [("arr_0", new NpyArray(shape, new double[shape.Aggregate((a, b) => a * b)])), .. Statistics]);

        using var set = PrecomputedFile.Load(_folder["a.npz"]);

        Assert.Equal(MetricNeeds.Statistics, set.Offers);
    }

    [Fact]
    public void Load_FeaturesOfAnotherLengthThanTheStatistics_IsRefused()
    {
        NpzFile.Write(_folder["a.npz"], [.. Statistics, ("features", new NpyArray([2, 3], new double[6]))]);

        AssertRefused("a.npz", "mu has 2 numbers, and features has 3 for each sample");
    }

    [Fact]
    public void Load_ArchiveOfNeither_NamesWhatThereIsAndWhatIsRead()
    {
        NpzFile.Write(_folder["a.npz"], [("mu", NpyArray.Vector([1])), ("pixels", Matrix)]);
        NpzFile.Write(_folder["empty.npz"], []);

        AssertRefused(
            "a.npz", "holds 'mu', 'pixels'; statistics are read from 'mu' and 'sigma', features from 'feats' or 'features' or 'arr_0'.");
        AssertRefused("empty.npz", "holds no arrays");
    }

    [Theory]
    [InlineData("savez")]
    [InlineData("savez_compressed")]
    public void Load_ArchiveOfNumPy_IsRead(string save)
    {
        File.WriteAllBytes(_folder["a.npz"], MetricsGolden.Load("numpy_files.json").GetProperty(save).GetBytesFromBase64());

        using var set = PrecomputedFile.Load(_folder["a.npz"]);

        Assert.Equal([0.0, 1, 2, 3, 4, 5], set.Features.data<double>().ToArray());
    }

    [Theory]
    [InlineData("", 4, "holds a single number")]
    [InlineData("4,", 16, "holds 4 numbers")]
    [InlineData("2, 2, 2", 32, "holds 2×2×2 numbers")]
    [InlineData("3, 0", 0, "holds 3×0 numbers")]
    [InlineData("0, 3", 0, "holds 0×3 numbers")]
    [InlineData("1, 3", 12, "at least 2 samples")]
    public void Load_NoMatrix_IsRefused(string shape, int dataLength, string expected)
    {
        File.WriteAllBytes(_folder["a.npy"], NpyBytes.Of(NpyBytes.Header(shape), dataLength));
        var dimensions = shape.TrimEnd(',');
        SafeTensorsBytes.Write(
            _folder["a.safetensors"], $$$"""{"features":{"dtype":"F32","shape":[{{{dimensions}}}],"data_offsets":[0,{{{dataLength}}}]}}""",
            new byte[dataLength]);

        AssertRefused("a.npy", expected);
        AssertRefused("a.safetensors", expected);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.NegativeInfinity)]
    public void Load_NumberThatIsNotFinite_NamesFileAndArray(double bad)
    {
        var array = new NpyArray([2, 2], [1, 2, bad, 4]);
        using (var file = File.Create(_folder["a.npy"]))
            NpyFormat.Write(file, array);
        NpzFile.Write(_folder["a.npz"], [("feats", array)]);
        NpzFile.Write(_folder["sigma.npz"], [("mu", NpyArray.Vector([1, 2])), ("sigma", array)]);
        using var features = tensor(array.Values, [2, 2]);
        SafeTensors.Save(_folder["a.safetensors"], [("features", features)]);

        AssertRefused("a.npy", $"{_folder["a.npy"]} holds NaN or infinity");
        AssertRefused("a.npz", $"feats in {_folder["a.npz"]} holds NaN or infinity");
        AssertRefused("sigma.npz", $"sigma in {_folder["sigma.npz"]} holds NaN or infinity");
        AssertRefused("a.safetensors", $"'features' in {_folder["a.safetensors"]} holds NaN or infinity");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-3)]
    [InlineData(2.5)]
    [InlineData(1e300)]
    [InlineData(double.NaN)]
    public void Load_ImpossibleCount_IsRefused(double count)
    {
        NpzFile.Write(_folder["a.npz"], [.. Statistics, ("count", NpyArray.Scalar(count))]);

        AssertRefused("a.npz", $"count in {_folder["a.npz"]} is ");
    }

    [Fact]
    public void Load_SafeTensorsBesideOneThatCannotBeRead_ReadsTheFeatures()
    {
        SafeTensorsBytes.Write(
            _folder["a.SafeTensors"],
            """
            {"":{"dtype":"F8_E4M3","shape":[4],"data_offsets":[0,4]},"features":{"dtype":"I16","shape":[2,1],"data_offsets":[4,8]}}
            """,
            [0, 0, 0, 0, 1, 0, 0xFE, 0xFF]);

        using var set = PrecomputedFile.Load(_folder["a.SafeTensors"]);

        Assert.Equal([1.0, -2.0], set.Features.data<double>().ToArray());
    }

    [Theory]
    [InlineData("""{"features":{"dtype":"F8_E5M2","shape":[2,2],"data_offsets":[0,4]}}""", "Tensor 'features' of ", "type F8_E5M2; U8, I8")]
    [InlineData("""{"":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", "has no tensor 'features' (it has '')", "")]
    [InlineData("""{"x":{"dtype":"BOOL","shape":[4],"data_offsets":[0,4]}}""", "has no tensor 'features' (it has 'x')", "")]
    public void Load_SafeTensorsWithoutFeaturesThatAreRead_SaysWhy(string header, string expected, string alsoExpected)
    {
        SafeTensorsBytes.Write(_folder["a.safetensors"], header, new byte[4]);

        AssertRefused("a.safetensors", expected);
        AssertRefused("a.safetensors", alsoExpected);
    }

    [Theory]
    [InlineData("a.npz")]
    [InlineData("a.NPY")]
    [InlineData("a.safetensors")]
    public void Compare_FileThatIsNotThere_SaysSo(string name)
    {
        var comparison = new Comparison(new EvaluationOptions(), CPU);
        var missing = Assert.Throws<DataException>(() => comparison.Compare(_folder[name], _folder[name]));
        Directory.CreateDirectory(_folder[name]);
        var folder = Assert.Throws<DataException>(() => comparison.Compare(_folder[name], _folder[name]));

        Assert.Equal($"There is no file {_folder[name]}.", missing.Message);
        Assert.Equal(
            $"There is no file {_folder[name]}. It is a folder; pictures in it are given as folder:{_folder[name]}.", folder.Message);
    }

    private void AssertRefused(string name, string expected)
    {
        var error = Assert.Throws<DataException>(() => PrecomputedFile.Load(_folder[name]));

        Assert.Contains(_folder[name], error.Message, StringComparison.Ordinal);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }
}
