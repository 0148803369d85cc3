using GanBench.Imaging;
using GanBench.Storage;

namespace GanBench.Survey.Sources;

/// <summary>A model whose samples, and a dataset whose images, lie in two folders as picture files.</summary>
public sealed class FolderSurveySource : ISurveyModelSource
{
    private readonly string[] _generated, _real;

    /// <summary>Lists both folders.</summary>
    /// <param name="architecture">Name of the architecture.</param>
    /// <param name="dataset">Name of the dataset.</param>
    /// <param name="generatedFolder">Folder of the generated images.</param>
    /// <param name="realFolder">Folder of the real images.</param>
    /// <exception cref="DataException">A folder is missing.</exception>
    public FolderSurveySource(string architecture, string dataset, string generatedFolder, string realFolder)
    {
        (Architecture, Dataset) = (architecture, dataset);
        RunId = Path.GetFileName(Path.TrimEndingDirectorySeparator(generatedFolder));
        _generated = Files(generatedFolder);
        _real = Files(realFolder);
    }

    /// <inheritdoc/>
    public string Architecture { get; }

    /// <inheritdoc/>
    public string Dataset { get; }

    /// <inheritdoc/>
    public string RunId { get; }

    /// <inheritdoc/>
    public int GeneratedCount => _generated.Length;

    /// <inheritdoc/>
    public int RealCount => _real.Length;

    /// <inheritdoc/>
    public IReadOnlyList<RasterImage> Generated(IReadOnlyList<int> indices) => [.. indices.Select(i => ImageFile.Load(_generated[i]))];

    /// <inheritdoc/>
    public RasterImage Real(int index) => ImageFile.Load(_real[index]);

    private static string[] Files(string folder) => Directory.Exists(folder)
        ? [.. Directory.EnumerateFiles(folder).Where(ImageFile.HasExtension).Where(InputFile.Exists).Order(StringComparer.Ordinal)]
        : throw new DataException($"Cannot make a survey: there is no folder {folder}.");
}
