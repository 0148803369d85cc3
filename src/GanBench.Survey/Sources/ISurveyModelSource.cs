using GanBench.Imaging;

namespace GanBench.Survey.Sources;

/// <summary>A trained model and the dataset it was trained on, as far as a survey needs them: numbered images of both kinds.</summary>
public interface ISurveyModelSource
{
    /// <summary>Name of the architecture.</summary>
    public string Architecture { get; }

    /// <summary>Name of the dataset.</summary>
    public string Dataset { get; }

    /// <summary>Id of the run.</summary>
    public string RunId { get; }

    /// <summary>Generated images to choose from.</summary>
    public int GeneratedCount { get; }

    /// <summary>Real images to choose from.</summary>
    public int RealCount { get; }

    /// <summary>Generated images.</summary>
    /// <param name="indices">Which, each in [0, <see cref="GeneratedCount"/>).</param>
    /// <returns>One image per index, in the same order.</returns>
    /// <exception cref="DataException">An image cannot be read or made.</exception>
    public IReadOnlyList<RasterImage> Generated(IReadOnlyList<int> indices);

    /// <summary>A real image.</summary>
    /// <param name="index">In [0, <see cref="RealCount"/>).</param>
    /// <exception cref="DataException">The image cannot be read.</exception>
    public RasterImage Real(int index);
}
