using System.Text.Json;
using System.Text.RegularExpressions;
using GanBench.Runs;
using GanBench.Storage;
using GanBench.Testing;
using GanBench.Training.Steps;

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
            Directory.GetFiles(Repository.PathOf("examples", "OwnGan")).Select(f => "examples/OwnGan/" + Path.GetFileName(f))
                .Order(StringComparer.Ordinal),
            shown.Keys.Order(StringComparer.Ordinal));
        Assert.All(shown, file => Assert.Equal(File.ReadAllText(Repository.PathOf(file.Key)), file.Value));
    }

    [Fact]
    public void Example_TrainedAndMeasured_GivesItsOwnMetric()
    {
        string[] where = ["--runs-dir", _folder["runs"], "--numerics", "portable"];
        Own(["train", "--architecture", "tiny", "--dataset", "glyphs", "--steps", "5", "--batch-size", "8", .. where]);

        var evaluated = Own(["evaluate", "tiny-glyphs", "--metrics", "brightness", "--samples", "100", "--json", .. where]);
        var inner = Own(
            ["evaluate", "tiny-glyphs", "--metrics", "brightness", "--samples", "100", "--set", "brightness.share=0.5", "--json",
                .. where]);
        var listed = Own(["models", "list", "--json"]);

        var record = Record(evaluated);
        Assert.Equal("brightness-gap", record.GetProperty("name").GetString());
        // Glyphs are light strokes on black; a generator of five steps is still grey, some hundred levels brighter.
        Assert.InRange(record.GetProperty("value").GetDouble(), 50, 200);
        Assert.Equal("100", record.GetProperty("protocol").GetProperty("images").GetString());
        Assert.Equal("grey levels", record.GetProperty("unit").GetString());
        Assert.Equal("1", record.GetProperty("protocol").GetProperty("share").GetString());
        // The strokes are in the middle, where the gap is smaller.
        Assert.Equal("0.5", Record(inner).GetProperty("protocol").GetProperty("share").GetString());
        Assert.True(Record(inner).GetProperty("value").GetDouble() < record.GetProperty("value").GetDouble());
        Assert.Contains("GAN of dense layers", listed, StringComparison.Ordinal);
        var run = Assert.Single(Directory.GetDirectories(_folder["runs"]));
        Assert.Contains("objective: least-absolute", File.ReadAllText(Path.Combine(run, "spec.yaml")), StringComparison.Ordinal);
        Assert.Contains("\"precision\"", File.ReadAllText(Path.Combine(run, "progress.jsonl")), StringComparison.Ordinal);
    }

    // Two values of the objective's parameter and two seeds, each run a process of the program.
    [Fact]
    public void Suite_OfOwnParts_TrainsMeasuresAndDecidesItsClaim()
    {
        var suite = Repository.PathOf("examples", "OwnGan", "own.yaml");
        string[] where = ["--runs-dir", _folder["runs"], "--numerics", "portable"];
        Own(["suite", "run", suite, "--no-estimate", .. where]);
        Own(["report", "--suite", suite, "--output", _folder["own.pdf"], .. where]);

        var runs = Directory.GetDirectories(_folder["runs"]).Select(run => new RunDirectory(run)).ToList();
        Assert.All(runs, run => Assert.Equal(RunStatus.Completed, run.ReadState()!.Status));
        Assert.Equal(
            ["0", "0", "0.2", "0.2"],
            runs.Select(run => run.ReadSpec().Recipe.ObjectiveOptions.Values.Single(v => v.Key == "slack").Value)
                .Order(StringComparer.Ordinal));
        Assert.All(runs, run => Assert.Equal("depth=2", run.ReadSpec().Recipe.Network.Options.ToString()));
        Assert.All(runs,
            run => Assert.Contains("memory=0.5", run.ReadSpec().Recipe.Generator.Optimizer.Options.ToString(), StringComparison.Ordinal));
        Assert.All(runs,
            run => Assert.All(run.ReadProgress(), line => Assert.Equal(line["lossDFake"] - line["lossDReal"], line["lossGap"])));
        Assert.Contains("mean.", CheckpointNames(runs[0]), StringComparison.Ordinal);
        var claim = JsonDocument.Parse(File.ReadAllText(_folder["own.claims.json"])).RootElement[0];
        Assert.Equal("supported", claim.GetProperty("outcome").GetString());
        Assert.Contains("loss gap", File.ReadAllText(_folder["own.html"]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("objectiveOptions.slack=0.5", "objectiveOptions.slack must be in [0, 0.5) (was 0.5)")]
    [InlineData("objectiveOptions.slak=0.1", "slack")]
    [InlineData("network.options.depth=0", "network.options.depth must be between 1 and 8 (was 0)")]
    [InlineData("network.options.dept=2", "network.options: Unknown setting 'dept'. Did you mean 'depth'?")]
    [InlineData("generator.optimizer.options.memory=1", "memory must be in [0, 1)")]
    public void Train_WrongParameter_SaysWhatWouldBeRight(string setting, string expected)
    {
        string[] train =
            ["train", "--architecture", "tiny", "--dataset", "stripes", "--set", "generator.optimizer.name=sign-descent", "--set", setting];
        var result =
            ExternalTool.Run("dotnet", [Path.Combine(AppContext.BaseDirectory, "OwnGan.dll"), .. train, "--runs-dir", _folder["runs"]]);

        Assert.Equal(ExitCodes.Usage, result.ExitCode);
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("share: 0.5", 0, "")]
    [InlineData("share: 2", 2, "brightness.share must be above 0 and at most 1 (was 2)")]
    [InlineData("shar: 0.5", 2, "Unknown option of a metric 'brightness.shar'. Did you mean 'brightness.share'?")]
    public void Example_SuiteThatSetsTheMetricsOption_MeasuresWithItOrSaysWhatIsWrong(string option, int exitCode, string error)
    {
        var suite = _folder.Write("own.yaml", $"""
            name: own
            training:
              steps: 2
              batchSize: 8
            evaluation:
              metrics: [brightness]
              samples: 100
              options:
                brightness:
                  {option}
            grid:
              - architectures: tiny
                datasets: glyphs
            """);

        var result = ExternalTool.Run(
            "dotnet", [OwnGan, "suite", "run", suite, "--runs-dir", _folder["runs"], "--numerics", "portable", "--in-process"]);

        Assert.True(result.ExitCode == exitCode, result.Error);
        Assert.Contains(error, result.Error, StringComparison.Ordinal);
        if (exitCode == 0)
        {
            var file = Directory.GetFiles(_folder["runs"], "step-000002.json", SearchOption.AllDirectories)
                .Single(f => f.Contains("metrics", StringComparison.Ordinal));
            var measured = JsonDocument.Parse(File.ReadAllText(file)).RootElement.GetProperty("metrics")[0];
            Assert.Equal("0.5", measured.GetProperty("protocol").GetProperty("share").GetString());
        }
    }

    [Fact]
    public void ModelsShow_OwnOptions_AreListedAndDecideTheNetworks()
    {
        string[] show = ["models", "show", "tiny", "--dataset", "glyphs"];

        var shallow = Own(show);
        var deep = Own([.. show, "--set", "network.options.depth=3"]);

        Assert.Contains("  network.options.depth = 1\n", shallow, StringComparison.Ordinal);
        Assert.Contains("  objectiveOptions.slack = 0\n", shallow, StringComparison.Ordinal);
        Assert.Contains("  network.options.depth = 3\n", deep, StringComparison.Ordinal);
        Assert.Equal(4, Count(shallow, "Dense"));
        Assert.Equal(8, Count(deep, "Dense"));

        static int Count(string text, string layer) => text.Split(layer).Length - 1;
    }

    [Fact]
    public void Register_NameThatIsTaken_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => Objectives.ObjectiveRegistry.All.Add(Objectives.ObjectiveRegistry.All.Find("hinge")));
        Assert.Throws<ArgumentException>(
            () => Architectures.ArchitectureRegistry.All.Add(Architectures.ArchitectureRegistry.All.Find("dcgan")));
        Assert.Throws<ArgumentException>(() => Metrics.MetricRegistry.All.Add(Metrics.MetricRegistry.All.Find("fid")));
        var extractors = Metrics.Extractors.ExtractorRegistry.All;
        Assert.Throws<ArgumentException>(() => extractors.Add(extractors.Find("inception")));
        Assert.Throws<ArgumentException>(() => Datasets.DatasetRegistry.All.Add(Datasets.DatasetRegistry.Find("mnist")));
        Assert.Throws<ArgumentException>(() => LoggedQuantities.All.Add(LoggedQuantities.All.Find("loss-d")));
    }

    private static string CheckpointNames(RunDirectory run)
    {
        using var file = SafeTensorsFile.Open(Path.Combine(run.CheckpointFolder(40), "optimizers.safetensors"));
        return string.Join(' ', file.Tensors.Keys);
    }

    private static string OwnGan => Path.Combine(AppContext.BaseDirectory, "OwnGan.dll");

    private static JsonElement Record(string evaluated) => JsonDocument.Parse(evaluated).RootElement[0].GetProperty("metrics")[0];

    private static string Own(string[] arguments)
    {
        var result = ExternalTool.Run("dotnet", [OwnGan, .. arguments]);
        Assert.True(result.ExitCode == 0, result.Error);
        return result.Output;
    }

    [GeneratedRegex(@"^`(?<path>examples/OwnGan/[^`]+)`:\n\n```\w+\n(?<text>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Snippet();
}
