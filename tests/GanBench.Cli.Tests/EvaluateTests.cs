using System.Text.Json;
using GanBench.Imaging;
using GanBench.Testing;

namespace GanBench.Cli.Tests;

public class EvaluateTests
{
    [Fact]
    public async Task Evaluate_Neighbours_LeavesAFigureBesideTheMetricsOnce()
    {
        using var folder = new TempFolder();
        string[] where = ["--runs-dir", folder.Path, "--numerics", "portable"];
        await CliRun.Of(
            ["train", "-a", "gan", "-d", "glyphs", "--steps", "2", "--batch-size", "8", "--set", "network.width=0.1", .. where]);
        string[] evaluate = ["evaluate", "gan-glyphs", "--metrics", "neighbours", "--samples", "60", "--extractor", "classifier", "--json",
            .. where];

        var first = await CliRun.Of(evaluate);

        Assert.Equal(0, first.ExitCode);
        var figure = Directory.GetFiles(folder.Path, "step-000002-neighbours.png", SearchOption.AllDirectories).Single();
        var image = ImageFile.Decode(File.ReadAllBytes(figure), figure);
        // Eight rows of a sample and its five neighbours, 28 pixels each with two between and around.
        Assert.Equal(((6 * 30) + 2, (8 * 30) + 2), (image.Width, image.Height));
        var written = File.GetLastWriteTimeUtc(figure);

        var second = await CliRun.Of(evaluate);

        Assert.Equal(JsonDocument.Parse(first.Output).RootElement.ToString(), JsonDocument.Parse(second.Output).RootElement.ToString());
        Assert.Equal(written, File.GetLastWriteTimeUtc(figure));
    }

    [Fact]
    public async Task Evaluate_WithoutAValue_SaysWhyAndEndsWithThree()
    {
        using var folder = new TempFolder();
        string[] where = ["--runs-dir", folder.Path, "--numerics", "portable"];
        await CliRun.Of(
            ["train", "-a", "gan", "-d", "glyphs", "--steps", "2", "--batch-size", "8", "--set", "network.width=0.1", .. where]);

        var run = await CliRun.Of(
            ["evaluate", "gan-glyphs", "--metrics", "fid-infinity", "--samples", "20", "--extractor", "classifier", .. where]);

        Assert.Equal(3, run.ExitCode);
        Assert.Contains("Nothing could be measured: fid-infinity ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Evaluate_RunOfAnEarlierEngine_IsMeasuredWhereItLies()
    {
        using var folder = new TempFolder();
        string[] where = ["--runs-dir", folder.Path, "--numerics", "portable"];
        await CliRun.Of(
            ["train", "-a", "gan", "-d", "glyphs", "--steps", "2", "--batch-size", "8", "--set", "network.width=0.1", .. where]);
        // Another engine gives another id to the same specification and data.
        var earlier = folder["gan-glyphs-s1-0123456789"];
        Directory.Move(Directory.GetDirectories(folder.Path).Single(), earlier);
        string[] evaluate = ["evaluate", "gan-glyphs-s1-0123456789", "--metrics", "high-frequency", "--samples", "60", .. where];

        var run = await CliRun.Of(evaluate);

        Assert.Equal((0, ""), (run.ExitCode, run.ExitCode == 0 ? "" : run.Error));
        Assert.True(File.Exists(Path.Combine(earlier, "metrics", "step-000002.json")));

        var state = Path.Combine(earlier, "run.json");
        File.WriteAllText(state, File.ReadAllText(state).Replace("\"datasetHash\": \"", "\"datasetHash\": \"00", StringComparison.Ordinal));
        var other = await CliRun.Of(evaluate);

        Assert.Equal(3, other.ExitCode);
        Assert.Contains("was trained on other data than glyphs is here", other.Error, StringComparison.Ordinal);
    }
}
