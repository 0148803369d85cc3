using GanBench.Configuration;
using GanBench.Datasets.Sources;

namespace GanBench.Datasets;

/// <summary>All datasets by name. A new dataset is one file in Sources and one line here.</summary>
public static class DatasetRegistry
{
    /// <summary>The datasets, embedded ones first; folders of pictures are found beside them.</summary>
    public static Registry<IDatasetSource> All { get; } = new("dataset", source => source.Info.Name)
    {
        new GlyphsSource(),
        new ShapesSource(),
        new Normal1dSource(),
        new MnistSource(),
        new FashionMnistSource(),
        new KmnistSource(),
        new Cifar10Source(),
        new Cifar100Source(),
        new NlvrSource(),
        new Flowers102Source(),
        new CelebASource(),
        new AnimeFacesSource(),
    };

    /// <summary>Finds a dataset.</summary>
    /// <param name="name">Its name, or <c>folder:PATH</c>.</param>
    /// <exception cref="UsageException">There is none of that name; the message has the nearest one.</exception>
    public static IDatasetSource Find(string name) =>
        name.StartsWith(FolderSource.Prefix, StringComparison.Ordinal) && name.Length > FolderSource.Prefix.Length
            // Which no path has, and YAML can.
            && !name.Contains('\0')
            ? new FolderSource(name[FolderSource.Prefix.Length..])
            : All.Find(name);

    /// <summary>Opens a split of a dataset.</summary>
    /// <inheritdoc cref="IDatasetSource.Open"/>
    public static Dataset Open(
        DatasetRequest request, IProgress<DatasetProgress>? progress = null, CancellationToken cancellationToken = default) =>
        Find(request.Name).Open(request, progress, cancellationToken);
}
