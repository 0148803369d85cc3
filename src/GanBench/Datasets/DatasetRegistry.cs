using GanBench.Datasets.Sources;
using GanBench.Text;

namespace GanBench.Datasets;

/// <summary>All datasets by name. A new dataset is one file in Sources and one line here.</summary>
public static class DatasetRegistry
{
    // Described when first asked for: to open one dataset costs nothing for the others.
    private static Entry[] _entries =
    [
        new("glyphs", () => new GlyphsSource()),
        new("shapes", () => new ShapesSource()),
        new("normal-1d", () => new Normal1dSource()),
        new("mnist", () => new MnistSource()),
        new("fashion-mnist", () => new FashionMnistSource()),
        new("kmnist", () => new KmnistSource()),
        new("cifar-10", () => new Cifar10Source()),
        new("cifar-100", () => new Cifar100Source()),
        new("nlvr", () => new NlvrSource()),
        new("flowers-102", () => new Flowers102Source()),
        new("celeba", () => new CelebASource()),
        new("anime-faces", () => new AnimeFacesSource()),
    ];

    /// <summary>What is known about every dataset, embedded ones first.</summary>
    public static IReadOnlyList<DatasetInfo> All => [.. _entries.Select(e => e.Source.Info)];

    /// <summary>Adds a dataset of another program, before anything else is done.</summary>
    /// <param name="source">The dataset.</param>
    /// <exception cref="ArgumentException">Its name is taken.</exception>
    public static void Register(IDatasetSource source)
    {
        if (_entries.Any(other => other.Name == source.Info.Name))
            throw new ArgumentException($"There is a dataset '{source.Info.Name}' already.", nameof(source));
        _entries = [.. _entries, new Entry(source.Info.Name, () => source)];
    }

    /// <summary>Finds a dataset.</summary>
    /// <param name="name">Its name, or <c>folder:PATH</c>.</param>
    /// <exception cref="UsageException">There is none of that name; the message has the nearest one.</exception>
    public static IDatasetSource Find(string name)
    {
        if (name.StartsWith(FolderSource.Prefix, StringComparison.Ordinal) && name.Length > FolderSource.Prefix.Length)
            return new FolderSource(name[FolderSource.Prefix.Length..]);
        foreach (var entry in _entries)
        {
            if (entry.Name == name)
                return entry.Source;
        }
        throw new UsageException(NearestName.Unknown("dataset", name, [.. _entries.Select(e => e.Name)]));
    }

    /// <summary>Opens a split of a dataset.</summary>
    /// <inheritdoc cref="IDatasetSource.Open"/>
    public static Dataset Open(
        DatasetRequest request, IProgress<DatasetProgress>? progress = null, CancellationToken cancellationToken = default) =>
        Find(request.Name).Open(request, progress, cancellationToken);

    private sealed class Entry(string name, Func<IDatasetSource> create)
    {
        private IDatasetSource? _source;

        public string Name => name;

        public IDatasetSource Source => _source ??= create();
    }
}
