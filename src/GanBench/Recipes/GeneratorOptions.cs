using GanBench.Configuration;

namespace GanBench.Recipes;

/// <summary>Updates of the generator.</summary>
public sealed record GeneratorOptions
{
    /// <summary>The optimiser.</summary>
    public OptimizerOptions Optimizer { get; init; } = new();

    /// <summary>Whether the generator's update draws new latents or reuses those of the last discriminator update.</summary>
    public GeneratorLatents Latents { get; init; } = GeneratorLatents.Fresh;

    /// <summary>Decay of an exponential moving average of the weights, used for samples and metrics; 0 is off.</summary>
    [RangeRule(0, 1, Below = true)]
    public double Ema { get; init; }
}

/// <summary>Latents of the generator's update.</summary>
public enum GeneratorLatents
{
    /// <summary>Drawn anew.</summary>
    Fresh,

    /// <summary>Those of the last discriminator update: the generator learns from the very fakes the discriminator was shown.</summary>
    Reused,
}
