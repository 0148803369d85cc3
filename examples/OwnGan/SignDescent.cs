using GanBench.Configuration;
using GanBench.Engine;
using GanBench.Training.Optimizers;
using static TorchSharp.torch;

namespace OwnGan;

/// <summary>Settings of <see cref="SignDescent"/>, under <c>optimizer.options</c>.</summary>
public sealed record SignDescentOptions
{
    /// <summary>How much of the average gradient is kept at each step.</summary>
    [RangeRule(0, 1, Below = true)]
    public double Memory { get; init; } = 0.9;
}

/// <summary>
/// Steps of one size in the direction of the average gradient's sign: m ← memory · m + (1 − memory) · g, θ ← θ − rate · sign m.
/// </summary>
public sealed class SignDescent : Optimizer
{
    private readonly Tensor[] _mean;
    private readonly double _memory;

    /// <summary>Starts with an average of zero.</summary>
    /// <param name="input">The network and the settings that optimisers share.</param>
    /// <param name="options">Its own settings.</param>
    public SignDescent(OptimizerInput input, SignDescentOptions options)
        : base(input.Network, input.Options)
    {
        _memory = options.Memory;
        // State has a name, so that checkpoints hold it.
        _mean = AddState("mean");
    }

    /// <inheritdoc/>
    protected override void Update(Tensor[] parameters, Tensor[] gradients, double rate)
    {
        using var descent = Scalars.Create(-rate);
        for (var i = 0; i < parameters.Length; i++)
        {
            _mean[i].mul_(Scalars.Of(_memory)).add_(gradients[i], Scalars.Of(1 - _memory));
            parameters[i].add_(_mean[i].sign(), descent);
        }
    }
}
