using GanBench.Metrics.Samples;
using GanBench.Objectives;
using static TorchSharp.torch;

namespace GanBench.Metrics.Discriminators;

/// <summary>A run's discriminator and the real images that it is judged on.</summary>
/// <param name="Outputs">Images in [-1, 1], N×C×H×W on the CPU → raw outputs, N×1, in evaluation mode.</param>
/// <param name="Objective">What it was trained with, which says how its outputs are read.</param>
/// <param name="Real">Real images.</param>
/// <param name="TrainedOn">Whether it was trained on these very images, on which an over-fitted one looks perfect.</param>
public sealed record DiscriminatorProbe(Func<Tensor, Tensor> Outputs, Objective Objective, ISampleSource Real, bool TrainedOn);
