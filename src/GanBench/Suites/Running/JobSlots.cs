using System.Globalization;
using GanBench.Engine;

namespace GanBench.Suites.Running;

/// <summary>What several runs at once are given: a share of the cores each, and a device, which a few may have in common.</summary>
public sealed class JobSlots
{
    private const string AllGpus = "cuda";

    private readonly IReadOnlyList<string> _devices;
    private readonly SortedSet<int> _free;

    private JobSlots(int count, int cores, IReadOnlyList<string> devices)
    {
        (Count, Cores, _devices) = (count, Math.Max(1, cores / count), devices);
        _free = [.. Enumerable.Range(0, count)];
    }

    /// <summary>Runs at the same time.</summary>
    public int Count { get; }

    /// <summary>Cores of each: an equal share of this machine's, at least one.</summary>
    public int Cores { get; }

    /// <summary>Who gets what, for people: "4 at once, 2 on each of cuda:0, cuda:1; 8 cores each".</summary>
    public string Summary
    {
        get
        {
            var perDevice = Enumerable.Range(0, Count).CountBy(DeviceOf).ToList();
            var even = perDevice.All(device => device.Value == perDevice[0].Value);
            var places = even && perDevice.Count > 1
                ? FormattableString.Invariant($"{perDevice[0].Value} on each of {string.Join(", ", perDevice.Select(d => d.Key))}")
                : string.Join(", ", perDevice.Select(d => FormattableString.Invariant($"{d.Value} on {d.Key}")));
            return string.Create(
                CultureInfo.InvariantCulture, $"{Count} at once, {places}; {Cores} {(Cores == 1 ? "core" : "cores")} each");
        }
    }

    /// <summary>Shares out this machine.</summary>
    /// <param name="device">The device that was asked for; "cuda" means all that there are.</param>
    /// <param name="jobs">Runs at the same time; null: as many as fit on the devices by the next, else one.</param>
    /// <param name="runsPerDevice">Runs that may have a device in common; null: one on each of several devices.</param>
    /// <exception cref="UsageException">There are more runs than the devices may take, or a number below 1.</exception>
    public static JobSlots Share(string device, int? jobs = null, int? runsPerDevice = null) =>
        Share(device, jobs, runsPerDevice, CudaDriver.CountDevices, Environment.ProcessorCount);

    /// <summary>Shares out a machine.</summary>
    /// <param name="device">The device that was asked for.</param>
    /// <param name="jobs">Runs at the same time, or null.</param>
    /// <param name="runsPerDevice">Runs that may have a device in common, or null.</param>
    /// <param name="countGpus">Tells how many GPUs there are; 0 where that is not known. Asked only when it matters.</param>
    /// <param name="cores">Cores that there are.</param>
    internal static JobSlots Share(string device, int? jobs, int? runsPerDevice, Func<int> countGpus, int cores)
    {
        if (jobs is < 1)
            throw new UsageException($"--jobs must be at least 1 (was {jobs}).");
        if (runsPerDevice is < 1)
            throw new UsageException($"--runs-per-device must be at least 1 (was {runsPerDevice}).");
        if (runsPerDevice is not null && !device.StartsWith(AllGpus, StringComparison.Ordinal))
            throw new UsageException($"--runs-per-device is about GPUs: it needs --device cuda or cuda:N (was {device}).");
        if (device != AllGpus || (runsPerDevice is null && jobs is null or 1))
            return On([device], jobs, runsPerDevice, cores);
        var each = runsPerDevice ?? 1;
        // Where the driver tells nothing, the first run says what is wrong, as one alone does.
        var gpus = countGpus() is > 0 and var known ? known : (((jobs ?? each) - 1) / each) + 1;
        return On([.. Enumerable.Range(0, gpus).Select(k => FormattableString.Invariant($"cuda:{k}"))], jobs, each, cores);
    }

    /// <summary>Takes the first slot that is free; there must be one.</summary>
    internal int Take()
    {
        lock (_free)
        {
            var slot = _free.Min;
            return _free.Remove(slot) ? slot : throw new InvalidOperationException("All slots are taken.");
        }
    }

    /// <summary>Gives a slot back.</summary>
    /// <param name="slot">A slot that was taken.</param>
    internal void Return(int slot)
    {
        lock (_free)
            _free.Add(slot);
    }

    /// <summary>The device of a slot.</summary>
    /// <param name="slot">A slot, from 0: neighbours are on different devices, so that a few runs have one each.</param>
    internal string DeviceOf(int slot) => _devices[slot % _devices.Count];

    private static JobSlots On(IReadOnlyList<string> devices, int? jobs, int? runsPerDevice, int cores)
    {
        var room = runsPerDevice * devices.Count;
        var count = jobs ?? room ?? 1;
        return room is null || count <= room
            ? new JobSlots(count, cores, devices)
            : throw new UsageException(
                $"--jobs {count} does not fit: there {(devices.Count == 1 ? "is 1 GPU" : $"are {devices.Count} GPUs")}, each with "
                + $"{(runsPerDevice == 1 ? "1 run" : $"{runsPerDevice} runs")} at a time. --runs-per-device says how many may share one.");
    }
}
