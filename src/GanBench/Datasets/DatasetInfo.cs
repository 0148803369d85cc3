using GanBench.Imaging;

namespace GanBench.Datasets;

/// <summary>What is known about a dataset without opening it.</summary>
public sealed record DatasetInfo
{
    /// <summary>The name used on the command line, e.g. <c>cifar-10</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The name used in reports, e.g. CIFAR-10.</summary>
    public required string Title { get; init; }

    /// <summary>One sentence on what the samples show.</summary>
    public required string Description { get; init; }

    /// <summary>Default size of a sample.</summary>
    public required SampleShape Shape { get; init; }

    /// <summary>Pictures or real numbers.</summary>
    public SampleKind Kind { get; init; } = SampleKind.Image;

    /// <summary>Names of the classes, in the order of the labels; empty when there are no labels.</summary>
    public IReadOnlyList<string> ClassNames { get; init; } = [];

    /// <summary>The splits and the number of samples that the published release has in each.</summary>
    public required IReadOnlyDictionary<string, int> PublishedCount { get; init; }

    /// <summary>The number of samples that the published release has in a split; 0 where that is not known.</summary>
    /// <param name="split">Name of the split.</param>
    public int CountOf(string split) =>
        PublishedCount.TryGetValue(split, out var count) ? count : split == DatasetRequest.All ? PublishedCount.Values.Sum() : 0;

    /// <summary>Licence or terms of use.</summary>
    public required string Licence { get; init; }

    /// <summary>The publication to cite.</summary>
    public required string Citation { get; init; }

    /// <summary>The files of the official release; empty for generated datasets.</summary>
    public IReadOnlyList<RemoteFile> Files { get; init; } = [];

    /// <summary>Whether GanBench generates it, so that no file and no network is needed.</summary>
    public bool Embedded { get; init; }

    /// <summary>How to get the files by hand, for releases that no program can fetch reliably; null when it can.</summary>
    public string? ManualDownload { get; init; }
}

/// <summary>One file of an official release.</summary>
/// <param name="Name">Its name in the dataset's folder.</param>
/// <param name="Urls">Where it is, best first.</param>
/// <param name="Bytes">Its size; null when the source does not fix it.</param>
/// <param name="Md5">Published MD5 in hex; null when none is published.</param>
public sealed record RemoteFile(string Name, IReadOnlyList<string> Urls, long? Bytes = null, string? Md5 = null)
{
    /// <summary>SHA-256 in hex, where one is published.</summary>
    public string? Sha256 { get; init; }

    /// <summary>MD5 of the decompressed content, for files that were compressed again elsewhere.</summary>
    public string? DecompressedMd5 { get; init; }

    /// <summary>
    /// MD5 of the first <see cref="StartSamples"/> images or labels of an IDX file, header left out; tells whose a part of a release is.
    /// </summary>
    public string? StartMd5 { get; init; }

    /// <summary>Samples that <see cref="StartMd5"/> is of.</summary>
    public const int StartSamples = 10;

    /// <summary>
    /// The names that it may have on disk, in order of preference: the official one; decompressed; and as some mirrors call that.
    /// </summary>
    internal string[] NamesOnDisk => Name.EndsWith("-ubyte.gz", StringComparison.Ordinal)
        ? [Name, Name[..^3], Name[..^3].Replace("-idx", ".idx", StringComparison.Ordinal)] : [Name];

    /// <summary>Whether the server (Google Drive) first answers with a page whose form must be sent.</summary>
    public bool ConfirmsDownload { get; init; }

    /// <summary>Whether training works without it (labels, attributes, the official split).</summary>
    public bool Optional { get; init; }
}
