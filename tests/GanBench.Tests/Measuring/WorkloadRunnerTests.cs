using GanBench.Microbenchmarks;
using GanBench.Microbenchmarks.Measuring;

namespace GanBench.Tests.Measuring;

/// <summary>Rounds of ours and the peers', and what ends a comparison.</summary>
public class WorkloadRunnerTests
{
    [Fact]
    public void Run_TwoRounds_AlternatesAndPairs()
    {
        var order = new List<string>();
        var workload = Workload(Sequence("ours", 2, 3), Sequence("peer", 4, 12));

        var result = new WorkloadRunner(2, (_, round, side) => order.Add($"{round} {side.Name}")).Run(workload);

        Assert.Equal(["1 ours", "1 peer", "2 ours", "2 peer"], order);
        Assert.Equal([2.0, 3.0], result.Ours.Values);
        Assert.Equal(new Spread(2.5, 2, 3), result.Ours.Spread);
        Assert.Equal([4.0, 12.0], result.Peers[0].Values);
        Assert.Equal(new Spread(0.375, 0.25, 0.5), result.Peers[0].TimeRatio);
        Assert.Null(result.Problem);
    }

    [Fact]
    public void Run_WarmingUp_DoesNotCountTheFirst()
    {
        var workload = Workload(Sequence("ours", 100, 2), Sequence("peer", 100, 4)) with { WarmsUp = true };

        var result = new WorkloadRunner(1).Run(workload);

        Assert.Equal([2.0], result.Ours.Values);
        Assert.Equal(0.5, result.Peers[0].TimeRatio!.Median);
    }

    [Fact]
    public void Run_UnequalWork_IsRefused()
    {
        var workload = Workload(Doing("ours", "5 updates, batch 64"), Doing("peer", "1 updates, batch 64"));

        var result = new WorkloadRunner(3).Run(workload);

        Assert.Contains("not the same", result.Problem, StringComparison.Ordinal);
        Assert.Contains("ours: 5 updates", result.Problem, StringComparison.Ordinal);
        Assert.Contains("peer: 1 updates", result.Problem, StringComparison.Ordinal);
        Assert.Empty(result.Ours.Values);
        Assert.Null(result.Peers[0].TimeRatio);
    }

    [Fact]
    public void Run_PeerFails_LeavesItOutAndGoesOn()
    {
        var workload = Workload(Sequence("ours", 1, 2, 3), Failing("peer"), Sequence("other", 2, 4, 6));

        var result = new WorkloadRunner(3).Run(workload);

        Assert.Null(result.Problem);
        Assert.Equal("peer ended", result.Peers[0].WhyNot);
        Assert.Null(result.Peers[0].TimeRatio);
        Assert.Equal(0.5, result.Peers[1].TimeRatio!.Median);
    }

    [Fact]
    public void Run_OursFails_IsAProblem()
    {
        var result = new WorkloadRunner(1).Run(Workload(Failing("ours"), Sequence("peer", 1)));

        Assert.Equal("ours ended", result.Problem);
        Assert.Null(result.Ours.Spread);
    }

    [Fact]
    public void Run_OursCannotRunHere_SaysWhyAndStartsNothing()
    {
        var starts = 0;
        var workload = Workload(Failing("ours") with { WhyNot = () => "no data" }, Sequence("peer", 1));

        var result = new WorkloadRunner(1, (_, _, _) => starts++).Run(workload);

        Assert.Equal(0, starts);
        Assert.Equal("no data", result.Ours.WhyNot);
        Assert.Null(result.Problem);
    }

    [Fact]
    public void Run_DeathsAndLosses_AreTold()
    {
        var peer = new Side("peer", () => new Measurement(1) { Deaths = 2, Finite = false });

        var result = new WorkloadRunner(2).Run(Workload(Sequence("ours", 1, 1), peer));

        Assert.Equal(4, result.Peers[0].Deaths);
        Assert.False(result.Peers[0].Finite);
        Assert.True(result.Ours.Finite);
    }

    private static Workload Workload(Side ours, params Side[] peers) => new("name", "group", "title", Unit.Seconds, ours, peers);

    private static Side Sequence(string name, params double[] values)
    {
        var next = 0;
        return new Side(name, () => new Measurement(values[next++]));
    }

    private static Side Doing(string name, string work) => new(name, () => new Measurement(1) { Work = work });

    private static Side Failing(string name) => new(name, () => throw new ProcessEndedException($"{name} ended"));
}
