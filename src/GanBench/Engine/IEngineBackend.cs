using static TorchSharp.torch;

namespace GanBench.Engine;

/// <summary>
/// What the engine offers beyond TorchSharp's API. <see cref="PlainBackend"/> does it with TorchSharp alone; a provider that can do it
/// faster replaces it, with the same results (masks bit for bit, optimiser steps up to rounding).
/// </summary>
public interface IEngineBackend
{
    /// <summary>Name of the provider: "system" or "torchsharp".</summary>
    public string Name { get; }

    /// <summary>Applies settings that must stand before libtorch loads.</summary>
    /// <param name="options">What was asked for.</param>
    public void Configure(EngineOptions options);

    /// <summary>What was found and chosen; loads libtorch.</summary>
    public EngineReport Describe();

    /// <summary>A dropout mask: element i is 0 with probability <paramref name="rate"/>, else 1/(1 − rate), and a function of (key, counter, i) alone.</summary>
    /// <param name="shape">Shape of the mask.</param>
    /// <param name="rate">Probability of zero, in [0, 1).</param>
    /// <param name="key">Philox key.</param>
    /// <param name="counter">High half of the Philox counter; i / 4 is the low half.</param>
    /// <param name="device">Where the mask is needed.</param>
    /// <returns>float32; the caller disposes it.</returns>
    public Tensor DropoutMask(long[] shape, double rate, ulong key, ulong counter, Device device);

    /// <summary>One step of Adam over all parameters.</summary>
    /// <param name="state">Parameters, gradients and moments.</param>
    /// <param name="rates">Learning rate and constants.</param>
    public void AdamStep(OptimizerTensors state, AdamRates rates);

    /// <summary>One step of RMSprop over all parameters.</summary>
    /// <param name="state">Parameters, gradients, squared averages and momentum buffers.</param>
    /// <param name="rates">Learning rate and constants.</param>
    public void RmsPropStep(OptimizerTensors state, RmsPropRates rates);

    /// <summary>One step of gradient descent over all parameters.</summary>
    /// <param name="state">Parameters, gradients and momentum buffers.</param>
    /// <param name="learningRate">Learning rate.</param>
    /// <param name="momentum">Momentum; 0 leaves the buffers alone.</param>
    public void SgdStep(OptimizerTensors state, double learningRate, double momentum);
}

/// <summary>The tensors of an optimiser's step, index by index.</summary>
/// <param name="Parameters">What is learned; changed in place.</param>
/// <param name="Gradients">Their gradients.</param>
/// <param name="First">First state: Adam's mean, RMSprop's and SGD's momentum buffer; changed in place.</param>
/// <param name="Second">Second state: averages of squares; changed in place; empty for SGD.</param>
public sealed record OptimizerTensors(Tensor[] Parameters, Tensor[] Gradients, Tensor[] First, Tensor[] Second);

/// <summary>Constants of an Adam step.</summary>
/// <param name="LearningRate">Learning rate.</param>
/// <param name="Beta1">β1.</param>
/// <param name="Beta2">β2.</param>
/// <param name="Epsilon">ε, added after bias correction, as PyTorch does.</param>
/// <param name="Step">Number of this step, from 1.</param>
public readonly record struct AdamRates(double LearningRate, double Beta1, double Beta2, double Epsilon, long Step);

/// <summary>Constants of an RMSprop step.</summary>
/// <param name="LearningRate">Learning rate.</param>
/// <param name="Decay">Decay of the squared average.</param>
/// <param name="Epsilon">ε, added to the root.</param>
/// <param name="Momentum">Momentum; 0 leaves the buffers alone.</param>
public readonly record struct RmsPropRates(double LearningRate, double Decay, double Epsilon, double Momentum);
