using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using GanBench.Cli.Display;
using GanBench.Datasets;
using GanBench.Engine;
using GanBench.Networks;
using GanBench.Recipes;
using GanBench.Runs;
using TorchSharp;
using static TorchSharp.torch;

namespace GanBench.Cli.Commands;

/// <summary><c>ganbench doctor</c>: what the machine offers and whether it is used well.</summary>
internal static class DoctorCommand
{
    private const int GemmSize = 1024;

    // One core with AVX2 and two FMA units reaches 32 float32 operations per cycle, one with AVX-512 64; a tenth of the former at 2 GHz is
    // a broken setup.
    private const double WeakGflopsPerThread = 20;

    // Rounding of float32 stays below a tenth of the former; algorithms of cuDNN that transform their input round more.
    // A result is rounded to bfloat16's 8 bits, which is an error of up to 2⁻⁸ of it.
    private const double WrongConvolution = 1e-3, WrongCudaConvolution = 3e-2, WrongBfloat16 = 1.0 / 64;

    /// <summary>Builds the command.</summary>
    public static Command Create()
    {
        var command =
            new Command("doctor", "Show what the engine found and chose, and measure it.") { CommonOptions.Json,
                CommonOptions.DataDirectory, CommonOptions.RunsDirectory };
        CommonOptions.AddEngine(command);
        command.SetAction(Run);
        HelpExamples.Attach(command, "ganbench doctor", "ganbench doctor --device cuda", "ganbench doctor --json");
        return command;
    }

    private static int Run(ParseResult result)
    {
        var numerics = CommonOptions.ReadNumerics(result);
        var device = CommonOptions.StartEngine(result, numerics);
        var environment = EnvironmentProbe.Describe(device.ToString(), numerics);
        var report = TorchEngine.Describe();
        var data = Path.GetFullPath(result.GetValue(CommonOptions.DataDirectory) ?? DataDirectories.Data);
        var runs = Path.GetFullPath(result.GetValue(CommonOptions.RunsDirectory)!);
        var (gflops, error) = MeasureGemm(device);
        var convolutionError = ConvolutionCheck.LargestError(device);
        var bfloat16Error = ConvolutionCheck.LargestError(device, Precision.Bf16);
        var warnings = Warnings(device, report, runs, gflops, error, convolutionError, bfloat16Error).ToList();
        var rows = new List<(string, string)>
        {
            ("GanBench", environment.GanBench),
            ("libtorch", environment.Libtorch),
            ("processor", environment.Processor),
            ("cores", environment.Cores.ToString(CultureInfo.InvariantCulture)),
            ("threads", environment.Threads.ToString(CultureInfo.InvariantCulture)),
            ("memory", FormattableString.Invariant($"{environment.Memory / 1e9:F1} GB")),
            ("numerics", numerics.ToString().ToLowerInvariant()),
            ("device", environment.Device),
            ("CUDA devices", report.CudaDevices.Count == 0 ? "none" : string.Join(", ", report.CudaDevices)),
        };
        rows.AddRange(report.Settings.Select(s => (s.Key, s.Value)));
        rows.Add(("data directory", data + (Directory.Exists(data) ? "" : " (not there yet)")));
        rows.Add(("runs directory", runs));
        rows.Add(("free disk", FormattableString.Invariant($"{FreeDisk(runs) / 1e9:F1} GB")));
        rows.Add(("matrix product",
            FormattableString.Invariant($"{gflops:F0} GFLOP/s (float32, {GemmSize}³), largest relative error {error:E1}")));
        rows.Add(("convolutions",
            FormattableString.Invariant($"largest relative error {convolutionError:E1} (outputs and gradients, against float64)")));
        rows.Add(("in bfloat16", FormattableString.Invariant($"largest relative error {bfloat16Error:E1}")));

        if (result.GetValue(CommonOptions.Json))
        {
            Console.Out.WriteLine(JsonSerializer.Serialize(new
            {
                Environment =
                    environment, DataDirectory = data, RunsDirectory = runs, FreeDisk = FreeDisk(runs), Gflops = gflops,
                    MatrixError = error, ConvolutionError = convolutionError, Bfloat16Error = bfloat16Error, Warnings = warnings,
            }, RunJson.Indented));
        }
        else
        {
            TextTable.WritePairs(Console.Out, rows);
        }
        foreach (var warning in warnings)
            Console.Error.WriteLine($"warning: {warning}");
        return ExitCodes.Done;
    }

    private static IEnumerable<string> Warnings(
        Device device, EngineReport report, string runs, double gflops, double error, double convolutionError, double bfloat16Error)
    {
        if (device.type == DeviceType.CPU && gflops < WeakGflopsPerThread * report.Threads)
        {
            yield return string.Create(CultureInfo.InvariantCulture,
                $"the matrix product is slow: {gflops:F0} GFLOP/s with {report.Threads} threads. Another process may be using the cores, "
                + $"or the variables above ask for a lower instruction level.");
        }
        if (error > 1e-4)
            yield return FormattableString.Invariant(
                $"the matrix product is wrong: relative error {error:E1}. Try again with MKL_CBWR=COMPATIBLE.");
        if (convolutionError > (device.type == DeviceType.CPU ? WrongConvolution : WrongCudaConvolution))
            yield return string.Create(CultureInfo.InvariantCulture,
                $"convolutions are wrong: relative error {convolutionError:E1}. On a CPU, --numerics portable leaves oneDNN out; please "
                + $"report this processor.");
        if (bfloat16Error > WrongBfloat16)
            yield return FormattableString.Invariant(
                $"convolutions in bfloat16 are wrong: relative error {bfloat16Error:E1}. Train in float32; please report this processor.");
        if (FreeDisk(runs) < 2e9)
            yield return FormattableString.Invariant($"only {FreeDisk(runs) / 1e9:F1} GB of disk are free.");
    }

    // The best of several products, and their largest error against the same product in float64.
    private static (double Gflops, double Error) MeasureGemm(Device device)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var generator = manual_seed(1);
        var a = randn(GemmSize, GemmSize, device: device);
        var b = randn(GemmSize, GemmSize, device: device);
        var best = double.MaxValue;
        var product = a.mm(b);
        for (var i = 0; i < 8; i++)
        {
            var clock = Stopwatch.StartNew();
            product = a.mm(b);
            // Reading one number waits for the device.
            _ = (double)product[0, 0];
            best = Math.Min(best, clock.Elapsed.TotalSeconds);
        }
        var exact = a.to_type(ScalarType.Float64).mm(b.to_type(ScalarType.Float64));
        var error = (double)((product.to_type(ScalarType.Float64) - exact).abs().max() / exact.abs().max());
        return (2.0 * GemmSize * GemmSize * GemmSize / best / 1e9, error);
    }

    private static long FreeDisk(string path)
    {
        while (!Directory.Exists(path) && Path.GetDirectoryName(path) is { } parent)
            path = parent;
        return new DriveInfo(path).AvailableFreeSpace;
    }
}
