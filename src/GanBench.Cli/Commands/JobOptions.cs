using System.CommandLine;
using GanBench.Suites.Running;

namespace GanBench.Cli.Commands;

/// <summary>The options that say how many runs of a suite there are at the same time.</summary>
internal static class JobOptions
{
    public static Option<int?> Jobs { get; } = new("--jobs", "--parallel")
    {
        Description =
            "Runs at the same time; cores and CUDA devices are shared out among them. --threads is then the share of each. Default: 1, or "
            + "as many as --runs-per-device allows.",
        HelpName = "N",
    };

    public static Option<int?> RunsPerDevice { get; } = new("--runs-per-device")
    {
        Description = "With --device cuda: runs that share a GPU, for runs too small to fill it. Default: 1.",
        HelpName = "N",
    };

    /// <summary>What was typed, for this machine.</summary>
    /// <param name="result">What was typed.</param>
    /// <param name="otherwise">An option that was typed and starts no processes here; null where there is none.</param>
    /// <exception cref="UsageException">The options contradict each other or do not fit.</exception>
    public static JobSlots Read(ParseResult result, string? otherwise)
    {
        var (jobs, perDevice) = (result.GetValue(Jobs), result.GetValue(RunsPerDevice));
        if (otherwise == "--in-process" && jobs > 1)
            throw new UsageException($"--jobs {jobs} contradicts --in-process, which does one run after the other.");
        if (otherwise is not null && perDevice is not null)
            throw new UsageException($"--runs-per-device shares out this machine's GPUs, and contradicts {otherwise}.");
        return otherwise is null ? JobSlots.Share(result.GetValue(CommonOptions.Device)!, jobs, perDevice) : JobSlots.Share("cpu");
    }
}
