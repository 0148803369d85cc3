using System.ComponentModel;

namespace GanBench.Suites.Schema;

/// <summary>What a Slurm cluster is asked for per run.</summary>
public sealed record SlurmResources
{
    /// <summary>Time limit per run, as Slurm writes it.</summary>
    [Description("Time limit per run, as Slurm writes it: HH:MM:SS or D-HH:MM:SS. A run that is cut off is queued again and resumes.")]
    public string TimeLimit { get; init; } = "24:00:00";

    /// <summary>Partition; null for the cluster's default.</summary>
    [Description("Partition; left out, the cluster's default.")]
    public string? Partition { get; init; }

    /// <summary>Cores per run.</summary>
    [Description("Cores per run.")]
    public int Cpus { get; init; } = 4;

    /// <summary>Memory per run, as Slurm writes it.</summary>
    [Description("Memory per run, as Slurm writes it, e.g. 16G; left out, the cluster's default.")]
    public string? Memory { get; init; }

    /// <summary>GPUs per run.</summary>
    [Description("GPUs per run; with --device cpu none is asked for.")]
    public int Gpus { get; init; } = 1;

    /// <summary>Runs at the same time; 0 for as many as the cluster allows.</summary>
    [Description("Runs at the same time; 0 for as many as the cluster allows.")]
    public int MaximumJobs { get; init; }
}
