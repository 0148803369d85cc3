namespace GanBench.Suites.Schema;

/// <summary>
/// Moments of training at which a publication shows generated images, counted as it counts them; those after a run's end are left out.
/// </summary>
public sealed record SampleTimes
{
    /// <summary>Passes over the training data, counted by the real images that the discriminator reads.</summary>
    public IReadOnlyList<double> Epochs { get; init; } = [];

    /// <summary>Steps of the published budget.</summary>
    public IReadOnlyList<int> Steps { get; init; } = [];
}
