namespace GanBench.Survey.Measures;

/// <summary>A human error rate that a study printed.</summary>
/// <param name="Architecture">Name of the architecture.</param>
/// <param name="Dataset">Name of the dataset.</param>
/// <param name="Percent">The rate in percent.</param>
/// <param name="Source">Where it is printed.</param>
public sealed record PublishedRate(string Architecture, string Dataset, double Percent, string Source);
