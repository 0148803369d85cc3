using GanBench.Configuration;

namespace GanBench.Suites.Schema;

/// <summary>What a Slurm cluster is asked for per run.</summary>
public sealed record SlurmResources
{
    /// <summary>
    /// Time limit per run, as Slurm writes it: HH:MM:SS or D-HH:MM:SS. A run that is cut off is queued again and resumes.
    /// </summary>
    public string TimeLimit { get; init; } = "24:00:00";

    /// <summary>Partition; left out, the cluster's default.</summary>
    public string? Partition { get; init; }

    /// <summary>Cores per run.</summary>
    [RangeRule(1)]
    public int Cpus { get; init; } = 4;

    /// <summary>Memory per run, as Slurm writes it, e.g. 16G; left out, the cluster's default.</summary>
    public string? Memory { get; init; }

    /// <summary>GPUs per run; with --device cpu none is asked for.</summary>
    [RangeRule(0)]
    public int Gpus { get; init; } = 1;

    /// <summary>Runs at the same time; 0 for as many as the cluster allows.</summary>
    [RangeRule(0)]
    public int MaximumJobs { get; init; }
}
