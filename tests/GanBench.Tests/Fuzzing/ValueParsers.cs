using System.Text;
using GanBench.Architectures;
using GanBench.Configuration;
using GanBench.Datasets;
using GanBench.Engine;
using GanBench.Imaging;
using GanBench.Metrics;
using GanBench.Metrics.Extractors;
using GanBench.Suites.Planning;
using GanBench.Testing;
using GanBench.Testing.Fuzzing;
using GanBench.Training.Checkpoints;

namespace GanBench.Tests.Fuzzing;

/// <summary>Readers of single values: settings, names and environment variables.</summary>
public static class ValueParsers
{
    /// <summary>One for each kind.</summary>
    public static IReadOnlyList<FuzzedParser> All { get; } =
    [
        OfText("setting", (text, _) =>
        {
            var (key, value) = text.Split('=', 2) is [var k, var v] ? (k, v) : (text, "");
            var architecture = ArchitectureRegistry.All.Find("wgan-gp");
            SettingsBinder.ToYaml(SettingsBinder.With(architecture.DefaultRecipe(new SampleShape(1, 28, 28)), key, value));
        }, "discriminator.steps=5", "generator.optimizer.learningRate=1e-4", "network.width=0.250000000000000000",
            "precision=bf16", "regularizer.gradientPenalty=one-sided", "discriminator.optimizer.beta1=0.500000"),
        OfText("metric-setting", (text, _) =>
        {
            var (key, value) = text.Split('=', 2) is [var k, var v] ? (k, v) : (text, "");
            if (MetricOptions.Problems(OwnOptions.None.With(key, value)) is [var problem, ..])
                throw new UsageException(problem);
        }, "kid.subsets=0000000010", "prdc.radiusRule=below", "is.splits=00000000000010"),
        OfText("name", (text, folder) =>
        {
            Directory.CreateDirectory(folder["runs", "dcgan-glyphs-s1"]);
            File.WriteAllText(folder["runs", "dcgan-glyphs-s1", "spec.yaml"], "");
            Func<object?>[] readers =
            [
                () => ArchitectureRegistry.All.Find(text), () => DatasetRegistry.Find(text), () => ExtractorRegistry.Find(text),
                () => MetricRegistry.All.Find(text), () => Profile.Find(text), () => CellName.TryParse(text),
                () => RunReference.Parse(text, folder["runs"]),
            ];
            // Each is a name of something else; that they are all tried is what matters.
            if (readers.Count(read => IsRead(read)) == 0)
                throw new UsageException("It is a name of nothing.");
        }, "dcgan", "glyphs", "folder:pictures", "onnx:net.onnx#out", "fid", "minutes", "dcgan/mnist@64 batch=16", "dcgan-glyphs-s1@20",
            "dcgan-gl@last"),
        OfText("variables", (text, _) =>
        {
            string? Read(string name) => text.Split('\n').FirstOrDefault(line => line.StartsWith(name + "=", StringComparison.Ordinal))
                ?[(name.Length + 1)..];
            var threads = EngineVariables.Threads(new EngineOptions(), Read);
            var decided = EngineVariables.Decide(Numerics.Native, Read, throttled: false);
            if (threads < 1 || decided.Any(variable => variable.Value.Length == 0))
                throw new InvalidOperationException("A variable is taken that cannot be.");
            if (!decided.Any(variable => variable is { Name: EngineVariables.OpenMpThreads, Chosen: false }))
                throw new UsageException("It says nothing about threads.");
        }, "OMP_NUM_THREADS=4\nOMP_WAIT_POLICY=passive\nGOMP_SPINCOUNT=7\nMKL_CBWR=AVX2\n"),
    ];

    private static bool IsRead(Func<object?> read)
    {
        try
        {
            return read() is not null;
        }
        catch (GanBenchException)
        {
            return false;
        }
    }

    private static FuzzedParser OfText(string name, Action<string, TempFolder> read, params string[] texts) => new(
        name, new(() => [.. texts.Select(Encoding.UTF8.GetBytes)]), (bytes, folder) => read(Encoding.UTF8.GetString(bytes), folder));
}
