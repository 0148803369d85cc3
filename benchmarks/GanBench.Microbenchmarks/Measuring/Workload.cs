namespace GanBench.Microbenchmarks.Measuring;

/// <summary>Something that is measured: by which name it is asked for, and how ours and each peer do it.</summary>
/// <param name="Name">Its name on the command line and in JSON, e.g. "dcgan-64".</param>
/// <param name="Group">The benchmark it belongs to, e.g. "training".</param>
/// <param name="Title">What is done, as a table says it.</param>
/// <param name="Unit">What the numbers are.</param>
/// <param name="Ours">How GanBench does it.</param>
/// <param name="Peers">How others do the same; none where there is nothing to compare with.</param>
internal sealed record Workload(string Name, string Group, string Title, Unit Unit, Side Ours, params IReadOnlyList<Side> Peers)
{
    /// <summary>Roughly how many seconds a round takes on two cores: what is left is estimated in proportion.</summary>
    public double RoundSeconds { get; init; } = 10;

    /// <summary>Whether it belongs to a trial of a minute.</summary>
    public bool IsQuick { get; init; }

    /// <summary>Whether each side runs once unmeasured before, so that the system has its files in memory.</summary>
    public bool WarmsUp { get; init; }

    /// <summary>Floating-point operations that a step of training needs, or null.</summary>
    public StepArithmetic? Arithmetic { get; init; }
}

/// <summary>One side of a comparison.</summary>
/// <param name="Name">As tables say it: "GanBench", "TorchSharp".</param>
/// <param name="Measure">Measures once, in a process of its own.</param>
internal sealed record Side(string Name, Func<Measurement> Measure)
{
    /// <summary>The name of ours.</summary>
    public const string GanBench = "GanBench";

    /// <summary>Why it cannot run here, or null; asked once.</summary>
    public Func<string?> WhyNot { get; init; } = () => null;

    /// <summary>GanBench, by a worker of this program.</summary>
    /// <param name="arguments">The worker's name and options.</param>
    public static Side Ours(params string[] arguments) => new(GanBench, () => SideBySide.Ours(arguments));

    /// <summary>The plain TorchSharp program.</summary>
    /// <param name="arguments">Its arguments.</param>
    public static Side TorchSharp(params string[] arguments) => new(TorchSharpPeer.Name, () => TorchSharpPeer.Run(arguments));

    /// <summary>A script with PyTorch.</summary>
    /// <param name="script">Its file name.</param>
    /// <param name="arguments">Its arguments.</param>
    public static Side PyTorch(string script, params string[] arguments) =>
        new(PythonPeer.Torch, () => PythonPeer.Run(script, arguments)) { WhyNot = () => PythonPeer.WhyNot("torch") };
}

/// <summary>What a workload's numbers are.</summary>
/// <param name="Name">Its symbol: "ms", "images/s".</param>
/// <param name="IsRate">Whether more is better.</param>
internal sealed record Unit(string Name, bool IsRate)
{
    /// <summary>Milliseconds.</summary>
    public static Unit Milliseconds { get; } = new("ms", false);

    /// <summary>Seconds.</summary>
    public static Unit Seconds { get; } = new("s", false);

    /// <summary>Images a second.</summary>
    public static Unit Images { get; } = new("images/s", true);

    /// <summary>Megabytes (10⁶) a second.</summary>
    public static Unit Megabytes { get; } = new("MB/s", true);

    /// <summary>How much longer ours takes than the peer: below 1, ours is faster.</summary>
    /// <param name="ours">Our number.</param>
    /// <param name="peer">The peer's.</param>
    public double TimeRatio(double ours, double peer) => IsRate ? peer / ours : ours / peer;
}
