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
        await CliRun.Of(["train", "-a", "gan", "-d", "glyphs", "--steps", "2", "--batch-size", "8", "--set", "network.width=0.1", .. where]);
        string[] evaluate = ["evaluate", "gan-glyphs", "--metrics", "neighbours", "--samples", "60", "--json", .. where];

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
}
