using GanBench.Microbenchmarks.Measuring;
using GanBench.Microbenchmarks.Workloads;
using GanBench.Networks;
using GanBench.Networks.Layers;

namespace GanBench.Tests.Measuring;

/// <summary>The arithmetic of networks and steps, against numbers worked out by hand.</summary>
public class StepArithmeticTests
{
    [Fact]
    public void Forward_ResidualBlockThatHalvesTheSide_CountsItsConvolutionsBeforeTheHalving()
    {
        var network = new Network(
            "discriminator", TensorShape.Image(3, 8, 8),
            new Residual([new Conv(4, 3) { Bias = false }, new AveragePool()], [new AveragePool(), new Conv(4, 1) { Bias = false }]));

        // 3 × 4 channels: 9 weights at 64 pixels and 1 weight at 16.
        Assert.Equal(2 * 12 * ((9 * 64) + 16), StepArithmetic.Forward(network));
    }

    [Fact]
    public void Forward_UpsamplingBeforeAConvolution_CountsThePlacesThatDiffer()
    {
        var network = new Network(
            "generator", TensorShape.Image(2, 4, 4), new Upsample(), new Conv(5, 5) { Bias = false });

        // Of 25 places of the kernel 9 have an input of their own, at 64 pixels.
        Assert.Equal(2 * 2 * 5 * 9 * 64, StepArithmetic.Forward(network), 6);
    }

    [Fact]
    public void Forward_TransposedConvolution_CountsItsInputs()
    {
        var network = new Network("generator", TensorShape.Image(2, 4, 4), new ConvTranspose(3, 5, 2) { Bias = false });

        Assert.Equal(2 * 2 * 3 * 25 * 16, StepArithmetic.Forward(network));
    }

    [Fact]
    public void Of_DenseNetworks_CountsForwardAndTheGradientsInUse()
    {
        var item = TrainingCase.Find("gan-28");

        var arithmetic = StepArithmetic.Of(item.Architecture, item.Shape);

        // Weights and biases of dense layers; batch norm's are not among them.
        const double Generator = 2 * ((101 * 256) + (257 * 512) + (513 * 1024) + (1025 * 784)), First = 2 * 101 * 256;
        const double Discriminator = 2 * ((785 * 512) + (513 * 256) + 257), FirstOfIt = 2 * 785 * 512;
        // Fakes; real and fake forward and back; the generator's update through the discriminator to its own first weights.
        const double Sample = Generator + (6 * Discriminator) - (2 * FirstOfIt) + (3 * Generator) - First + (2 * Discriminator);
        Assert.Equal(128 * Sample, arithmetic.Operations);
        Assert.False(arithmetic.HasConvolutions);
    }

    [Fact]
    public void Of_GradientPenalty_CountsTwoPassesAndTheirGradients()
    {
        var (plain, penalised) = (Of("wgan-28"), Of("wgan-gp-28"));

        // The same networks and updates; the penalty takes two passes and their gradients.
        var item = TrainingCase.Find("wgan-gp-28");
        var options = item.Architecture.DefaultRecipe(item.Shape).Network;
        var critic = StepArithmetic.Forward(item.Architecture.Discriminator(item.Shape, options));
        Assert.Equal(5 * 4 * critic * item.BatchSize, penalised - plain, 1);

        static double Of(string name) => StepArithmetic.Of(TrainingCase.Find(name).Architecture, TrainingCase.Find(name).Shape).Operations;
    }
}
