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
}
