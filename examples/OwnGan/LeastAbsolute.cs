using GanBench.Configuration;
using GanBench.Engine;
using GanBench.Objectives;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace OwnGan;

/// <summary>Settings of <see cref="LeastAbsolute"/>, under <c>objectiveOptions</c>.</summary>
public sealed record LeastAbsoluteOptions
{
    /// <summary>Distance to the target that costs nothing.</summary>
    [RangeRule(0, 0.5, Below = true)]
    public double Slack { get; init; }
}

/// <summary>Least squares without the squares: the mean distance of the discriminator's output to 1 (real) and 0 (fake).</summary>
/// <param name="options">Its settings.</param>
public sealed class LeastAbsolute(LeastAbsoluteOptions options) : Objective
{
    /// <inheritdoc/>
    public override OutputKind Output => OutputKind.Target;

    /// <inheritdoc/>
    public override double Threshold => 0.5;

    /// <inheritdoc/>
    public override bool HasSoftLabels => true;

    /// <inheritdoc/>
    public override Tensor Discriminator(Tensor logits, double label) =>
        functional.relu(logits.Minus(label).abs().Minus(options.Slack)).mean();

    /// <inheritdoc/>
    public override Tensor Generator(Tensor logits) => Discriminator(logits, 1);
}
