using GanBench.Microbenchmarks;

namespace GanBench.Tests.Lifetime;

/// <summary>
/// The stress of <c>dotnet cake --target=Stress</c>, which takes 2,000 steps and evaluates as well, in a few steps of training.
/// </summary>
[Collection(nameof(StressTests))]
[CollectionDefinition(nameof(StressTests), DisableParallelization = true)]
public class StressTests
{
    [Theory]
    [InlineData("dcgan", 12)]
    [InlineData("wgan-gp", 3)]
    public void Run_BesideAThreadThatCollects_GivesTheBitsOfTheQuietRun(string name, int steps)
    {
        var work = StressWork.Find(name);
        var quiet = work.Run(steps);

        using var pressure = new AllocationPressure();
        var pressed = work.Run(steps);

        Assert.Equal(0, quiet.Failures);
        Assert.Equal(quiet, pressed);
    }
}
