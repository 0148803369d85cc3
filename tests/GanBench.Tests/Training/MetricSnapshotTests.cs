using System.Globalization;
using System.Text;
using GanBench.Architectures;
using GanBench.Configuration;
using GanBench.Datasets;
using GanBench.Engine;
using GanBench.Imaging;
using GanBench.Metrics;
using GanBench.Metrics.Samples;
using GanBench.Recipes;
using GanBench.Runs;
using GanBench.Statistics;
using GanBench.Testing;
using GanBench.Tests.Metrics;
using GanBench.Training;
using GanBench.Training.Checkpoints;
using TorchSharp;

namespace GanBench.Tests.Training;

/// <summary>
/// Guards the numbers: losses and checkpoint hash of a short training of every architecture in portable numerics, and for some of them
/// all metrics. Exact with the libtorch that the snapshot names; with another one the hash is not compared, and numbers are to
/// <see cref="Tolerance"/>: Adam amplifies differences of rounding, since its first steps depend on the signs of gradients alone. After
/// ten steps, native numerics differ from portable ones by up to a quarter of that.
/// </summary>
public class MetricSnapshotTests
{
    private const double Tolerance = 0.02;
    internal const string SnapshotLibtorch = "2.10.0";
    private const int Steps = 10;

    // Every metric whose cost is a second or so; fid-infinity and neighbours search many times as long.
    private static readonly string[] CheapMetrics =
        ["fid", "kid", "classifier-score", "prdc", "swd", "ms-ssim", "modes", "collapse", "high-frequency"];

    // One of each objective.
    private static readonly string[] Measured = ["gan", "dcgan", "lsgan", "wgan-gp"];

    public static TheoryData<string> Architectures => new(ArchitectureRegistry.All.Names);

    [Theory]
    [MemberData(nameof(Architectures))]
    public void Train_ShortPortableRun_GivesTheApprovedNumbers(string architecture)
    {
        using var folder = new TempFolder();
        var spec = Spec(architecture);
        using var request = RunRequest.Prepare(spec, folder.Path);
        var state = Trainer.Run(request, TestRuns.Device);
        var exact = torch.__version__.StartsWith(SnapshotLibtorch, StringComparison.Ordinal);

        var text = new StringBuilder();
        text.AppendLine(
            CultureInfo.InvariantCulture, $"{spec.Dataset} {request.Data.Shape}, libtorch {SnapshotLibtorch}, portable numerics");
        text.AppendLine("step  loss D  loss G");
        foreach (var record in request.Directory.ReadProgress())
        {
            var (lossD, lossG) = (record[ProgressRecord.LossD], record[ProgressRecord.LossG]);
            text.AppendLine(CultureInfo.InvariantCulture, $"{record.Step}  {lossD:G9}  {lossG:G9}");
        }
        foreach (var (name, value) in Metrics(request))
            text.AppendLine(CultureInfo.InvariantCulture, $"{name}  {value}");

        Approver.Verify(text.ToString(), parameter: architecture, tolerance: exact ? 0 : Tolerance);
        if (exact)
            Approver.Verify(state.CheckpointHash!, parameter: architecture + "-checkpoint");
    }

    // The first embedded dataset that the architecture can learn, as benchmarks/suites/all-architectures.yaml has it.
    private static RunSpec Spec(string architecture)
    {
        var entry = ArchitectureRegistry.All.Find(architecture);
        var (dataset, size, width) = new (string Dataset, int? Size, double Width)[]
            { ("glyphs", null, 0.25), ("shapes", null, 0.125), ("shapes", 32, 0.125), ("normal-1d", null, 1) }.First(
                c => entry.Supports(Shape(c.Dataset, c.Size)));
        var recipe = entry.DefaultRecipe(Shape(dataset, size));
        return new RunSpec
        {
            Architecture = architecture,
            Dataset = dataset,
            ImageSize = size,
            Seed = 5,
            Numerics = Numerics.Portable,
            Recipe = recipe with { Network = recipe.Network with { Width = width } },
            Training = new TrainingOptions { Steps = Steps, BatchSize = 16, SampleEvery = 0, CheckpointEvery = 0 },
        };
    }

    private static SampleShape Shape(string dataset, int? size)
    {
        var shape = DatasetRegistry.Find(dataset).Info.Shape;
        return size is { } side ? shape with { Height = side, Width = side } : shape;
    }

    private static IEnumerable<(string Name, string Value)> Metrics(RunRequest request)
    {
        var spec = request.Spec;
        using var model = CheckpointModel.Load(request.Directory, spec, spec.Training.Steps, TestRuns.Device);
        if (request.Data.Kind == SampleKind.Real)
            return [("ks-distance", Text(KolmogorovSmirnov.DistanceToNormal(model.Sample(spec.Seed, 0, 2000).Select(v => (double)v))))];
        if (!Measured.Contains(spec.Architecture))
            return [];
        using var samples = new GeneratorSamples("run", model.State.Hash, request.Data.Shape, (first, count) =>
        {
            using var latents =
                LatentSource.Draw(spec.Recipe.Network, spec.Seed, "latent/evaluation", first / count, count, TestRuns.Device);
            return model.Model.Sample(latents);
        });
        var options = new EvaluationOptions
        {
            Metrics = CheapMetrics, Extractor = "classifier", Samples = 300, ReferenceSamples = 1000,
            MetricOptions = OwnOptions.Of([("kid.subsets", "10"), ("kid.subsetSize", "100")]), CacheDirectory = request.Directory.Path,
        };
        using var reference = new DatasetSamples(request.Data, options.Seed);
        var records = Evaluator.Evaluate(samples, reference, options, new(() => new FixedExtractor(request.Data.Shape)));
        // After ten steps nothing is there to collapse.
        Assert.All(records, r => Assert.True(r.Value is not null || r.Name == "collapse", $"{r.Name} has no value: {r.Note}"));
        return [.. records.Select(r => (r.Name, r.Value is { } value ? Text(value) : r.Note!))];
    }

    private static string Text(double value) => value.ToString("G7", CultureInfo.InvariantCulture);
}
