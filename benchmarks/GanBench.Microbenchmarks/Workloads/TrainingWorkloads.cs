using System.Diagnostics;
using System.Globalization;
using GanBench.Engine;
using GanBench.Microbenchmarks.Measuring;
using GanBench.Training;
using GanBench.Training.Steps;
using MathNet.Numerics.Statistics;

namespace GanBench.Microbenchmarks.Workloads;

/// <summary>
/// Milliseconds per training step, with the recipe and batch size of each architecture, beside the same networks, losses and optimisers in
/// plain TorchSharp (benchmarks/peers/TorchSharpPeer) and PyTorch (benchmarks/peers/training.py).
/// </summary>
internal static class TrainingWorkloads
{
    /// <summary>The group of these.</summary>
    public const string Group = "training";

    // The large ones take seconds to minutes per step: few steps, so that a round of all takes about twenty minutes.
    private static readonly Row[] Rows =
    [
        new(TrainingCase.Find("gan-28"), Steps: 300, WarmUp: 100, Seconds: 45, IsQuick: true),
        new(TrainingCase.Find("dcgan-28"), Steps: 15, WarmUp: 5, Seconds: 75, IsQuick: true),
        new(TrainingCase.Find("dcgan-64"), Steps: 1, WarmUp: 1, Seconds: 75),
        new(TrainingCase.Find("wgan-28"), Steps: 2, WarmUp: 1, Seconds: 50),
        new(TrainingCase.Find("wgan-gp-28"), Steps: 1, WarmUp: 1, Seconds: 65),
        new(TrainingCase.Find("wgan-gp-64"), Steps: 1, WarmUp: 1, Seconds: 250),
        new(TrainingCase.Find("dcgan-faces-64"), Steps: 2, WarmUp: 1, Seconds: 35),
        new(TrainingCase.Find("sngan-32"), Steps: 1, WarmUp: 1, Seconds: 100),
        new(TrainingCase.Find("resnet-wgan-gp-32"), Steps: 1, WarmUp: 1, Seconds: 150),
    ];

    /// <summary>The workloads.</summary>
    /// <param name="quick">Whether few steps are enough.</param>
    public static IEnumerable<Workload> All(bool quick) => Rows.Select(row =>
    {
        var (steps, warmUp) = quick ? (Math.Min(row.Steps, 3), row.Steps > 2 ? 1 : 0) : (row.Steps, row.WarmUp);
        string[] options = [row.Case.Name, Measurement.Argument(steps), Measurement.Argument(warmUp)];
        return new Workload(
            row.Case.Name, Group, $"step of {row.Case.Title}", Unit.Milliseconds, Side.Ours(["training", .. options]),
            Side.TorchSharp(["train", .. options]), Side.PyTorch("training.py", ["train", .. options]))
        {
            RoundSeconds = row.Seconds * (steps + warmUp) / (row.Steps + row.WarmUp),
            IsQuick = row.IsQuick,
            Arithmetic = StepArithmetic.Of(row.Case.Architecture, row.Case.Shape),
        };
    });

    /// <summary>Arguments: case, steps, warm-up. Prints the median milliseconds of a step in this process.</summary>
    public static void Work(string[] args)
    {
        var (item, steps, warmUp) = (TrainingCase.Find(args[0]), Number(args[1]), Number(args[2]));
        var device = TorchEngine.Start(new EngineOptions());
        using var data = item.OpenData();
        var recipe = item.Architecture.DefaultRecipe(data.Shape);
        using var model = new GanModel(item.Architecture, data.Shape, recipe, 1, device);
        using var batches = new BatchSource(data, recipe.Data, item.BatchSize, 1, device);
        var stepper = new GanStep(model, recipe, 1, item.Architecture.DefaultTraining(data.Shape).Steps);
        var times = new List<double>();
        var finite = true;
        for (var step = 1; step <= warmUp + steps; step++)
        {
            var clock = Stopwatch.StartNew();
            var result = stepper.Take(step, k => batches.Read(((step - 1) * recipe.Discriminator.Steps) + k));
            // The first steps pay for loading kernels and filling the allocator.
            if (step > warmUp)
                times.Add(clock.Elapsed.TotalMilliseconds);
            finite &= result.NonFinite is null;
        }
        new Measurement(times.Median())
        {
            Work = $"{item.Networks}, {model.DiscriminatorOptimizer.Steps / (warmUp + steps)} discriminator updates a step",
            Finite = finite,
        }.Print();
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private sealed record Row(TrainingCase Case, int Steps, int WarmUp, double Seconds, bool IsQuick = false);
}
