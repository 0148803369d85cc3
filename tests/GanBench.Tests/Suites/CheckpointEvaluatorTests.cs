using GanBench.Configuration;
using GanBench.Metrics;
using GanBench.Metrics.Discriminators;
using GanBench.Recipes;
using GanBench.Statistics;
using GanBench.Suites.Running;
using GanBench.Suites.Schema;
using GanBench.Testing;
using GanBench.Tests.Training;
using GanBench.Training;
using GanBench.Training.Checkpoints;

namespace GanBench.Tests.Suites;

public sealed class CheckpointEvaluatorTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly CheckpointEvaluator _evaluator = new(dataDirectory: null);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Evaluate_DataOfNumbers_MeasuresTheKsDistanceWhateverMetricsOfImagesAreNamed()
    {
        using var request = Trained("mlp-1d", "normal-1d");
        using var model = CheckpointModel.Load(request.Directory, request.Spec, step: 2, TestRuns.Device);
        var evaluation = new SuiteEvaluation { Metrics = ["fid", "prdc"] };

        _evaluator.Evaluate(request, step: 2, evaluation, TestRuns.Device, progress: null, CancellationToken.None);

        var record = Assert.Single(request.Directory.ReadMetrics(2)!.Metrics);
        Assert.Equal("ks-distance", record.Name);
        Assert.Equal(KolmogorovSmirnov.DistanceToNormal(model.Sample(request.Spec.Seed, 0, 10_000).Select(v => (double)v)), record.Value);
        Assert.True(record.LowerIsBetter);
        var histogram = record.Histogram!;
        Assert.Equal((-5, 5, 100, 10_000), (histogram.Low, histogram.High, histogram.Counts.Count, histogram.Total));
        Assert.Equal(model.Sample(request.Spec.Seed, 0, 10_000).Count(v => v >= 0), histogram.Counts.Skip(50).Sum());
        Assert.Equal(
            new Dictionary<string, string> { ["samples"] = "10000", ["reference"] = "N(0, 1), exact" }, record.Protocol.ToDictionary());
        Assert.Empty(_evaluator.Missing(request, 2, evaluation));
    }

    [Fact]
    public void Evaluate_DataOfImages_LeavesMetricsOfNumbersOut()
    {
        using var request = Trained("gan", "glyphs");

        var evaluation = new SuiteEvaluation { Metrics = ["high-frequency", "ks-distance"], Samples = 20 };

        _evaluator.Evaluate(request, step: 2, evaluation, TestRuns.Device, progress: null, CancellationToken.None);

        Assert.Equal("high-frequency-ratio", Assert.Single(request.Directory.ReadMetrics(2)!.Metrics).Name);
    }

    [Theory]
    [InlineData(Precision.Float32, null)]
    [InlineData(Precision.Bf16, "bf16")]
    public void Evaluate_Protocol_SaysInWhatPrecisionTheRunWasTrained(Precision precision, string? said)
    {
        using var request = Trained("gan", "glyphs", recipe => recipe with { Precision = precision });
        var evaluation = new SuiteEvaluation { Metrics = ["high-frequency"], Samples = 20 };

        _evaluator.Evaluate(request, step: 2, evaluation, TestRuns.Device, progress: null, CancellationToken.None);

        var record = Assert.Single(request.Directory.ReadMetrics(2)!.Metrics);
        Assert.Equal(said, record.Protocol.GetValueOrDefault("trainingPrecision"));
    }

    [Fact]
    public void Missing_OptionsOfAMetricChange_IsThatMetricAlone()
    {
        using var request = Trained("gan", "glyphs");
        // Without Inception's classes it has no value, only the reason: no features are needed.
        var evaluation = new SuiteEvaluation
        {
            Metrics = ["is", "high-frequency"], Samples = 20, Extractor = "classifier", Options = OwnOptions.Of([("is.splits", "2")]),
        };

        _evaluator.Evaluate(request, step: 2, evaluation, TestRuns.Device, progress: null, CancellationToken.None);

        var metrics = request.Directory.ReadMetrics(2)!.Metrics;
        Assert.Equal("2", metrics.Single(m => m.Name == "inception-score").Protocol["set is.splits"]);
        Assert.DoesNotContain(
            metrics.Single(m => m.Name == "high-frequency-ratio").Protocol.Keys, key => key.StartsWith("set ", StringComparison.Ordinal));
        Assert.Empty(_evaluator.Missing(request, 2, evaluation));
        Assert.Equal(["is"], _evaluator.Missing(request, 2, evaluation with { Options = OwnOptions.None }));
        Assert.Equal(["is"], _evaluator.Missing(request, 2, evaluation with { Options = OwnOptions.Of([("is.splits", "3")]) }));
    }

    [Fact]
    public void ByExtractor_InceptionIsChosen_LeavesMetricsOfClassesToTheClassifier()
    {
        IMetric[] metrics = [.. new[] { "fid", "classifier-score", "modes", "is" }.Select(MetricRegistry.All.Find)];

        var groups = CheckpointEvaluator.ByExtractor(metrics, "inception").ToDictionary(g => g.Key, g => g.Select(m => m.Name).ToList());

        Assert.Equal(2, groups.Count);
        Assert.Equal(["fid", "is"], groups["inception"]);
        Assert.Equal(["classifier-score", "modes"], groups["classifier"]);
    }

    [Fact]
    public void Evaluate_InceptionIsChosen_MeasuresTheClassifierScoreAllTheSame()
    {
        using var request = Trained("gan", "glyphs");
        var evaluation = new SuiteEvaluation { Metrics = ["classifier-score"], Samples = 20, Extractor = "inception" };

        _evaluator.Evaluate(request, step: 2, evaluation, TestRuns.Device, progress: null, CancellationToken.None);

        var record = Assert.Single(request.Directory.ReadMetrics(2)!.Metrics);
        Assert.Equal("classifier", record.Protocol["extractor"]);
        Assert.InRange(record.Value!.Value, 1, 10);
        Assert.Empty(_evaluator.Missing(request, 2, evaluation));
    }

    [Theory]
    [InlineData(null, "heldOut", "dataset:glyphs/test")]
    [InlineData("all", "trainedOn", "dataset:glyphs/all")]
    public void Evaluate_Discriminator_IsJudgedOnHeldOutImagesWhereThereAreSuch(string? split, string key, string source)
    {
        using var request = Trained("gan", "glyphs", r => r with { Data = r.Data with { Split = split } });
        var evaluation = new SuiteEvaluation { Metrics = ["discriminator"], Samples = 20 };

        _evaluator.Evaluate(request, step: 2, evaluation, TestRuns.Device, progress: null, CancellationToken.None);

        var record = request.Directory.ReadMetrics(2)!.Metrics.Single(m => m.Name == "discriminator-accuracy");
        Assert.Equal((source, split is null ? null : DiscriminatorMetric.OnTrainingImages), (record.Protocol[key], record.Note));
    }

    [Fact]
    public void Missing_ValueOfAnEarlierDefinition_IsMeasuredAgain()
    {
        using var request = Trained("gan", "glyphs");
        var evaluation = new SuiteEvaluation { Metrics = ["discriminator", "high-frequency"], Samples = 20 };
        _evaluator.Evaluate(request, step: 2, evaluation, TestRuns.Device, progress: null, CancellationToken.None);
        var file = request.Directory.ReadMetrics(2)!;
        Assert.Empty(_evaluator.Missing(request, 2, evaluation));

        request.Directory.WriteMetrics(file with
        {
            Metrics = [.. file.Metrics.Select(m => m with { Protocol = m.Protocol.Where(p => p.Key != "revision").ToDictionary() })],
        });

        Assert.Equal(["discriminator"], _evaluator.Missing(request, 2, evaluation));
    }

    private RunRequest Trained(string architecture, string dataset, Func<Recipe, Recipe>? change = null)
    {
        var spec = TestRuns.Spec(architecture, steps: 2, change, dataset);
        TestRuns.Train(spec, _folder.Path);
        return RunRequest.Prepare(spec, _folder.Path);
    }
}
