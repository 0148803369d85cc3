using GanBench.Recipes;
using GanBench.Runs;

namespace GanBench.Datasets;

/// <summary>Which samples are wanted, and where to look for them.</summary>
public sealed record DatasetRequest
{
    /// <summary>The training split, the default.</summary>
    public const string Train = DataOptions.Train;

    /// <summary>The test split.</summary>
    public const string Test = "test";

    /// <summary>Every sample of the release, split by split.</summary>
    public const string All = "all";

    /// <summary>Name of the dataset, or <c>folder:PATH</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Name of the split.</summary>
    public string Split { get; init; } = Train;

    /// <summary>Side of the square images in pixels; null takes the dataset's own.</summary>
    public int? ImageSize { get; init; }

    /// <summary>How pictures that are no squares become squares.</summary>
    public SquareFit Fit { get; init; } = SquareFit.Crop;

    /// <summary>Where files are looked for and fetched to; null takes <see cref="DataDirectories.Data"/>.</summary>
    public string? DataDirectory { get; init; }

    /// <summary>Where decoded datasets are kept; null takes <see cref="DataDirectories.Cache"/>.</summary>
    public string? CacheDirectory { get; init; }

    /// <summary>Whether missing files are an error instead of being fetched.</summary>
    public bool Offline { get; init; }

    /// <summary>What a run is trained on.</summary>
    /// <param name="spec">The run.</param>
    /// <param name="dataDirectory">Where files are looked for; null takes the default.</param>
    public static DatasetRequest Of(RunSpec spec, string? dataDirectory) => new()
    {
        Name = spec.Dataset,
        Split = spec.Recipe.Data.Split ?? Train,
        ImageSize = spec.ImageSize,
        Fit = spec.Recipe.Data.Fit ?? SquareFit.Crop,
        DataDirectory = dataDirectory,
    };
}

/// <summary>What a long operation on a dataset is doing.</summary>
/// <param name="Dataset">The dataset.</param>
/// <param name="Stage">fetch, verify, decode or generate.</param>
/// <param name="Item">The file, or what is counted.</param>
/// <param name="Done">Bytes or samples done.</param>
/// <param name="Total">Of how many; null when not known.</param>
public readonly record struct DatasetProgress(string Dataset, string Stage, string Item, long Done, long? Total);
