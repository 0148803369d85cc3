using System.Globalization;
using System.Text;
using System.Text.Json;
using GanBench.Engine;
using GanBench.Imaging;
using GanBench.Recipes;
using GanBench.Runs;
using GanBench.Suites.Planning;

namespace GanBench.Reporting.Tests.Samples;

/// <summary>Run directories made by arithmetic alone: the same bytes everywhere, in the shape real runs have.</summary>
public sealed class SampleRuns(string root)
{
    private static readonly DateTimeOffset Start = new(2025, 3, 14, 9, 0, 0, TimeSpan.Zero);

    /// <summary>Steps of every run.</summary>
    public int Steps { get; init; } = 30_000;

    /// <summary>A line of the progress log every so many steps.</summary>
    public int LogEvery { get; init; } = 20;

    /// <summary>Whether sample grids are drawn.</summary>
    public bool Images { get; init; } = true;

    /// <summary>Writes a run and returns its directory.</summary>
    public RunDirectory Add(
        string architecture,
        string dataset,
        ulong seed = 1,
        RunStatus status = RunStatus.Completed,
        bool metrics = true,
        Func<RunSpec, RunSpec>? change = null)
    {
        var spec = new RunSpec
        {
            Architecture = architecture,
            Dataset = dataset,
            Seed = seed,
            Training = new TrainingOptions { Steps = Steps, LogEvery = LogEvery, CheckpointEvery = Steps / 3 },
        };
        spec = change is null ? spec : change(spec);
        // Ids that a new setting of the recipe does not change, or every snapshot of a report would change with it.
        var id = RunSpecYaml.Id(spec, "", 1)[..^10]
            + Hash(FormattableString.Invariant(
                $"{architecture}/{dataset}/{seed}/{spec.Training.BatchSize}/{spec.Recipe.Generator.Optimizer.LearningRate}"))[..10];
        return Write(spec, id, status, metrics, [0, Steps / 150, Steps / 30, Steps / 6, Steps / 2, Steps]);
    }

    /// <summary>Writes a run of a plan, with its own budget and schedule and a grid of training images.</summary>
    public RunDirectory Add(PlannedRun planned)
    {
        var spec = planned.Spec;
        var every = spec.Training.SampleEvery > 0 ? spec.Training.SampleEvery : spec.Training.Steps;
        var images = planned.Cell.Shape.Length > 1;
        var run = Write(
            spec, RunSpecYaml.Id(spec, "", 1), RunStatus.Completed, metrics: true,
            images ? [.. Enumerable.Range(0, 1 + (spec.Training.Steps / every)).Select(i => i * every)] : []);
        if (Images && images)
            ImageGrid.Save(run.RealFile, Shape(spec.Dataset), SamplePictures.Draw(Shape(spec.Dataset), spec.Training.SampleCount, 0));
        return run;
    }

    private RunDirectory Write(RunSpec spec, string id, RunStatus status, bool metrics, int[] samples)
    {
        var run = new RunDirectory(Path.Combine(root, id));
        Directory.CreateDirectory(run.Path);
        File.WriteAllText(run.SpecFile, RunSpecYaml.Write(spec));
        run.WriteEnvironment(Environment());
        var steps = spec.Training.Steps;
        var end = status == RunStatus.Diverged ? steps / 2 : steps;
        var curve = new Curve(spec.Architecture, spec.Dataset, spec.Seed);
        WriteProgress(run, curve, steps, end);
        if (metrics && status == RunStatus.Completed)
            WriteMetrics(run, curve, steps);
        if (Images)
            WriteSamples(run, curve, spec, samples.Where(step => step <= end));
        run.WriteState(new RunState
        {
            Id = id,
            Status = status,
            Step = end,
            Steps = steps,
            Seconds = end * curve.SecondsPerStep,
            ImagesPerSecond = 128 / curve.SecondsPerStep,
            PeakMemory = 700L << 20,
            Started = Start,
            Ended = Start.AddSeconds(end * curve.SecondsPerStep),
            CheckpointHash = Hash(id),
            DatasetHash = Hash(spec.Dataset),
            Message = status == RunStatus.Diverged ? "the discriminator's loss became NaN" : null,
        });
        return run;
    }

    private static RunEnvironment Environment() => new()
    {
        GanBench = "0.1.0",
        EngineSemantics = 1,
        Libtorch = "2.10.0",
        Device = "cpu",
        Processor = "Example CPU at 2.50GHz",
        Cores = 2,
        Threads = 2,
        Memory = 16L << 30,
        OperatingSystem = "Debian GNU/Linux 12 (bookworm)",
        Runtime = ".NET 10.0.0",
        Numerics = Numerics.Native,
        Settings = new Dictionary<string, string> { ["TorchSharp"] = "0.107.0", ["convolutions"] = "oneDNN" },
    };

    private void WriteProgress(RunDirectory run, Curve curve, int steps, int end)
    {
        var text = new StringBuilder();
        for (var step = 1; step <= end; step += step == 1 ? Math.Max(1, LogEvery - 1) : LogEvery)
            text.Append(JsonSerializer.Serialize(curve.At(step, steps), RunJson.Line)).Append('\n');
        File.WriteAllText(run.ProgressFile, text.ToString());
    }

    private static void WriteMetrics(RunDirectory run, Curve curve, int steps)
    {
        for (var checkpoint = 1; checkpoint <= 3; checkpoint++)
        {
            var step = steps / 3 * checkpoint;
            var fid = curve.Fid(step / (double)steps);
            run.WriteMetrics(new MetricFile
            {
                Step = step,
                CheckpointHash = Hash(FormattableString.Invariant($"{run.Id}@{step}")),
                Metrics =
                [
                    new MetricRecord { Name = "fid", Value = fid, LowerIsBetter = true, Protocol = Features() },
                    new MetricRecord
                    {
                        Name = "inception-score", Value = 2.5 - (fid / 200), StandardDeviation = 0.04, LowerIsBetter = false,
                        Protocol = Features(("splits", "10")),
                    },
                    new MetricRecord { Name = "precision", Value = 1 / (1 + (fid / 90)), LowerIsBetter = false,
                        Protocol = Features(("k", "3")) },
                    new MetricRecord
                    {
                        Name = "collapse", Value = fid / 120, LowerIsBetter = true, Note = fid > 75 ? "partly collapsed" : null,
                        Protocol = Features(("uncovered", (fid / 100).ToString("F4", CultureInfo.InvariantCulture))),
                    },
                    new MetricRecord { Name = "ms-ssim", Value = 0.2 + (fid / 400), Protocol = Pixels() },
                    new MetricRecord { Name = "ms-ssim-real", Value = 0.18, Note = "the data's own", Protocol = Pixels() },
                    new MetricRecord { Name = "kid", Note = "needs at least 1,000 images" },
                    new MetricRecord { Name = "nearest-feature", Value = 6.2 - (fid / 90), Protocol = Features(("examined", "1000")) },
                    new MetricRecord { Name = "nearest-feature-real", Value = 6.1, Protocol = Features() },
                    new MetricRecord { Name = "memorised-feature", Value = 0.01, LowerIsBetter = true, Protocol = Features() },
                    new MetricRecord { Name = "recall", Value = 0.8 / (1 + (fid / 60)), LowerIsBetter = false,
                        Protocol = Features(("k", "3")) },
                ],
            });
        }
    }

    private static Dictionary<string, string> Features(params (string Key, string Value)[] more) => new(
        more.Select(e => KeyValuePair.Create(e.Key, e.Value)).Concat(Pixels()).Append(new("extractor", "inception-2015-12-05"))
            .Append(new("resize", "bilinear 299")));

    private static Dictionary<string, string> Pixels() => new() { ["samples"] = "5000" };

    private static void WriteSamples(RunDirectory run, Curve curve, RunSpec spec, IEnumerable<int> steps)
    {
        Directory.CreateDirectory(run.SamplesFolder);
        var (shape, count) = (Shape(spec.Dataset), spec.Training.SampleCount);
        foreach (var step in steps)
            ImageGrid.Save(
                run.SampleFile(step), shape, SamplePictures.Draw(shape, count, curve.Noise(step / (double)spec.Training.Steps)));
    }

    private static SampleShape Shape(string dataset) => dataset == "mnist" ? new SampleShape(1, 28, 28) : new SampleShape(3, 32, 32);

    private static string Hash(string text) =>
        Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <summary>What one run's numbers follow.</summary>
    private sealed class Curve(string architecture, string dataset, ulong seed)
    {
        private readonly double _level = Fraction($"{architecture}/{dataset}");
        private readonly double _luck = Fraction($"{architecture}/{dataset}/{seed}") - 0.5;
        private readonly bool _critic = architecture.StartsWith("wgan", StringComparison.Ordinal);

        public double SecondsPerStep => 0.02 + (0.1 * _level) + (0.004 * _luck);

        public double Fid(double progress) => (8 + (90 * _level)) * (1 + (0.6 * Math.Exp(-4 * progress))) + (3 * _luck);

        public double Noise(double progress) => Math.Exp(-6 * progress) + (0.15 * _level);

        public ProgressRecord At(int step, int steps)
        {
            var progress = step / (double)steps;
            var jitter = Math.Sin((step * 12.9898) + (seed * 78.233)) * 43758.5453;
            var noise = (jitter - Math.Floor(jitter) - 0.5) * (0.3 + (0.2 * _level));
            if (_critic)
            {
                var distance = (12 * Math.Exp(-5 * progress)) + 1.5 + _level + noise;
                return new ProgressRecord
                {
                    Step = step, Seconds = step * SecondsPerStep,
                    Values =
                    [
                        new("lossD", -distance), new("lossDReal", -distance / 2), new("lossDFake", -distance / 2),
                        new("lossG", (2 * Math.Sin(6 * progress)) + noise), new("wassersteinEstimate", distance),
                    ],
                };
            }
            var real = Math.Clamp(0.62 + (0.25 * _level * progress) + noise, 0.01, 0.99);
            var fake = Math.Clamp(0.38 - (0.25 * _level * progress) + noise, 0.01, 0.99);
            var loss = -(Math.Log(real) + Math.Log(1 - fake)) / 2;
            return new ProgressRecord
            {
                Step = step, Seconds = step * SecondsPerStep,
                Values =
                [
                    new("lossD", loss), new("lossDReal", -Math.Log(real)), new("lossDFake", -Math.Log(1 - fake)),
                    new("lossG", -Math.Log(fake)),
                    new("scoreReal", real), new("scoreFake", fake), new("precision", Math.Clamp(real + 0.05, 0, 1)),
                    new("recall", Math.Clamp(real + 0.15, 0, 1)), new("f1", Math.Clamp(real + 0.1, 0, 1)),
                    new("jsEstimate", Math.Clamp(Math.Log(2) - loss, 0, Math.Log(2))),
                ],
            };
        }

        private static double Fraction(string text) =>
            int.Parse(Hash(text)[..4], NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 65535.0;
    }
}
