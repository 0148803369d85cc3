namespace GanBench.Metrics;

/// <summary>What a metric is computed from; decides what an evaluation has to prepare, and is listed for users.</summary>
[Flags]
public enum MetricNeeds
{
    /// <summary>The images themselves.</summary>
    Images = 1,

    /// <summary>Feature vectors of an extractor.</summary>
    Features = 2,

    /// <summary>Class logits of an extractor.</summary>
    Logits = 4,

    /// <summary>Classes of the dataset itself, so the <c>classifier</c> extractor.</summary>
    Labels = 8,

    /// <summary>A run's discriminator.</summary>
    Discriminator = 16,

    /// <summary>Mean and covariance of feature vectors, which a file can hold.</summary>
    Statistics = 32,

    /// <summary>One-dimensional samples, which are numbers and no images.</summary>
    Numbers = 64,
}
