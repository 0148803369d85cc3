using GanBench.Architectures;
using GanBench.Configuration;
using GanBench.Engine;
using GanBench.Imaging;
using GanBench.Recipes;
using GanBench.Runs;
using GanBench.Training;
using GanBench.Training.Steps;
using GanBench.Tests.Architectures;
using static TorchSharp.torch;

namespace GanBench.Tests.Training;

/// <summary>Networks whose weights and images lie channels last: the same steps, but for rounding.</summary>
public class MemoryFormatTests
{
    // Sub-pixel and transposed convolutions, spectral norm, both kinds of gradient penalty, adaptive weights, RMSProp.
    [Theory]
    [InlineData("dcgan", 1, 28)]
    [InlineData("wgan-gp", 1, 28)]
    [InlineData("wgan", 1, 28)]
    [InlineData("dcgan-tf", 1, 28)]
    [InlineData("sngan", 3, 32)]
    [InlineData("aw-gan", 3, 32)]
    [InlineData("resnet-wgan-gp", 3, 32)]
    public void Take_ChannelsLast_IsTheSameStepUpToRounding(string architecture, int channels, int size)
    {
        var shape = new SampleShape(channels, size, size);

        var (expected, plain) = Train(architecture, shape, MemoryFormat.Contiguous);
        var (found, last) = Train(architecture, shape, MemoryFormat.ChannelsLast);

        // In float64, where sums in another order differ by 1e-15 of their terms and three steps of Adam magnify that.
        Assert.Equal(expected.LossD, found.LossD, 1e-8 * Math.Max(1, Math.Abs(expected.LossD)));
        Assert.Equal(expected.LossG, found.LossG, 1e-8 * Math.Max(1, Math.Abs(expected.LossG)));
        Assert.DoesNotContain(plain, IsChannelsLast);
        Assert.Contains(last, IsChannelsLast);
    }

    [Fact]
    public void Id_ChannelsLast_IsOfAnotherRun_ContiguousIsNot()
    {
        var spec = TestRuns.Spec();
        string Id(string format) => RunSpecYaml.Id(
            spec with { Recipe = SettingsBinder.With(spec.Recipe, "memoryFormat", format) }, "data", 1);

        Assert.Equal(RunSpecYaml.Id(spec, "data", 1), Id("contiguous"));
        Assert.NotEqual(Id("contiguous"), Id("channels-last"));
    }

    [Fact]
    public void LaidOut_Tensors_KeepTheirValues()
    {
        using var scope = NewDisposeScope();
        var images = arange(2 * 3 * 4 * 5).to(float32).reshape(2, 3, 4, 5);
        var vectors = zeros(2, 3);

        var laidOut = images.LaidOut(MemoryFormat.ChannelsLast);

        Assert.Equal([60, 1, 15, 3], laidOut.stride());
        Assert.Equal(images.data<float>().ToArray(), laidOut.contiguous().data<float>().ToArray());
        Assert.Equal(laidOut.stride(), images.LaidOutLike(laidOut).stride());
        Assert.Same(images, images.LaidOut(null));
        Assert.Same(vectors, vectors.LaidOut(MemoryFormat.ChannelsLast));
    }

    private static bool IsChannelsLast(long[] stride) => stride is [_, 1, _, > 1];

    private static (StepResult Last, IReadOnlyList<long[]> Strides) Train(string architecture, SampleShape shape, MemoryFormat format)
    {
        using var scope = NewDisposeScope();
        var entry = ArchitectureRegistry.All.Find(architecture);
        var recipe = entry.DefaultRecipe(shape) with { MemoryFormat = format };
        recipe = recipe with { Network = recipe.Network with { Width = 0.125 } };
        using var model = new GanModel(entry, shape, recipe, 7, TestRuns.Device, ScalarType.Float64);
        var stepper = new GanStep(model, recipe, 7, 3);
        StepResult? last = null;
        for (var step = 1; step <= 3; step++)
            last = stepper.Take(step, k => GoldenFormula.Values([4, shape.Channels, shape.Height, shape.Width], 100 + k));
        return (last!, [.. model.Discriminator.parameters().Concat(model.Generator.parameters()).Select(weight => weight.stride())]);
    }
}
