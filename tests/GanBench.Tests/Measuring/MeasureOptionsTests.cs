using GanBench.Microbenchmarks.Measuring;
using GanBench.Microbenchmarks.Workloads;

namespace GanBench.Tests.Measuring;

/// <summary>Which workloads are measured, and how often.</summary>
public class MeasureOptionsTests
{
    private static readonly IReadOnlyList<Workload> All = WorkloadRegistry.All(quick: false);

    [Fact]
    public void Names_OfWorkloads_AreUnique() => Assert.Equal(All.Count, All.Select(w => w.Name).Distinct().Count());

    [Fact]
    public void Choose_AGroup_TakesItsWorkloads()
    {
        var chosen = MeasureOptions.Parse(["training"]).Choose(All);

        Assert.Equal(TrainingCase.All.Select(c => c.Name), chosen.Select(w => w.Name));
        Assert.All(chosen, w => Assert.NotNull(w.Arithmetic));
    }

    [Fact]
    public void Choose_AllQuickly_TakesTheShortOnesOnce()
    {
        var options = MeasureOptions.Parse(["all", "--quick", "--rounds=7"]);

        Assert.Equal(1, options.Rounds);
        Assert.Equal(All.Where(w => w.IsQuick).Select(w => w.Name), options.Choose(All).Select(w => w.Name));
    }

    [Fact]
    public void Choose_NamedWorkloads_TakesThoseEvenQuickly()
    {
        var chosen = MeasureOptions.Parse(["--quick", "--workload=frechet", "--workload=dcgan-64"]).Choose(All);

        Assert.Equal(["dcgan-64", "frechet"], chosen.Select(w => w.Name));
    }

    [Theory]
    [InlineData("--rounds=0", "at least 1")]
    [InlineData("--round=3", "takes no '--round=3'")]
    [InlineData("--workload=dcgan-65", "no workload 'dcgan-65'")]
    [InlineData("train", "no group of workloads 'train'")]
    public void Parse_WhatIsNotThere_IsRefused(string argument, string message)
    {
        var refusal = Assert.Throws<UsageException>(() => MeasureOptions.Parse([argument]).Choose(All));

        Assert.Contains(message, refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    // Nothing done: the estimate. A third of 300 s done in twice its time: the other two thirds in (200 + 60) / (100 + 60) of theirs.
    [InlineData(0, 0, 300)]
    [InlineData(200, 100, 325)]
    public void Left_SomethingDone_IsInProportion(double elapsed, double done, double left) =>
        Assert.Equal(left, MeasureProgress.Left(TimeSpan.FromSeconds(elapsed), done, 300).TotalSeconds, 6);
}
