using System.Diagnostics;
using System.Globalization;
using GanBench.Architectures;
using GanBench.Datasets;
using GanBench.Engine;
using GanBench.Training;

namespace GanBench.Microbenchmarks;

/// <summary>
/// Seconds per training step of chen-2019's networks at 28×28 and batch 128, beside the same networks in PyTorch with its default
/// settings (benchmarks/peers/training.py). Each measurement is a process of its own; ours and PyTorch's alternate.
/// </summary>
internal static class TrainingBenchmark
{
    private const int BatchSize = 128;

    public static int Run(string[] args)
    {
        var rounds = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 3;
        var python = Environment.GetEnvironmentVariable("GANBENCH_PYTHON") ?? "/usr/bin/python3";
        var peer = Path.Combine(FindRoot(), "benchmarks", "peers", "training.py");
        Console.WriteLine($"{"network",-8} {"ours ms",10} {"PyTorch ms",12} {"ratio",8}   (medians of {rounds} alternating runs)");
        foreach (var (name, steps) in new[] { ("gan", 60), ("dcgan", 12) })
        {
            var ours = new List<double>();
            var theirs = new List<double>();
            for (var round = 0; round < rounds; round++)
            {
                ours.Add(Measure(Environment.ProcessPath!, [.. Self(), "training-worker", name, $"{steps}"]));
                theirs.Add(Measure(python, [peer, name, $"{steps}"]));
            }
            var (a, b) = (Median(ours), Median(theirs));
            Console.WriteLine(FormattableString.Invariant($"{name,-8} {a,10:F1} {b,12:F1} {a / b,8:F2}"));
        }
        return 0;
    }

    /// <summary>Prints the median milliseconds of a step in this process.</summary>
    public static int Work(string[] args)
    {
        var architecture = ArchitectureRegistry.Find(args[0]);
        var steps = int.Parse(args[1], CultureInfo.InvariantCulture);
        var device = TorchEngine.Start(new EngineOptions());
        using var data = DatasetRegistry.Open(new DatasetRequest { Name = "glyphs" });
        var recipe = architecture.DefaultRecipe(data.Shape);
        using var model = new GanModel(architecture, data.Shape, recipe, 1, device);
        using var batches = new BatchSource(data, recipe.Data, BatchSize, 1, device);
        var stepper = new GanStep(model, recipe, 1, steps + 3);
        var times = new List<double>();
        for (var step = 1; step <= steps + 3; step++)
        {
            var clock = Stopwatch.StartNew();
            stepper.Take(step, k => batches.Read(step));
            // The first steps pay for loading kernels and filling the allocator.
            if (step > 3)
                times.Add(clock.Elapsed.TotalMilliseconds);
        }
        Console.WriteLine(Median(times).ToString("R", CultureInfo.InvariantCulture));
        return 0;
    }

    private static double Measure(string program, IEnumerable<string> arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? double.Parse(output.Trim().Split('\n')[^1], CultureInfo.InvariantCulture)
            : throw new InvalidOperationException($"{program} ended with exit code {process.ExitCode}.");
    }

    // Under "dotnet X.dll" the process is dotnet and needs the assembly's path first.
    private static string[] Self() =>
        Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [typeof(TrainingBenchmark).Assembly.Location] : [];

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "GanBench.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("Run this from a checkout of GanBench.");
    }
}
