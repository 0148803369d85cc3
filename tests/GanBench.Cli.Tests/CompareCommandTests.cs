using System.Text.Json;
using GanBench.Imaging;
using GanBench.Metrics.Fid;
using GanBench.Metrics.Numpy;
using GanBench.Testing;

namespace GanBench.Cli.Tests;

public sealed class CompareCommandTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Compare_TwoFolders_PrintsValuesAndTheWholeProtocol()
    {
        Pictures("a", 40, seed: 1);
        Pictures("b", 60, seed: 2);

        var run = await CliRun.Of(
            "compare", _folder["a"], _folder["b"], "--metrics", "swd,high-frequency", "--seed", "3", "--numerics", "portable");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("swd-real", run.Output, StringComparison.Ordinal);
        Assert.Matches(@"high-frequency-ratio\s+[0-9.]+", run.Output);
        // What all values share is said once, and what only some have under their names.
        Assert.Single(run.Output.Split('\n'), line => line.StartsWith("  samplesFrom", StringComparison.Ordinal));
        Assert.Matches(@"swd(, swd-\d+)*\n  images", run.Output);
        Assert.Matches(@"  seed +3", run.Output);
    }

    [Theory]
    [InlineData(0, "kept", "--at-most", "swd=0.001", "--at-least", "swd=0")]
    [InlineData(1, "BROKEN", "--at-most", "swd=0.001", "--at-least", "swd=0.5")]
    public async Task Compare_Limits_DecideTheExitCode(int exitCode, string verdict, params string[] limits)
    {
        Pictures("a", 8, seed: 1);
        string[] compare = ["compare", _folder["a"], _folder["a"], "--metrics", "swd", "--numerics", "portable", .. limits];

        var run = await CliRun.Of(compare);
        var json = await CliRun.Of([.. compare, "--json"]);

        Assert.Equal(exitCode, run.ExitCode);
        Assert.Matches($@"swd +at least 0(\.5)? +0 +{verdict}\n", run.Output);
        Assert.Matches(@"swd +at most 0\.001 +0 +kept\n", run.Output);
        Assert.Equal(
            exitCode == 0 ? "" : "ganbench: Limits are broken: swd must be at least 0.5 (was 0).\n", Talk(run.Error));
        Assert.Equal(exitCode, json.ExitCode);
        Assert.Equal(JsonValueKind.Object, JsonDocument.Parse(json.Output).RootElement.ValueKind);

        static string Talk(string error) => string.Concat(
            error.Split('\n').Where(line => line.StartsWith("ganbench:", StringComparison.Ordinal)).Select(line => line + "\n"));
    }

    [Fact]
    public async Task Compare_LimitOfWhatHasNoValue_IsBroken()
    {
        Pictures("a", 8, seed: 1);

        var run = await CliRun.Of(
            "compare", _folder["a"], _folder["a"], "--metrics", "swd,discriminator", "--at-most", "discriminator-f1=1", "--numerics",
            "portable");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("discriminator-f1 must be at most 1 (was no value)", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("swd", "swd", "--at-most needs VALUE=BOUND, such as fid=40 (was 'swd')")]
    [InlineData("swd", "swd=NaN", "--at-most needs VALUE=BOUND")]
    [InlineData("swd", "sdw=1", "Did you mean 'swd'?")]
    [InlineData("swd", "recall=1", "recall is not measured; add prdc to --metrics")]
    [InlineData("fid", "fid=40", "a bound on fid holds for one extractor; name it, e.g. --extractor inception")]
    public async Task Compare_LimitThatSaysNothing_IsRefusedBeforeAnythingIsRead(string metric, string limit, string expected)
    {
        var run = await CliRun.Of("compare", "nothing", "nothing", "--metrics", metric, "--at-most", limit);

        Assert.Equal(ExitCodes.Usage, run.ExitCode);
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Compare_Json_HoldsEveryProtocol()
    {
        Pictures("a", 8, seed: 1);

        var run = await CliRun.Of("compare", _folder["a"], _folder["a"], "--metrics", "swd", "--json", "--numerics", "portable");

        var root = JsonDocument.Parse(run.Output).RootElement;
        var swd = root.GetProperty("metrics").EnumerateArray().Single(m => m.GetProperty("name").GetString() == "swd");
        Assert.Equal(0, swd.GetProperty("value").GetDouble(), 1e-9);
        Assert.True(swd.GetProperty("lowerIsBetter").GetBoolean());
        Assert.Equal("8", swd.GetProperty("protocol").GetProperty("samples").GetString());
    }

    [Fact]
    public async Task Compare_Run_IsMeasuredAndItsSamplesAreReported()
    {
        var runs = _folder["runs"];
        Assert.Equal(
            0, (await CliRun.Of("train", "-a", "gan", "-d", "glyphs", "--steps", "2", "--batch-size", "4", "--set", "network.width=0.1",
            "--runs-dir", runs, "--numerics", "portable")).ExitCode);

        var run = await CliRun.Of("compare", "gan-glyphs@last", "dataset:glyphs/test", "--metrics", "swd,discriminator", "--samples", "50",
            "--runs-dir", runs, "--numerics", "portable");
        var best = await CliRun.Of("compare", "gan-glyphs@best", "dataset:glyphs/test", "--runs-dir", runs, "--numerics", "portable");

        Assert.Equal(0, run.ExitCode);
        Assert.Matches(@"run:gan-glyphs-s1-\w+@2 by dataset:glyphs/test", run.Output);
        Assert.Matches(@"discriminator-f1 .*needs", run.Output);
        Assert.Equal(3, best.ExitCode);
        Assert.Contains("has an FID yet, so none is best", best.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Compare_Features_SavesStatisticsThatGiveTheSameDistance()
    {
        Features("a.npy", 60, seed: 1);
        Features("b.npy", 50, seed: 2);

        var direct = await CliRun.Of("compare", _folder["a.npy"], _folder["b.npy"], "--json", "--numerics", "portable",
            "--save", _folder["a.npz"], "--save-reference", _folder["b.npz"]);
        var saved = await CliRun.Of("compare", _folder["a.npz"], _folder["b.npz"], "--json", "--numerics", "portable");

        Assert.Equal((0, 0), (direct.ExitCode, saved.ExitCode));
        Assert.Equal(Value(direct, "fid"), Value(saved, "fid"), 1e-9 * Value(direct, "fid"));
        Assert.Equal(60, StatisticsFile.Load(_folder["a.npz"]).Statistics.Count);
    }

    [Fact]
    public async Task Compare_FileOfMoreThanTheDefaultNumberOfSamples_IsTakenWholeUnlessANumberIsGiven()
    {
        Features("a.npy", 5010, seed: 1);
        StatisticsFile.Save(_folder["s.npz"], new FeatureStatistics(9000, new double[4], Identity(4)), new Dictionary<string, string>());

        var whole = await CliRun.Of("compare", _folder["a.npy"], _folder["s.npz"], "--json", "--numerics", "portable");
        var part = await CliRun.Of(
            "compare", _folder["a.npy"], _folder["s.npz"], "--samples", "5000", "--json", "--numerics", "portable");
        var statistics = await CliRun.Of("compare", _folder["s.npz"], _folder["a.npy"], "--numerics", "portable");
        var refused = await CliRun.Of("compare", _folder["s.npz"], _folder["a.npy"], "--samples", "100", "--numerics", "portable");

        Assert.Contains("\"samples\": \"5010\"", whole.Output, StringComparison.Ordinal);
        Assert.Contains("\"samples\": \"5000\"", part.Output, StringComparison.Ordinal);
        Assert.Equal((0, 2), (statistics.ExitCode, refused.ExitCode));
        Assert.Contains("leave out --samples (100)", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Compare_FewerSamplesThanASubset_TakesAllAndSaysSo()
    {
        Features("a.npy", 5, seed: 1);

        var run = await CliRun.Of("compare", _folder["a.npy"], _folder["a.npy"], "--metrics", "kid", "--numerics", "portable");

        Assert.Contains("one subset of 5 instead of 100 of 1000, all that there are", run.Output, StringComparison.Ordinal);
        Assert.Equal(0, run.ExitCode);
    }

    [Fact]
    public async Task Compare_FewerSamplesThanNeighbours_SaysSoInPlaceOfTheValue()
    {
        Features("a.npy", 5, seed: 1);

        var run = await CliRun.Of("compare", _folder["a.npy"], _folder["a.npy"], "--metrics", "prdc", "--numerics", "portable");

        Assert.Contains("5 neighbours need more samples than that", run.Output, StringComparison.Ordinal);
        Assert.Equal(3, run.ExitCode);
        Assert.Contains("Nothing could be measured", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Compare_NaNAmongFeatures_IsRefused()
    {
        Features("a.npy", 10, seed: 1, spoil: true);

        var run = await CliRun.Of("compare", _folder["a.npy"], _folder["a.npy"], "--metrics", "prdc", "--numerics", "portable");

        Assert.Equal(3, run.ExitCode);
        Assert.Contains("a.npy holds NaN or infinity", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Compare_StatisticsOfAnotherDimensionOrProtocol_IsRefused()
    {
        foreach (var (name, d, resize) in new[] { ("a", 2, "tf1"), ("b", 3, "tf1"), ("c", 2, "clean") })
        {
            StatisticsFile.Save(_folder[name + ".npz"], new FeatureStatistics(100, new double[d], Identity(d), null),
                new Dictionary<string, string> { ["extractor"] = "inception", ["resize"] = resize });
        }

        var dimension = await CliRun.Of("compare", _folder["a.npz"], _folder["b.npz"], "--numerics", "portable");
        var protocol = await CliRun.Of("compare", _folder["a.npz"], _folder["c.npz"], "--numerics", "portable");

        Assert.Equal((3, 3), (dimension.ExitCode, protocol.ExitCode));
        Assert.Matches(@"2 features.*3|3.*2 features|2.*3", dimension.Error);
        Assert.Contains("their resize differs (tf1 and clean)", protocol.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Compare_PicturesOfMixedSizes_SaysWhatNeedsOne()
    {
        Pictures("a", 3, seed: 1);
        PngWriter.Save(_folder[Path.Combine("a", "odd.png")], RasterImage.FromPlanes(9, 8, 1, new byte[72]));

        var run = await CliRun.Of("compare", _folder["a"], "dataset:glyphs/test", "--metrics", "swd", "--numerics", "portable");

        Assert.Equal(3, run.ExitCode);
        Assert.Contains("needs images of one size and kind (found 1×8×9 and 1×28×28 in ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Compare_ImageSize_BringsMixedSizesAndColoursTogetherInAnyOrder()
    {
        Pictures("a", 6, seed: 1);
        Pictures("b", 6, seed: 1);
        var colour = RasterImage.FromPlanes(40, 36, 3, new byte[40 * 36 * 3]);
        PngWriter.Save(_folder[Path.Combine("a", "000first.png")], colour);
        PngWriter.Save(_folder[Path.Combine("b", "zlast.png")], colour);
        string[] options =
            ["--metrics", "swd,high-frequency,fid", "--image-size", "32", "--extractor", "resnet18", "--json", "--numerics", "portable"];

        var run = await CliRun.Of(["compare", _folder["a"], _folder["b"], .. options]);
        var smallest = await CliRun.Of("compare", _folder["a"], _folder["b"], "--image-size", "2", "--numerics", "portable");
        var other = await CliRun.Of("compare", _folder["a"], "dataset:glyphs/test", "--metrics", "swd", "--image-size", "32", "--samples",
            "7", "--json", "--numerics", "portable");

        Assert.Equal((0, ""), (run.ExitCode, run.ExitCode == 0 ? "" : run.Error));
        // The same pictures under other names.
        Assert.Equal(1, Value(run, "high-frequency-ratio"), 1e-9);
        Assert.Equal(0, Value(run, "fid"), 1e-6);
        Assert.True(Value(run, "swd") > 0);
        Assert.Contains("\"imageSize\": \"32, central square, Bilinear\"", run.Output, StringComparison.Ordinal);
        Assert.Equal(2, smallest.ExitCode);
        Assert.Contains("--image-size must be 4 to 1024 (was 2)", smallest.Error, StringComparison.Ordinal);
        // One side grey, the other not: said so, with what both have.
        Assert.Contains("found 3×32×32 in folder:", other.Error, StringComparison.Ordinal);
        Assert.Contains("one is grey and the other in colour", other.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Compare_OnePictureByAllMetrics_GivesAReasonInEachRow()
    {
        Pictures("a", 1, seed: 1);
        Pictures("b", 20, seed: 2);

        var run = await CliRun.Of(
            "compare", _folder["a"], _folder["b"], "--metrics", "all", "--extractor", "resnet18", "--numerics", "portable");

        Assert.Contains("needs at least 2 samples on both sides (found 1)", run.Output, StringComparison.Ordinal);
        Assert.Matches(@"(?m)^fid .*needs at least 2", run.Output);
        Assert.Matches(@"(?m)^swd-real .*", run.Output);
        Assert.True(run.ExitCode is 0 or 3, run.Error);
    }

    [Fact]
    public async Task Compare_FileThatIsThere_IsNotCalledMissing()
    {
        _folder.Write("set.zip", "no archive");
        _folder.Write("set.rar", "another");

        var zip = await CliRun.Of("compare", _folder["set.zip"], "dataset:glyphs/test", "--metrics", "swd", "--numerics", "portable");
        var rar = await CliRun.Of("compare", _folder["set.rar"], "dataset:glyphs/test", "--metrics", "swd", "--numerics", "portable");
        var gone = await CliRun.Of("compare", _folder["gone.zip"], "dataset:glyphs/test", "--metrics", "swd", "--numerics", "portable");

        Assert.Equal((3, 2, 3), (zip.ExitCode, rar.ExitCode, gone.ExitCode));
        Assert.Contains("set.zip as a zip archive", zip.Error, StringComparison.Ordinal);
        Assert.Contains("set.rar' is not understood: give ", rar.Error, StringComparison.Ordinal);
        Assert.Contains($"There is no file {_folder["gone.zip"]}.", gone.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Compare_InceptionWithoutItsWeights_SaysHowToFetchThemAndWhatElseWorks()
    {
        // A folder where the weights should be: nothing can be fetched to there.
        _folder.Write(Path.Combine("data", "inception", GanBench.Metrics.Extractors.InceptionWeights.FileName), "altered");

        var run = await CliRun.Of("compare", "dataset:glyphs/test", "dataset:glyphs", "--extractor", "inception",
            "--data-dir", _folder["data"], "--numerics", "portable");

        Assert.Equal(3, run.ExitCode);
        Assert.Contains("is not the published file", run.Error, StringComparison.Ordinal);
        Assert.Contains("Fetch it again from https://", run.Error, StringComparison.Ordinal);
        Assert.Contains("--extractor resnet18", run.Error, StringComparison.Ordinal);
    }

    [NumPyFact]
    public async Task Compare_NumPysStatistics_AreReadAndOursAreReadByNumPy()
    {
        Features("a.npy", 60, seed: 1);
        var python = $$"""
            import numpy as np
            x = np.load(r'{{_folder["a.npy"]}}')
            np.savez(r'{{_folder["numpy.npz"]}}', mu=x.mean(0) + np.array([2, 0, 0, 0]), sigma=np.cov(x, rowvar=False))
            """;
        NumPy(python);

        var run = await CliRun.Of(
            "compare", _folder["a.npy"], _folder["numpy.npz"], "--json", "--numerics", "portable", "--save", _folder["ours.npz"]);
        var read = NumPy($$"""
            import numpy as np
            x, s = np.load(r'{{_folder["a.npy"]}}'), np.load(r'{{_folder["ours.npz"]}}')
            print(np.allclose(s['mu'], x.mean(0), rtol=1e-12), np.allclose(s['sigma'], np.cov(x, rowvar=False), rtol=1e-10))
            """);

        // The same covariance, the mean moved by 2: the distance is 4.
        Assert.Equal(4, Value(run, "fid"), 1e-9);
        Assert.Equal("True True", read.Trim());
    }

    private static string NumPy(string program)
    {
        var result = ExternalTool.Run(ExternalTool.FindNumPy()!, "-c", program);
        Assert.True(result.ExitCode == 0, result.Error);
        return result.Output;
    }

    private static double Value(CliRun run, string name) =>
        JsonDocument.Parse(run.Output).RootElement.GetProperty("metrics").EnumerateArray()
            .Single(m => m.GetProperty("name").GetString() == name).GetProperty("value").GetDouble();

    private static double[] Identity(int d) => [.. Enumerable.Range(0, d * d).Select(i => i % (d + 1) == 0 ? 1.0 : 0.0)];

    private void Pictures(string folder, int count, int seed)
    {
        Directory.CreateDirectory(_folder[folder]);
        var random = new System.Random(seed);
        for (var i = 0; i < count; i++)
        {
            var pixels = new byte[28 * 28];
            random.NextBytes(pixels);
            PngWriter.Save(_folder[Path.Combine(folder, $"{i:D3}.png")], RasterImage.FromPlanes(28, 28, 1, pixels));
        }
    }

    private void Features(string name, int count, int seed, bool spoil = false)
    {
        var random = new System.Random(seed);
        double[] values = [.. Enumerable.Range(0, count * 4).Select(_ => random.NextDouble())];
        if (spoil)
            values[7] = double.NaN;
        using var file = File.Create(_folder[name]);
        NpyFormat.Write(file, new NpyArray([count, 4], values));
    }
}
