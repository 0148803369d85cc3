using System.Globalization;
using GanBench.Architectures;
using GanBench.Configuration;
using GanBench.Engine;
using GanBench.Imaging;
using GanBench.Networks;
using GanBench.Networks.Layers;
using GanBench.Random;
using GanBench.Recipes;
using GanBench.Training;
using GanBench.Training.Steps;
using static TorchSharp.torch;

namespace GanBench.Microbenchmarks;

/// <summary>
/// Eight Gaussians of deviation 0.02 on a ring of radius 2, the toy on which mode collapse is counted (Metz et al. 2017, section 3.1;
/// Srivastava et al. 2017, table 1): of 2,500 samples, those within three deviations of a mode are of high quality, and a mode is
/// covered when at least one such sample is nearest to it. Prints both per objective, over seeds.
/// </summary>
internal static class RingBenchmark
{
    private const int Modes = 8, Samples = 2_500, BatchSize = 256;
    private const double Radius = 2, Deviation = 0.02;

    private static readonly (string Name, string Settings)[] Recipes =
    [
        ("non-saturating", ""),
        ("minimax", "objective=minimax"),
        ("least-squares", "objective=least-squares"),
        ("hinge", "objective=hinge"),
        ("wasserstein, clipping", "objective=wasserstein regularizer.clip=0.05 discriminator.steps=5"),
        ("wasserstein, penalty",
            "objective=wasserstein regularizer.gradientPenalty=two-sided regularizer.penaltyWeight=0.1 discriminator.steps=5"),
        ("non-saturating, R1", "regularizer.r1=1"),
        ("non-saturating, DRAGAN", "regularizer.gradientPenalty=dragan regularizer.penaltyWeight=1"),
        ("aw-GAN", "weighting=adaptive"),
        ("aw-GAN, plain", "weighting=adaptive-plain"),
    ];

    /// <summary>Arguments: training steps (5,000), seeds (3).</summary>
    public static int Run(string[] args)
    {
        var steps = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 5_000;
        var seeds = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 3;
        var device = TorchEngine.Start(new EngineOptions { Threads = 1 });
        Console.WriteLine(
            FormattableString.Invariant(
            $"{"objective",-24} {"modes covered",14} {"high quality",13}   ({steps} steps, means of {seeds} seeds)"));
        foreach (var (name, settings) in Recipes)
        {
            var results = Enumerable.Range(1, seeds).Select(seed => Train(settings, steps, (ulong)seed, device)).ToArray();
            Console.WriteLine(FormattableString.Invariant(
                $"{name,-24} {results.Average(r => r.Covered),10:F1} of {Modes} {results.Average(r => r.HighQuality),13:P1}"));
        }
        return 0;
    }

    private static (int Covered, double HighQuality) Train(string settings, int steps, ulong seed, Device device)
    {
        var architecture = new RingGan();
        var recipe = settings.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(s => s.Split('='))
            .Aggregate(architecture.DefaultRecipe(RingGan.Shape), (r, s) => SettingsBinder.With(r, s[0], s[1]));
        RecipeValidator.Check(architecture, RingGan.Shape, recipe, new TrainingOptions());
        using var model = new GanModel(architecture, RingGan.Shape, recipe, seed, device);
        var stepper = new GanStep(model, recipe, seed, steps);
        for (var step = 1; step <= steps; step++)
        {
            var index = (long)step * recipe.Discriminator.Steps;
            stepper.Take(step, k => Real(seed, index + k).to(device));
        }
        using var scope = NewDisposeScope();
        var values = model.Sample(model.Latents(Streams.LatentEvaluation, 0, Samples)).cpu().contiguous().data<float>().ToArray();
        return Count(values);
    }

    private static Tensor Real(ulong seed, long index)
    {
        var random = new RandomStream(seed, "ring", index);
        var values = new float[BatchSize * 2];
        for (var i = 0; i < BatchSize; i++)
        {
            var (x, y) = Mode(random.NextInt32(Modes));
            values[2 * i] = (float)(x + (Deviation * random.NextNormal()));
            values[(2 * i) + 1] = (float)(y + (Deviation * random.NextNormal()));
        }
        return tensor(values, [BatchSize, 2, 1, 1]);
    }

    private static (double X, double Y) Mode(int mode)
    {
        var angle = 2 * Math.PI * mode / Modes;
        return (Radius * Math.Cos(angle), Radius * Math.Sin(angle));
    }

    private static (int Covered, double HighQuality) Count(float[] values)
    {
        var hits = new int[Modes];
        for (var i = 0; i < values.Length; i += 2)
        {
            for (var mode = 0; mode < Modes; mode++)
            {
                var (x, y) = Mode(mode);
                if (Math.Sqrt(Math.Pow(values[i] - x, 2) + Math.Pow(values[i + 1] - y, 2)) <= 3 * Deviation)
                    hits[mode]++;
            }
        }
        return (hits.Count(h => h > 0), 2.0 * hits.Sum() / values.Length);
    }

    /// <summary>Two hidden layers of 128 ReLU units in each network, for points of the plane.</summary>
    private sealed class RingGan : Architecture
    {
        public static SampleShape Shape { get; } = new(2, 1, 1);

        public override string Name => "ring";

        public override string Title => "Fully connected GAN for the plane";

        public override string Source => "Metz et al. 2017";

        public override string Shapes => "points of the plane";

        public override bool Supports(SampleShape shape) => shape == Shape;

        public override Recipe DefaultRecipe(SampleShape shape) => new()
        {
            Network = new() { Latent = 16 },
            Discriminator = new() { Optimizer = OptimizerOptions.PyTorchAdam(1e-3, 0.5) },
            Generator = new() { Optimizer = OptimizerOptions.PyTorchAdam(1e-3, 0.5) },
        };

        public override Network Generator(SampleShape shape, NetworkOptions options) =>
            new("generator", TensorShape.Vector(options.Latent),
                new Dense(128), new Relu(), new Dense(128), new Relu(), new Dense(2), new Reshape(2, 1, 1));

        public override Network Discriminator(SampleShape shape, NetworkOptions options) =>
            new("discriminator", TensorShape.Of(shape), new Flattened(), new Dense(128), new Relu(), new Dense(128), new Relu(),
                new Dense(1));
    }
}
