using GanBench.Engine;

namespace GanBench.Tests.Engine;

public class SpinThrottleTests
{
    // Cores that other processes kept busy, every half second. X: others want the cores.
    [Theory]
    [InlineData("alone", new[] { 0.02, -0.03, 0.1, 0.3, 0.05, 0 }, "------")]
    [InlineData("beside another, which pauses and ends", new[] { 0.02, 0.9, 1.1, 0.3, 0.05, 0.3, 0.05, 0.04, 0.05, 0.02 }, "-XXXXXXX--")]
    public void Add_Looks_TellOthersFromAPause(string when, double[] others, string expected)
    {
        var contention = new Contention();

        var seen = string.Concat(others.Select(cores => contention.Add(cores) ? 'X' : '-'));

        Assert.True(expected == seen, $"{when}: {seen}, not {expected}");
    }

    // As proc(5) has it.
    [Theory]
    [InlineData("Cpus_allowed_list:\t0-1", new[] { 0, 1 })]
    [InlineData("Cpus_allowed_list:\t2,4-6,63", new[] { 2, 4, 5, 6, 63 })]
    [InlineData("Cpus_allowed:\t3", new int[0])]
    public void Cores_List_IsEveryNumberOfIt(string line, int[] expected) =>
        Assert.Equal(expected, SpinThrottle.Cores(["Name:\tdotnet", line]));

    // Of proc(5): user 10, nice 5, system 3, (idle 1000, I/O 70), interrupts 2, soft interrupts 1, (stolen 9), in hundredths of a second.
    [Fact]
    public void Busy_SomeCores_IsTheirTimeOfWork()
    {
        string[] stat =
        [
            "cpu  63 15 9 3000 210 6 3 27 0 0", "cpu0 10 5 3 1000 70 2 1 9 0 0", "cpu1 20 5 3 1000 70 2 1 9 0 0",
            "cpu11 33 5 3 1000 70 2 1 9 0 0", "intr 5 6 7 8 9 10 11 12", "cpu0",
        ];

        Assert.Equal(0.52, SpinThrottle.Busy(stat, [0, 1]), 1e-9);
    }
}
