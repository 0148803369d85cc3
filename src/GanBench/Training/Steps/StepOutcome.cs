using static TorchSharp.torch;

namespace GanBench.Training.Steps;

/// <summary>
/// What a scheme leaves of a step: the last of the discriminator's passes and the generator's loss. Nothing of it is read in the step,
/// so that a step does not wait for its device.
/// </summary>
/// <param name="Pass">What the discriminator said and lost in its last update.</param>
/// <param name="LossG">The generator's loss, a scalar.</param>
public sealed record StepOutcome(DiscriminatorPass Pass, Tensor LossG);
