using GanBench.Engine;
using GanBench.Recipes;
using GanBench.Runs;
using GanBench.Testing;
using GanBench.Training;
using static TorchSharp.torch;

namespace GanBench.Tests.Training;

public sealed class PrecisionGateTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Check_Bfloat16IsSlower_IsRefusedWithBothTimesAndTheWaysOut()
    {
        using var request = Request(Precision.Bf16);

        var error = Assert.Throws<EnvironmentException>(
            () => PrecisionGate.Check(request, CPU, measure: _ => new PrecisionTimes(8.06, 12.34, "Conv2D 5×5")));

        Assert.StartsWith(
            "bf16 would be slower than float32 here: Conv2D 5×5 takes 12.3 ms in bf16 and 8.1 ms in float32, forward and backward.",
            error.Message, StringComparison.Ordinal);
        Assert.EndsWith("Use --precision float32, or insist with --force-precision.", error.Message, StringComparison.Ordinal);
        Assert.Equal(
            Machine.HasBfloat16() == false, error.Message.Contains("has neither AVX512_BF16 nor AMX", StringComparison.Ordinal));
        Assert.False(Directory.Exists(request.Directory.Path));
    }

    [Theory]
    [InlineData(7)]
    // Within what a second of timing tells apart.
    [InlineData(8.5)]
    public void Check_Bfloat16IsNotSlower_IsLetThrough(double milliseconds)
    {
        using var request = Request(Precision.Bf16);
        var measured = 0;

        PrecisionGate.Check(request, CPU, measure: _ => new PrecisionTimes(8, milliseconds, "layers " + ++measured));

        Assert.Equal(1, measured);
    }

    [Theory]
    [InlineData(Precision.Float32, false, false)]
    [InlineData(Precision.Bf16, true, false)]
    // What has begun goes on as it began.
    [InlineData(Precision.Bf16, false, true)]
    public void Check_NothingToDecide_IsNotMeasured(Precision precision, bool force, bool begun)
    {
        using var request = Request(precision);
        if (begun)
            Directory.CreateDirectory(request.Directory.Path);

        PrecisionGate.Check(request, CPU, force, _ => throw new InvalidOperationException("measured"));
    }

    [Fact]
    public void Check_AnotherSeedHasBegun_GoesOnAsThatOne()
    {
        using var request = Request(Precision.Bf16);
        // A run of other settings says nothing.
        new RunDirectory(_folder["dcgan-glyphs-s9-0123456789"]).WriteSpec(
            request.Spec with { Seed = 9, Training = request.Spec.Training with { BatchSize = 4 } });
        Assert.Throws<EnvironmentException>(() => PrecisionGate.Check(request, CPU, measure: _ => new PrecisionTimes(1, 2, "")));

        new RunDirectory(_folder["dcgan-glyphs-s9-9876543210"]).WriteSpec(request.Spec with { Seed = 9 });
        PrecisionGate.Check(request, CPU, measure: _ => throw new InvalidOperationException("measured"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Check_Tf32OnACpu_IsRefused(bool force)
    {
        using var request = Request(Precision.Tf32);

        var error = Assert.Throws<UsageException>(() => PrecisionGate.Check(request, CPU, force));

        Assert.Equal(PrecisionGate.NoTf32, error.Message);
    }

    [Fact]
    public void Prepare_Bfloat16InPortableNumerics_IsRefused()
    {
        var spec = TestRuns.Spec(change: r => r with { Precision = Precision.Bf16 }) with { Numerics = Numerics.Portable };

        var error = Assert.Throws<UsageException>(() => RunRequest.Prepare(spec, _folder.Path));

        Assert.StartsWith("precision bf16 contradicts portable numerics", error.Message, StringComparison.Ordinal);
    }

    // Convolutions with products, blocks, transposed convolutions and products alone: whatever networks are made of can be timed.
    [Theory]
    [InlineData("dcgan", "Conv2D 3×3 stride ", "Dense on ")]
    [InlineData("sngan", "Residual", "Dense")]
    [InlineData("dcgan-minifaces", "Conv2DTranspose", "")]
    [InlineData("gan", "", "Dense on ")]
    public void Measure_NetworksOfARun_TimesTheirLargestLayers(string architecture, string convolution, string product)
    {
        using var request = Request(Precision.Bf16, architecture);

        var times = PrecisionTiming.Measure(request);

        Assert.True(times is { Float32: > 0, Bf16: > 0 });
        Assert.Contains(convolution, times.Layers, StringComparison.Ordinal);
        Assert.Contains(product, times.Layers, StringComparison.Ordinal);
    }

    [Fact]
    public void Id_Float32Stated_IsTheOneOfBefore()
    {
        var spec = TestRuns.Spec();

        Assert.DoesNotContain("precision", RunSpecYaml.Write(spec), StringComparison.Ordinal);
        Assert.Equal(
            RunSpecYaml.Write(spec),
            RunSpecYaml.Write(spec with { Recipe = GanBench.Configuration.SettingsBinder.With(spec.Recipe, "precision", "float32") }));
    }

    [Theory]
    [InlineData(Precision.Bf16, "  precision: bf16\n")]
    [InlineData(Precision.Tf32, "  precision: tf32\n")]
    public void Id_OtherPrecision_IsAnotherAndInTheSpecification(Precision precision, string line)
    {
        var spec = TestRuns.Spec();
        var other = spec with { Recipe = spec.Recipe with { Precision = precision } };

        Assert.Contains(line, RunSpecYaml.Write(other), StringComparison.Ordinal);
        Assert.NotEqual(RunSpecYaml.Id(spec, "data", 1), RunSpecYaml.Id(other, "data", 1));
        Assert.Equal(precision, RunSpecYaml.Read(_folder.Write("spec.yaml", RunSpecYaml.Write(other))).Recipe.Precision);
    }

    private RunRequest Request(Precision precision, string architecture = "dcgan") =>
        RunRequest.Prepare(TestRuns.Spec(architecture, change: r => r with { Precision = precision }) with { Numerics = Numerics.Native },
            _folder.Path);
}
