using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharpPeer;

/// <summary>A pair of networks in training.</summary>
internal interface ITraining
{
    /// <summary>One generator update with its discriminator updates.</summary>
    /// <param name="images">All images, N×C×H×W in [-1, 1].</param>
    public void Step(Tensor images);

    /// <summary>What GanBench says of its own training too, so that the two can be compared before their times are.</summary>
    /// <param name="steps">Steps taken.</param>
    public string Describe(int steps);

    /// <summary>The line of <see cref="Describe"/>.</summary>
    public static string Line(Module generator, Module discriminator, int discriminatorUpdates, int steps, int batchSize) =>
        $"generator {Count(generator)}, discriminator {Count(discriminator)} parameters, "
        + $"{discriminatorUpdates / steps} discriminator updates a step, batch {batchSize}";

    private static long Count(Module module) => module.parameters().Sum(p => p.numel());
}
