using GanBench.Metrics.Samples;

namespace GanBench.Metrics;

/// <summary>A metric that also leaves a picture beside its values, for what numbers do not show.</summary>
public interface IFigureMetric : IMetric
{
    /// <summary>Draws the picture.</summary>
    /// <param name="path">The PNG file; an existing one is replaced.</param>
    /// <param name="samples">What is judged.</param>
    /// <param name="reference">What it is judged by; has an end.</param>
    /// <exception cref="EnvironmentException">The file cannot be written.</exception>
    public void Draw(string path, ISampleSource samples, ISampleSource reference);
}
