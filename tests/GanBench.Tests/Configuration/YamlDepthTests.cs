using GanBench.Configuration;

namespace GanBench.Tests.Configuration;

public class YamlDepthTests
{
    [Theory]
    [InlineData("[")]
    [InlineData("{a: ")]
    [InlineData("- ")]
    [InlineData("? ")]
    public void Parse_NestedWithoutEnd_IsRefusedInALine(string piece)
    {
        var text = "a:\n  " + string.Concat(Enumerable.Repeat(piece, 100_000));

        Assert.Contains("nested more than 100 deep", Assert.Throws<UsageException>(() => YamlFile.Parse(text, "deep.yaml")).Message);
    }

    [Fact]
    public void Parse_NestedAsConfigurationsAre_IsRead() =>
        Assert.Single(YamlFile.Parse("a: " + new string('[', 50) + new string(']', 50), "flat.yaml").Children);
}
