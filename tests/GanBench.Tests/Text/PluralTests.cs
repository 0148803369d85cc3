using GanBench.Text;

namespace GanBench.Tests.Text;

public class PluralTests
{
    [Theory]
    [InlineData(0, "0 runs")]
    [InlineData(1, "1 run")]
    [InlineData(2, "2 runs")]
    [InlineData(12_345, "12,345 runs")]
    public void Of_Count_AgreesWithItsNoun(int count, string expected) => Assert.Equal(expected, Plural.Of(count, "run"));
}
