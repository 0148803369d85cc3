using System.Diagnostics;
using System.Globalization;
using GanBench.Architectures;
using GanBench.Datasets;
using GanBench.Engine;
using GanBench.Training;
using GanBench.Training.Steps;
using static TorchSharp.torch;

namespace GanBench.Scaling;

/// <summary>Times training steps, and the matrix product that they are held against, in a process of their own.</summary>
internal static class StepWorker
{
    /// <summary>Rows and columns of the matrices.</summary>
    public const int ProductSize = 2048;

    private const int Products = 6, WarmUp = 2, FewestSteps = 2, MostSteps = 200;

    /// <summary>
    /// Arguments: architecture, width, batch size, dataset, seconds. Prints milliseconds of each step: as many as fit into the seconds,
    /// after two that pay for loading kernels and filling the allocator.
    /// </summary>
    public static void Steps(string[] arguments)
    {
        var architecture = ArchitectureRegistry.All.Find(arguments[0]);
        var (width, batchSize, seconds) = (Number(arguments[1]), (int)Number(arguments[2]), Number(arguments[4]));
        var device = TorchEngine.Start(new EngineOptions());
        using var data = DatasetRegistry.Open(new DatasetRequest { Name = arguments[3] });
        var recipe = architecture.DefaultRecipe(data.Shape);
        recipe = recipe with { Network = recipe.Network with { Width = width } };
        using var model = new GanModel(architecture, data.Shape, recipe, 1, device);
        using var batches = new BatchSource(data, recipe.Data, batchSize, 1, device);
        var stepper = new GanStep(model, recipe, 1, WarmUp + MostSteps);
        var times = new List<double>();
        var all = new Stopwatch();
        for (var step = 1; step <= WarmUp + MostSteps && (all.Elapsed.TotalSeconds < seconds || times.Count < FewestSteps); step++)
        {
            if (step > WarmUp)
                all.Start();
            var clock = Stopwatch.StartNew();
            stepper.Take(step, k => batches.Read(((step - 1) * recipe.Discriminator.Steps) + k));
            if (step > WarmUp)
                times.Add(clock.Elapsed.TotalMilliseconds);
        }
        Print(times);
    }

    /// <summary>Prints GFLOP/s of each of several products of two large float32 matrices.</summary>
    public static void Product()
    {
        TorchEngine.Start(new EngineOptions());
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        using var generator = manual_seed(1);
        var (a, b) = (randn(ProductSize, ProductSize), randn(ProductSize, ProductSize));
        a.mm(b).Dispose();
        Print(Enumerable.Range(0, Products).Select(_ =>
        {
            var clock = Stopwatch.StartNew();
            a.mm(b).Dispose();
            return 2.0 * ProductSize * ProductSize * ProductSize / clock.Elapsed.TotalSeconds / 1e9;
        }));
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static void Print(IEnumerable<double> values) =>
        Console.WriteLine(string.Join(' ', values.Select(value => value.ToString("R", CultureInfo.InvariantCulture))));
}
