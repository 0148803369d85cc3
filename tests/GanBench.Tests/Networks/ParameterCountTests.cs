using GanBench.Architectures;
using GanBench.Imaging;
using GanBench.Recipes;

namespace GanBench.Tests.Networks;

public class ParameterCountTests
{
    private static readonly SampleShape Grey28 = new(1, 28, 28), Colour64 = new(3, 64, 64);

    // chen-2019, the Keras summaries of figures 4-1, 4-4, 4-7, 4-18, 4-21, 4-24 and 4-27: total and not trainable parameters.
    public static TheoryData<string, bool, long, long, long, long> Published => new()
    {
        { "gan", true, 533_505, 0, 1_493_520, 3_584 },
        { "dcgan", true, 393_729, 896, 856_193, 384 },
        { "wgan", true, 5_336_961, 0, 7_276_993, 13_056 },
        { "wgan-gp", true, 5_336_961, 0, 7_276_993, 13_056 },
        { "gan", false, 7_080_449, 0, 7_143_424, 0 },
        { "dcgan", false, 4_318_337, 1_792, 19_072_387, 1_920 },
        { "wgan", false, 4_318_337, 1_792, 18_876_163, 3_840 },
        { "wgan-gp", false, 4_314_753, 0, 19_072_387, 1_920 },
    };

    [Theory]
    [MemberData(nameof(Published))]
    public void Networks_OfChen2019_HaveThePublishedCounts(
        string name, bool grey, long discriminator, long discriminatorFixed, long generator, long generatorFixed)
    {
        var architecture = ArchitectureRegistry.All.Find(name);
        var shape = grey ? Grey28 : Colour64;

        var d = architecture.Discriminator(shape, new NetworkOptions()).Parameters;
        var g = architecture.Generator(shape, new NetworkOptions()).Parameters;

        Assert.Equal((discriminator, discriminatorFixed, generator, generatorFixed), (d.Total, d.Fixed, g.Total, g.Fixed));
    }

    [Fact]
    public void Networks_OfEveryArchitecture_MapLatentsToTheShapeAndTheShapeToOneLogit()
    {
        foreach (var architecture in ArchitectureRegistry.All)
        {
            foreach (var shape in new SampleShape[] { Grey28, Colour64, new(3, 32, 32), new(1, 1, 1), new(3, 128, 128) }.Where(
                architecture.Supports))
            {
                var options = architecture.DefaultRecipe(shape).Network;
                Assert.Equal(shape.Length, architecture.Generator(shape, options).Output.Length);
                Assert.Equal(1, architecture.Discriminator(shape, options).Output.Length);
                Assert.Equal(architecture.Generator(shape, options).Output, architecture.Discriminator(shape, options).Input);
            }
        }
    }
}
