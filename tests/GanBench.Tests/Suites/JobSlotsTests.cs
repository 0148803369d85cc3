using GanBench.Suites.Running;

namespace GanBench.Tests.Suites;

public class JobSlotsTests
{
    // Device, jobs, runs per device, GPUs that the driver counts, cores → runs at once, cores each, device of each slot.
    [Theory]
    [InlineData("cpu", null, null, 4, 8, 1, 8, "cpu")]
    [InlineData("cpu", 3, null, 0, 8, 3, 2, "cpu cpu cpu")]
    [InlineData("cpu", 4, null, 0, 2, 4, 1, "cpu cpu cpu cpu")]
    [InlineData("cuda", null, null, 4, 8, 1, 8, "cuda")]
    [InlineData("cuda", 2, null, 4, 8, 2, 4, "cuda:0 cuda:1")]
    [InlineData("cuda", 3, 2, 2, 16, 3, 5, "cuda:0 cuda:1 cuda:0")]
    [InlineData("cuda", null, 3, 2, 16, 6, 2, "cuda:0 cuda:1 cuda:0 cuda:1 cuda:0 cuda:1")]
    [InlineData("cuda", null, 2, 1, 16, 2, 8, "cuda:0 cuda:0")]
    [InlineData("cuda:1", null, 2, 2, 16, 2, 8, "cuda:1 cuda:1")]
    [InlineData("cuda:1", 2, null, 2, 16, 2, 8, "cuda:1 cuda:1")]
    // A machine whose driver tells nothing: the runs' own processes say what is wrong with the device.
    [InlineData("cuda", 3, 2, 0, 16, 3, 5, "cuda:0 cuda:1 cuda:0")]
    [InlineData("cuda", null, 2, 0, 16, 2, 8, "cuda:0 cuda:0")]
    public void Share_Machine_GivesEachRunADeviceAndCores(
        string device, int? jobs, int? runsPerDevice, int gpus, int cores, int count, int coresOfEach, string devices)
    {
        var slots = JobSlots.Share(device, jobs, runsPerDevice, () => gpus, cores);

        Assert.Equal((count, coresOfEach), (slots.Count, slots.Cores));
        Assert.Equal(devices, string.Join(' ', Enumerable.Range(0, count).Select(slots.DeviceOf)));
    }

    [Theory]
    [InlineData("cuda", 3, null, "--jobs 3 does not fit: there are 2 GPUs, each with 1 run at a time.")]
    [InlineData("cuda", 5, 2, "--jobs 5 does not fit: there are 2 GPUs, each with 2 runs at a time.")]
    [InlineData("cuda:1", 3, 2, "--jobs 3 does not fit: there is 1 GPU, each with 2 runs at a time.")]
    [InlineData("cpu", null, 2, "it needs --device cuda or cuda:N (was cpu).")]
    [InlineData("auto", 2, 2, "it needs --device cuda or cuda:N (was auto).")]
    [InlineData("cuda", null, 0, "--runs-per-device must be at least 1 (was 0).")]
    [InlineData("cpu", 0, null, "--jobs must be at least 1 (was 0).")]
    public void Share_MoreThanFits_IsRefused(string device, int? jobs, int? runsPerDevice, string message) =>
        Assert.Contains(
            message, Assert.Throws<UsageException>(() => JobSlots.Share(device, jobs, runsPerDevice, () => 2, 8)).Message,
            StringComparison.Ordinal);

    [Fact]
    public void Share_OneRun_DoesNotAskForGpus() =>
        Assert.Equal(1, JobSlots.Share("cuda", null, null, () => throw new InvalidOperationException(), 8).Count);

    [Fact]
    public void Take_ManyRunsOneAfterTheOther_NeverPutsMoreOnADeviceThanWasAsked()
    {
        var slots = JobSlots.Share("cuda", null, 2, () => 3, 6);
        var random = new System.Random(4);
        var taken = new List<int>();
        for (var i = 0; i < 500; i++)
        {
            if (taken.Count < slots.Count && (taken.Count == 0 || random.Next(2) == 0))
                taken.Add(slots.Take());
            else
            {
                var ended = taken[random.Next(taken.Count)];
                taken.Remove(ended);
                slots.Return(ended);
            }
            Assert.Equal(taken.Count, taken.Distinct().Count());
            Assert.All(taken.CountBy(slots.DeviceOf), device => Assert.InRange(device.Value, 1, 2));
        }
    }

    [Fact]
    public void Take_FirstRuns_HaveADeviceEach()
    {
        var slots = JobSlots.Share("cuda", null, 2, () => 3, 6);
        Assert.Equal(["cuda:0", "cuda:1", "cuda:2"], new[] { slots.Take(), slots.Take(), slots.Take() }.Select(slots.DeviceOf));
    }

    [Theory]
    [InlineData("cuda", null, 2, "4 at once, 2 on each of cuda:0, cuda:1; 4 cores each")]
    [InlineData("cuda", 3, 2, "3 at once, 2 on cuda:0, 1 on cuda:1; 5 cores each")]
    [InlineData("cpu", 16, null, "16 at once, 16 on cpu; 1 core each")]
    public void Summary_Shares_AreSaidInOneLine(string device, int? jobs, int? runsPerDevice, string expected) =>
        Assert.Equal(expected, JobSlots.Share(device, jobs, runsPerDevice, () => 2, 16).Summary);
}
