using static TorchSharp.torch;

namespace TorchSharp.SystemLibtorch.Tests;

/// <summary>The default generator belongs to the process: no other test may draw from it meanwhile.</summary>
[Collection(nameof(AloneInTheProcess))]
public sealed class DefaultGeneratorTests
{
    [Fact]
    public void ManualSeed_Repeated_RepeatsTheDefaultGenerator()
    {
        using var scope = NewDisposeScope();
        manual_seed(11);
        var first = rand(3);
        manual_seed(11);

        Assert.True(first.Equals(rand(3)));
        Assert.False(first.Equals(rand(3)));
    }
}
