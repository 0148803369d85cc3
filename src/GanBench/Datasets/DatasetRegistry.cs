using GanBench.Datasets.Sources;
using GanBench.Text;

namespace GanBench.Datasets;

/// <summary>All datasets by name. A new dataset is one file in Sources and one line here.</summary>
public static class DatasetRegistry
{
    private static readonly IDatasetSource[] Sources =
    [
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
    ];

    /// <summary>What is known about every dataset, embedded ones first.</summary>
    public static IReadOnlyList<DatasetInfo> All { get; } = [.. Sources.Select(s => s.Info)];

    /// <summary>Finds a dataset.</summary>
    /// <param name="name">Its name, or <c>folder:PATH</c>.</param>
    /// <exception cref="UsageException">There is none of that name; the message has the nearest one.</exception>
    public static IDatasetSource Find(string name) =>
        name.StartsWith(FolderSource.Prefix, StringComparison.Ordinal) && name.Length > FolderSource.Prefix.Length
            ? new FolderSource(name[FolderSource.Prefix.Length..])
            : Sources.FirstOrDefault(s => s.Info.Name == name)
            ?? throw new UsageException(NearestName.Unknown("dataset", name, [.. Sources.Select(s => s.Info.Name)]));

    /// <summary>Opens a split of a dataset.</summary>
    /// <inheritdoc cref="IDatasetSource.Open"/>
    public static Dataset Open(
        DatasetRequest request, IProgress<DatasetProgress>? progress = null, CancellationToken cancellationToken = default) =>
        Find(request.Name).Open(request, progress, cancellationToken);
}
