using System.Diagnostics;
using System.Globalization;
using GanBench.Engine;
using GanBench.Metrics.Prdc;
using GanBench.Random;
using static TorchSharp.torch;

namespace GanBench.Microbenchmarks;

/// <summary>
/// Precision, recall, density and coverage of two draws of 10,000 vectors from N(0, I) in 1000 dimensions, the example of the authors'
/// <c>prdc</c> package, whose values are printed there. It takes too long for a test.
/// </summary>
internal static class PrdcBenchmark
{
    private const int Vectors = 10_000, Dimension = 1000;

    public static int Run(string[] args)
    {
        var seed = args.Length > 0 ? ulong.Parse(args[0], CultureInfo.InvariantCulture) : 1;
        TorchEngine.Start(new EngineOptions());
        var clock = Stopwatch.StartNew();
        using var real = Draw(seed, "real");
        using var fake = Draw(seed, "fake");
        var result = Neighbourhoods.Compute(real, fake);
        var right = true;
        Console.WriteLine($"{"value",-10} {"ours",8} {"published",10} {"spread",8}");
        // The spread is the standard deviation over nine draws, four of ours and five of NumPy's: few balls reach far, and hold much.
        foreach (var (name, ours, published, spread) in new[]
        {
            ("precision", result.Precision, 0.477, 0.014), ("recall", result.Recall, 0.471, 0.006),
            ("density", result.Density, 1.056, 0.056), ("coverage", result.Coverage, 0.974, 0.005),
        })
        {
            Console.WriteLine(FormattableString.Invariant($"{name,-10} {ours,8:F4} {published,10:F3} {spread,8:F3}"));
            right &= Math.Abs(ours - published) <= 3 * spread;
        }
        Console.WriteLine(FormattableString.Invariant(
            $"{clock.Elapsed.TotalSeconds:F0} s, peak memory {Process.GetCurrentProcess().PeakWorkingSet64 / (double)(1 << 30):F2} GiB"));
        if (!right)
            Console.Error.WriteLine("A value differs from the published one by more than three times its spread.");
        return right ? 0 : 1;
    }

    private static Tensor Draw(ulong seed, string name)
    {
        var values = new float[Vectors * Dimension];
        new RandomStream(seed, name).FillNormal(values);
        return tensor(values, [Vectors, Dimension]);
    }
}
