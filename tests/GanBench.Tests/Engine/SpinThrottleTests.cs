using GanBench.Engine;

namespace GanBench.Tests.Engine;

public class SpinThrottleTests
{
    // Shares of the time that threads waited, as they were seen every half second. X: others want the cores.
    [Theory]
    [InlineData("alone", new[] { 0.02, 0.04, 0.38, 0.05, 0.45, 0.02 }, "------")]
    [InlineData("beside another, which pauses and ends", new[] { 0.02, 0.9, 1.1, 0.5, 0.05, 0.3, 0.05, 0.04, 0.05, 0.02 }, "--XXXXXX--")]
    public void Add_Looks_TellOthersFromAMoment(string when, double[] waited, string expected)
    {
        var contention = new Contention();

        var seen = string.Concat(waited.Select(share => contention.Add(share) ? 'X' : '-'));

        Assert.True(expected == seen, $"{when}: {seen}, not {expected}");
    }

    // As proc(5) has it: groups of eight digits for every 32 cores.
    [Theory]
    [InlineData("Cpus_allowed:\t3", 2)]
    [InlineData("Cpus_allowed:\tff,00000001", 9)]
    [InlineData("Cpus_allowed_list:\t0-1", 0)]
    public void Cores_Mask_CountsItsBits(string line, int expected) =>
        Assert.Equal(expected, SpinThrottle.Cores(["Name:\tdotnet", line]));

    // Documentation/scheduler/sched-stats of Linux: nanoseconds on a core, nanoseconds ready, times that it ran.
    [Theory]
    [InlineData("2000000000 1500000000 42\n", 1.5)]
    [InlineData("", 0)]
    public void Waited_OfAThread_IsTheTimeItWasReady(string schedstat, double expected) =>
        Assert.Equal(expected, SpinThrottle.Waited(schedstat));
}
