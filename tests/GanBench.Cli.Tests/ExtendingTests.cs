using System.Text.Json;
using System.Text.RegularExpressions;
using GanBench.Testing;

namespace GanBench.Cli.Tests;

/// <summary>docs/extending.md: its files are those of examples/OwnGan, and the program does what the page says.</summary>
public sealed partial class ExtendingTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Page_Files_AreThoseOfTheExample()
    {
        var shown = Snippet().Matches(File.ReadAllText(Repository.PathOf("docs", "extending.md")))
            .ToDictionary(m => m.Groups["path"].Value, m => m.Groups["text"].Value);

        Assert.Equal(
            Directory.GetFiles(Repository.PathOf("examples", "OwnGan")).Select(f => "examples/OwnGan/" + Path.GetFileName(f)).Order(StringComparer.Ordinal),
            shown.Keys.Order(StringComparer.Ordinal));
        Assert.All(shown, file => Assert.Equal(File.ReadAllText(Repository.PathOf(file.Key)), file.Value));
    }

    [Fact]
    public void Example_TrainedAndMeasured_GivesItsOwnMetric()
    {
        string[] where = ["--runs-dir", _folder["runs"], "--numerics", "portable"];
        Own(["train", "--architecture", "tiny", "--dataset", "glyphs", "--steps", "5", "--batch-size", "8", .. where]);

        var evaluated = Own(["evaluate", "tiny-glyphs", "--metrics", "brightness", "--samples", "100", "--json", .. where]);
        var listed = Own(["models", "list", "--json"]);

        var record = JsonDocument.Parse(evaluated).RootElement[0].GetProperty("metrics")[0];
        Assert.Equal("brightness-gap", record.GetProperty("name").GetString());
        // Glyphs are light strokes on black; a generator of five steps is still grey, some hundred levels brighter.
        Assert.InRange(record.GetProperty("value").GetDouble(), 50, 200);
        Assert.Equal("100", record.GetProperty("protocol").GetProperty("images").GetString());
        Assert.Contains("GAN of two dense layers", listed, StringComparison.Ordinal);
        var run = Assert.Single(Directory.GetDirectories(_folder["runs"]));
        Assert.Contains("objective: least-absolute", File.ReadAllText(Path.Combine(run, "spec.yaml")), StringComparison.Ordinal);
        Assert.Contains("\"precision\"", File.ReadAllText(Path.Combine(run, "progress.jsonl")), StringComparison.Ordinal);
    }

    [Fact]
    public void Register_NameThatIsTaken_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => Objectives.ObjectiveRegistry.All.Add(Objectives.ObjectiveRegistry.All.Find("hinge")));
        Assert.Throws<ArgumentException>(() => Architectures.ArchitectureRegistry.All.Add(Architectures.ArchitectureRegistry.All.Find("dcgan")));
        Assert.Throws<ArgumentException>(() => Metrics.MetricRegistry.All.Add(Metrics.MetricRegistry.All.Find("fid")));
        Assert.Throws<ArgumentException>(() => Datasets.DatasetRegistry.All.Add(Datasets.DatasetRegistry.Find("mnist")));
    }

    private static string Own(string[] arguments)
    {
        var result = ExternalTool.Run("dotnet", [Path.Combine(AppContext.BaseDirectory, "OwnGan.dll"), .. arguments]);
        Assert.True(result.ExitCode == 0, result.Error);
        return result.Output;
    }

    [GeneratedRegex(@"^`(?<path>examples/OwnGan/[^`]+)`:\n\n```\w+\n(?<text>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Snippet();
}
