using GanBench.Imaging;
using GanBench.Random;
using GanBench.Runs;
using GanBench.Testing;

namespace GanBench.Cli.Tests;

/// <summary>
/// Every verb on a run of every kind of dataset: what a run was trained on is its own, whatever a source takes pictures to be by default.
/// </summary>
public sealed class DatasetKindTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    // Architecture, dataset, what its pictures are, and the size that is asked for, where that is another.
    public static TheoryData<string, string, int, int, int?> Kinds => new()
    {
        { "gan", "glyphs", 1, 28, null },
        { "gan", "shapes", 3, 64, null },
        { "dcgan", "folder", 1, 28, null },
        { "gan", "folder", 3, 28, null },
        { "gan", "folder", 3, 48, 32 },
        { "gan", "folder", 1, 64, null },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task EveryVerb_OnARunOfImages_TakesThemAsTheyAre(
        string architecture, string kind, int channels, int side, int? size)
    {
        var dataset = kind == "folder" ? "folder:" + Pictures(channels, side) : kind;
        side = size ?? side;
        var shape = $"{channels}×{side}×{side}";
        string[] sized = size is null ? [] : ["--image-size", $"{size}"];
        var run = await Train(architecture, dataset, sized);
        Assert.Equal(new SampleShape(channels, side, side), run.ReadState()!.Samples!.Shape);

        await Done("sample", run.Path, "--count", "3", "--out", _folder["single"], "--grid", _folder["grid.png"]);
        var sample = ImageFile.Load(_folder["single", "000000.png"]);
        Assert.Equal((channels, side, side), (sample.Channels, sample.Height, sample.Width));
        Assert.Contains("high-frequency", await Done(
            "evaluate", run.Path + "@last", "--metrics", "high-frequency", "--samples", "8"), StringComparison.Ordinal);
        if (kind == "folder" && size is null)
            Assert.Contains("ms-ssim", await Done(
                "compare", run.Path + "@last", dataset["folder:".Length..], "--metrics", "ms-ssim", "--samples", "8"),
                StringComparison.Ordinal);
        await Done("survey", "create", _folder["runs.survey"], "--runs", run.Path);
        Assert.Contains(shape[2..], await Done(
            ["models", "show", architecture, "--dataset", dataset, .. sized]), StringComparison.Ordinal);

        // The same cell of a suite is planned, trained, measured, asked about and reported.
        var suite = _folder.Write("own.yaml", $$$"""
            name: own
            training: {steps: 2, batchSize: 8, sampleEvery: 0, checkpointEvery: 0}
            recipe: {network: {width: 0.125}}
            evaluation: {metrics: [high-frequency], samples: 8}
            grid: [{architectures: {{{architecture}}}, datasets: "{{{dataset}}}"{{{(size is null ? "" : $", imageSizes: {size}")}}}}]
            """);
        Assert.Contains(shape, await Done("suite", "plan", suite, "--no-estimate"), StringComparison.Ordinal);
        Assert.Contains("1 completed", await Done("suite", "run", suite, "--in-process"), StringComparison.Ordinal);
        Assert.Contains("completed", await Done("suite", "status", suite), StringComparison.Ordinal);
        await Done("survey", "create", _folder["suite.survey"], "--suite", suite);
        await Done("reproduce", run.Path);

        // A folder that is no more, or another by now, does not change what the run makes.
        if (kind == "folder")
        {
            Directory.Delete(dataset["folder:".Length..], recursive: true);
            await Done("sample", run.Path, "--count", "1", "--out", _folder["later"]);
            Assert.Equal(File.ReadAllBytes(_folder["single", "000000.png"]), File.ReadAllBytes(_folder["later", "000000.png"]));
        }
    }

    [Fact]
    public async Task EveryVerb_OnARunOfNumbers_Works()
    {
        var run = await Train("mlp-1d", "normal-1d");
        Assert.Equal(new RunSamples(SampleKind.Real, 1, 1, 1, 0), run.ReadState()!.Samples);
        Assert.Contains("KS", await Done(
            "evaluate", run.Path + "@last", "--metrics", "ks-distance", "--samples", "50"), StringComparison.OrdinalIgnoreCase);
        await Done("runs", "show", run.Path);
        await Done("reproduce", run.Path);
    }

    private async Task<RunDirectory> Train(string architecture, string dataset, params string[] more)
    {
        await Done(
            ["train", "-a", architecture, "-d", dataset, "--steps", "2", "--batch-size", "8", "--set", "network.width=0.125", .. more]);
        return Assert.Single(RunDirectory.List(_folder["runs"]));
    }

    private async Task<string> Done(params string[] arguments)
    {
        var here = CommandLine.CreateRoot().Parse(arguments).CommandResult.Command.Options.ToList();
        string[] common =
        [
            .. here.Contains(CommonOptions.RunsDirectory) ? (string[])["--runs-dir", _folder["runs"]] : [],
            .. here.Contains(CommonOptions.Numerics) ? (string[])["--numerics", "portable"] : [],
        ];
        var run = await CliRun.Of([.. arguments, .. common]);
        Assert.True(run.ExitCode == ExitCodes.Done, $"{string.Join(' ', arguments)}\n{run.Output}{run.Error}");
        return run.Output;
    }

    private string Pictures(int channels, int side)
    {
        var shape = new SampleShape(channels, side, side);
        var pixels = new float[shape.Length];
        Directory.CreateDirectory(_folder["pictures"]);
        for (var i = 0; i < 12; i++)
        {
            var random = new RandomStream(7, "pictures", i);
            random.FillUniform(pixels);
            ImageGrid.Save(_folder["pictures", FormattableString.Invariant($"{i:D3}.png")], shape, pixels, columns: 1, gap: 0);
        }
        return _folder["pictures"];
    }
}
