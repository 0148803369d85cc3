using GanBench.Metrics.Samples;
using static TorchSharp.torch;

namespace GanBench.Metrics.Discriminators;

/// <summary>A run's discriminator and the real images it has not seen.</summary>
/// <param name="Logits">Images in [-1, 1], N×C×H×W on the CPU → logits, N×1, in evaluation mode; positive means real.</param>
/// <param name="HeldOut">Real images that it was not trained on, or null when the dataset has none.</param>
/// <param name="IsCritic">Whether it estimates a distance (Wasserstein) and its logits are no log-odds.</param>
public sealed record DiscriminatorProbe(Func<Tensor, Tensor> Logits, ISampleSource? HeldOut, bool IsCritic);
