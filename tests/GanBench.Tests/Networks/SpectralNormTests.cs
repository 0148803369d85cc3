using GanBench.Networks;
using GanBench.Networks.Layers;
using GanBench.Tests.Architectures;
using GanBench.Tests.Training;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GanBench.Tests.Networks;

public class SpectralNormTests
{
    [Fact]
    public void Forward_ManyTimesInTraining_DividesByTheLargestSingularValue()
    {
        using var scope = NewDisposeScope();
        using var module = Build(TensorShape.Vector(9), new Dense(6) { SpectralNorm = true, Bias = false });
        GoldenFormula.Fill(module);
        var weight = module.parameters().Single().detach().clone();
        var input = eye(9, dtype: ScalarType.Float64);
        Tensor? effective = null;

        for (var i = 0; i < 300; i++)
            effective = module.call(input);

        var largest = (double)linalg.svdvals(weight)[0];
        Assert.True(effective!.detach().allclose((weight / largest).t(), 1e-9, 1e-12));
        Assert.Equal(1, (double)linalg.svdvals(effective!.detach())[0], 1e-9);
    }

    [Fact]
    public void Forward_OfAConvolution_NormalisesItsKernelAsAMatrix()
    {
        using var scope = NewDisposeScope();
        using var module = Build(TensorShape.Image(2, 5, 5), new Conv(4, 3) { SpectralNorm = true, Bias = false });
        GoldenFormula.Fill(module);
        var weight = module.parameters().Single().detach().clone();
        var input = GoldenFormula.Values([2, 2, 5, 5], 5);
        Tensor? output = null;

        for (var i = 0; i < 300; i++)
            output = module.call(input);

        var largest = (double)linalg.svdvals(weight.reshape(4, -1))[0];
        Assert.True(output!.detach().allclose(functional.conv2d(input, weight / largest, padding: [1, 1]), 1e-9, 1e-12));
    }

    [Fact]
    public void Forward_InEvaluation_ChangesNothing()
    {
        using var scope = NewDisposeScope();
        using var module = Build(TensorShape.Vector(9), new Dense(6) { SpectralNorm = true });
        GoldenFormula.Fill(module);
        var before = module.named_buffers().Single().Item2.clone();
        module.eval();

        module.call(ones(1, 9, dtype: ScalarType.Float64));

        Assert.True(before.equal(module.named_buffers().Single().Item2).all().item<bool>());
    }

    private static Module<Tensor, Tensor> Build(TensorShape input, Layer layer)
    {
        _ = TestRuns.Device;
        return new Network("discriminator", input, layer)
            .Build(new BuildContext(new DropoutNoise(1, "discriminator"))).to(ScalarType.Float64);
    }
}
