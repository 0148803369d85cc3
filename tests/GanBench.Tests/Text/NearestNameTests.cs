using GanBench.Text;

namespace GanBench.Tests.Text;

public class NearestNameTests
{
    private static readonly string[] Names = ["gan", "dcgan", "wgan", "wgan-gp"];

    [Theory]
    [InlineData("dcgna", "dcgan")]
    [InlineData("WGAN", "wgan")]
    [InlineData("wgan_gp", "wgan-gp")]
    public void Find_Typo_GivesTheNameThatWasMeant(string typed, string expected) => Assert.Equal(expected, NearestName.Find(typed, Names));

    [Fact]
    public void Unknown_NothingNear_ListsAllNames() =>
        Assert.Equal(
            "Unknown architecture 'stylegan-xl'. Known: gan, dcgan, wgan, wgan-gp.", NearestName.Unknown(
            "architecture", "stylegan-xl", Names));

    [Fact]
    public void Unknown_GuessFarOff_ListsAllNamesBesideIt() =>
        Assert.Equal(
            "Unknown key 'check.metric'. Did you mean 'check.strict'? Known: cells, strict, quantities.",
            NearestName.Unknown("key", "metric", ["cells", "strict", "quantities"], "check."));

    [Theory]
    [InlineData("rate", "'discriminator.optimizer.rate' or 'generator.optimizer.rate'")]
    [InlineData("generator.rate", "'generator.optimizer.rate'")]
    [InlineData("optimizer.rate", "'discriminator.optimizer.rate' or 'generator.optimizer.rate'")]
    public void Unknown_PartOfADottedName_NamesTheWholeOnes(string typed, string expected) =>
        Assert.Equal(
            $"Unknown setting '{typed}'. Did you mean {expected}?",
            NearestName.Unknown("setting", typed, ["discriminator.optimizer.rate", "generator.optimizer.rate", "generator.latents"]));
}
