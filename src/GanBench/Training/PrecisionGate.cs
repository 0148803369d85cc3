using System.Globalization;
using GanBench.Configuration;
using GanBench.Engine;
using GanBench.Recipes;
using GanBench.Runs;
using TorchSharp;
using static TorchSharp.torch;

namespace GanBench.Training;

/// <summary>Refuses to begin a run in a precision that this machine has not, or in which it would only be slower.</summary>
public static class PrecisionGate
{
    // What differs by less is not told apart in a second.
    private const double Tolerance = 1.1;

    /// <summary>
    /// Checks a run before it is trained. One that has begun goes on in its precision without a measurement, and so do its other seeds.
    /// </summary>
    /// <param name="request">The run.</param>
    /// <param name="device">Where it will train.</param>
    /// <param name="force">Whether it is trained where it is slower, too: to repeat what another machine did.</param>
    /// <param name="measure">Times the run's layers in float32 and bfloat16; null does so on this processor.</param>
    /// <exception cref="UsageException">The device has not this precision.</exception>
    /// <exception cref="EnvironmentException">bfloat16 is slower than float32 on this processor.</exception>
    public static void Check(RunRequest request, Device device, bool force = false, Func<RunRequest, PrecisionTimes>? measure = null)
    {
        var precision = request.Spec.Recipe.Precision;
        if (precision == Precision.Float32 || device.type != DeviceType.CPU)
            return;
        if (precision == Precision.Tf32)
            throw new UsageException(NoTf32);
        if (force || HasBegun(request))
            return;
        var times = (measure ?? PrecisionTiming.Measure)(request);
        if (times.Bf16 > Tolerance * times.Float32)
            throw new EnvironmentException(Slower(times));
    }

    /// <summary>What is told where TF32 is asked for on a CPU.</summary>
    public static string NoTf32 =>
        "TF32 is a mode of NVIDIA GPUs, and a CPU would compute in float32: use --device cuda, or --precision float32.";

    /// <summary>Why a precision cannot be had in some numerics; null where it can.</summary>
    /// <param name="precision">The precision.</param>
    /// <param name="numerics">The numerics.</param>
    internal static string? Contradiction(Precision precision, Numerics numerics) =>
        precision == Precision.Float32 || numerics != Numerics.Portable ? null
            : $"precision {SettingValue.Format(precision)} contradicts portable numerics: its products have other bits on other "
                + "processors, so use --numerics native, or --precision float32.";

    // The run itself, or the same with another seed: what is compared with each other is trained alike.
    private static bool HasBegun(RunRequest request)
    {
        if (Directory.Exists(request.Directory.Path))
            return true;
        var spec = Text(request.Spec);
        return RunDirectory.List(Path.GetDirectoryName(request.Directory.Path)!).Any(run =>
        {
            try
            {
                return Text(run.ReadSpec()) == spec;
            }
            catch (DataException)
            {
                return false;
            }
        });

        static string Text(RunSpec spec) => RunSpecYaml.Write(spec with { Seed = 0, InitFrom = null });
    }

    private static string Slower(PrecisionTimes times)
    {
        var processor = Machine.HasBfloat16() == false
            ? $" {Machine.Processor()} has neither AVX512_BF16 nor AMX, so bfloat16 is converted to float32 and back." : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"bf16 would be slower than float32 here: {times.Layers} takes {times.Bf16:F1} ms in bf16 and {times.Float32:F1} ms in "
            + $"float32, forward and backward.{processor} Use --precision float32, or insist with --force-precision.");
    }
}
