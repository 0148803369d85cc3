using GanBench.Networks;
using GanBench.Random;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GanBench.Training.Regularizers;

/// <summary>What keeps a discriminator smooth: a penalty in its loss, a constraint on its parameters, or both.</summary>
public abstract class Regularizer
{
    /// <summary>The name in its registry.</summary>
    public abstract string Name { get; }

    /// <summary>Whether it has a penalty, which belongs to a loss with both parts.</summary>
    public virtual bool HasPenalty => false;

    /// <summary>What keeps it from working with a discriminator, a sentence each.</summary>
    /// <param name="discriminator">The discriminator's layers.</param>
    /// <param name="architecture">Name of the architecture, for messages.</param>
    public virtual IEnumerable<string> Problems(Network discriminator, string architecture) => [];

    /// <summary>The penalty, weighted.</summary>
    /// <param name="input">The discriminator and the samples of an update.</param>
    /// <returns>A scalar with a graph to the discriminator's parameters; null where there is none.</returns>
    public virtual Tensor? Penalty(PenaltyInput input) => null;

    /// <summary>Changes the parameters after an update.</summary>
    /// <param name="parameters">All of the discriminator's parameters, changed in place.</param>
    public virtual void Constrain(IReadOnlyList<Tensor> parameters)
    {
    }
}

/// <summary>What a penalty is computed from.</summary>
/// <param name="Discriminator">N×C×H×W → N×1.</param>
/// <param name="Real">Real samples.</param>
/// <param name="Fake">Generated samples, detached, as many as real ones.</param>
/// <param name="Random">Random numbers of this penalty in this update alone.</param>
public sealed record PenaltyInput(Module<Tensor, Tensor> Discriminator, Tensor Real, Tensor Fake, RandomStream Random);
