using System.Text.Json;
using GanBench.Runs;

namespace GanBench.Microbenchmarks.Measuring;

/// <summary>Content of <c>measure.json</c>: what was measured, and where.</summary>
internal sealed record MeasureReport
{
    /// <summary>Version of this layout.</summary>
    public int Schema { get; init; } = 1;

    /// <summary>The day, as it was given; null where it was not.</summary>
    public string? Date { get; init; }

    /// <summary>The machine and its limits.</summary>
    public required MeasuredMachine Machine { get; init; }

    /// <summary>The workloads in the order of the tables.</summary>
    public required IReadOnlyList<WorkloadResult> Workloads { get; init; }

    /// <summary>The report as JSON, with a newline at its end.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, RunJson.Indented) + "\n";

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <param name="json">The text.</param>
    public static MeasureReport Parse(string json) =>
        JsonSerializer.Deserialize<MeasureReport>(json, RunJson.Indented) ?? throw new JsonException("null");
}

/// <summary>Where was measured, and the most that it can do.</summary>
internal sealed record MeasuredMachine
{
    /// <summary>What decides speed, by name: processor, cores, threads, versions, load.</summary>
    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    /// <summary>What libtorch reaches here on the arithmetic alone.</summary>
    public required MachineLimits Limits { get; init; }
}

/// <summary>Rates that libtorch reaches in the same run, the best of several shapes.</summary>
/// <param name="ProductGflops">10⁹ operations a second of a float32 matrix product.</param>
/// <param name="Product">Its shape.</param>
/// <param name="ConvolutionGflops">10⁹ operations a second of a convolution with both gradients.</param>
/// <param name="Convolution">Its shape.</param>
/// <param name="CopyMegabytes">10⁶ bytes a second of copying memory: each is read and written once, and counted once.</param>
internal sealed record MachineLimits(
    double ProductGflops, string Product, double ConvolutionGflops, string Convolution, double CopyMegabytes)
{
    /// <summary>The better of each of two measurements.</summary>
    /// <param name="other">The other.</param>
    public MachineLimits OrBetter(MachineLimits other)
    {
        var product = ProductGflops >= other.ProductGflops ? this : other;
        var convolution = ConvolutionGflops >= other.ConvolutionGflops ? this : other;
        return new(product.ProductGflops, product.Product, convolution.ConvolutionGflops, convolution.Convolution,
            Math.Max(CopyMegabytes, other.CopyMegabytes));
    }
}

/// <summary>A workload's numbers.</summary>
internal sealed record WorkloadResult
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>The benchmark it belongs to.</summary>
    public required string Group { get; init; }

    /// <summary>What is done.</summary>
    public required string Title { get; init; }

    /// <summary>What the numbers are.</summary>
    public required Unit Unit { get; init; }

    /// <summary>Parameters, batch and updates, which were the same on all sides; null where nothing varies.</summary>
    public string? Work { get; init; }

    /// <summary>The arithmetic of a step of training; null elsewhere.</summary>
    public StepArithmetic? Arithmetic { get; init; }

    /// <summary>Why there are no numbers to compare, where there are none though there should be.</summary>
    public string? Problem { get; init; }

    /// <summary>Our numbers.</summary>
    public required SideResult Ours { get; init; }

    /// <summary>The peers'.</summary>
    public required IReadOnlyList<SideResult> Peers { get; init; }
}

/// <summary>The numbers of one side.</summary>
internal sealed record SideResult
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>The number of each round.</summary>
    public IReadOnlyList<double> Values { get; init; } = [];

    /// <summary>Their spread; null where there are none.</summary>
    public Spread? Spread { get; init; }

    /// <summary>A peer's pairs: how many times as long as it ours took.</summary>
    public Spread? TimeRatio { get; init; }

    /// <summary>Why it was not run to its end.</summary>
    public string? WhyNot { get; init; }

    /// <summary>How often its process died and was started again.</summary>
    public int Deaths { get; init; }

    /// <summary>Whether all its losses were finite numbers.</summary>
    public bool Finite { get; init; } = true;

    /// <summary>What else its last process said.</summary>
    public string? Detail { get; init; }
}
