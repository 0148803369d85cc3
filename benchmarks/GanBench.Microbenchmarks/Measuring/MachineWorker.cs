using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using GanBench.Engine;
using GanBench.Runs;
using static TorchSharp.torch;

namespace GanBench.Microbenchmarks.Measuring;

/// <summary>
/// What the machine is, and what libtorch reaches on it where nothing but arithmetic or memory counts: the best of several shapes, each of
/// several times.
/// </summary>
internal static class MachineWorker
{
    private const int Repeats = 5, CopyNumbers = 1 << 26;

    private static readonly int[] Sides = [1024, 2048, 4096];

    private static readonly ConvolutionShape[] Convolutions =
    [
        new(64, 64, 3, 32), new(128, 128, 3, 32), new(256, 256, 3, 16), new(128, 128, 5, 16), new(256, 256, 5, 8),
    ];

    /// <summary>The system's load averages over 1, 5 and 15 minutes, where it tells.</summary>
    public static string Load()
    {
        const string Averages = "/proc/loadavg";
        return File.Exists(Averages) ? string.Join(' ', File.ReadAllText(Averages).Split(' ').Take(3)) : "unknown";
    }

    /// <summary>Prints a <see cref="MeasuredMachine"/> as JSON.</summary>
    public static void Work()
    {
        TorchEngine.Start(new EngineOptions());
        var environment = EnvironmentProbe.Describe("cpu", Numerics.Native);
        var (product, side, by) = Sides.SelectMany(side => new[] { (Product(side), side, "MKL"), (ByOneDnn(side), side, "oneDNN") }).Max();
        var (convolution, index) = Convolutions.Select((shape, index) => (Convolve(shape), index)).Max();
        var machine = new MeasuredMachine
        {
            Environment = new Dictionary<string, string>
            {
                [Side.GanBench] = environment.GanBench,
                ["processor"] = environment.Processor,
                ["cores"] = environment.Cores.ToString(CultureInfo.InvariantCulture),
                ["threads"] = environment.Threads.ToString(CultureInfo.InvariantCulture),
                ["operating system"] = environment.OperatingSystem,
                [".NET"] = environment.Runtime,
                ["libtorch"] = environment.Libtorch,
                ["TorchSharp"] = environment.Settings["TorchSharp"],
                ["caches visible to oneDNN"] = environment.Settings["convolutions by"] == "oneDNN" ? "yes" : "no, so GanBench has "
                    + "convolutions of whole blocks of channels alone, and those of peers give wrong numbers",
            },
            Limits = new MachineLimits(
                product, FormattableString.Invariant($"{side}³ by {by}"), convolution, Convolutions[index].ToString(), Copy()),
        };
        Console.WriteLine(JsonSerializer.Serialize(machine, RunJson.Line));
    }

    private static double Product(int side)
    {
        using var scope = NewDisposeScope();
        var (a, b) = (randn(side, side), randn(side, side));
        return 2e-9 * Math.Pow(side, 3) / Best(() => a.mm(b));
    }

    // As a 1×1 convolution of one channels-last picture with as many pixels.
    private static double ByOneDnn(int side)
    {
        using var scope = NewDisposeScope();
        var (a, b) = (randn(1, side, 1, side).permute(0, 3, 1, 2), randn(side, side, 1, 1));
        return 2e-9 * Math.Pow(side, 3) / Best(() => nn.functional.conv2d(a, b));
    }

    private static double Convolve(ConvolutionShape shape)
    {
        using var scope = NewDisposeScope();
        var input = randn(ConvolutionShape.Batch, shape.Inputs, shape.Side, shape.Side, requires_grad: true);
        var kernel = randn(shape.Outputs, shape.Inputs, shape.Kernel, shape.Kernel, requires_grad: true);
        var gradient = randn(ConvolutionShape.Batch, shape.Outputs, shape.Side, shape.Side);
        long[] padding = [shape.Kernel / 2, shape.Kernel / 2];
        return 1e-9 * shape.Operations / Best(() =>
        {
            var output = nn.functional.conv2d(input, kernel, padding: padding);
            autograd.grad([output], [input, kernel], [gradient]);
        });
    }

    private static double Copy()
    {
        using var source = zeros(CopyNumbers);
        using var destination = ones(CopyNumbers);
        return 1e-6 * sizeof(float) * CopyNumbers / Best(() => destination.copy_(source));
    }

    // Seconds of the fastest, after one that is not counted.
    private static double Best(Action work)
    {
        var best = double.MaxValue;
        for (var repeat = 0; repeat <= Repeats; repeat++)
        {
            using var scope = NewDisposeScope();
            var clock = Stopwatch.StartNew();
            work();
            if (repeat > 0)
                best = Math.Min(best, clock.Elapsed.TotalSeconds);
        }
        return best;
    }

    private sealed record ConvolutionShape(int Inputs, int Outputs, int Kernel, int Side)
    {
        public const int Batch = 64;

        // Forward, and the gradients of input and kernel.
        public double Operations => 3 * 2.0 * Batch * Inputs * Outputs * Kernel * Kernel * Side * Side;

        public override string ToString() =>
            FormattableString.Invariant($"{Batch}×{Inputs}×{Side}×{Side} to {Outputs} channels by {Kernel}×{Kernel}");
    }
}
